"""What the service refuses before, or beside, what the ledger refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from domain.refusals import Fault, Malformed, Refusal


class NotAuthenticated(Refusal):
    """No token that counts was given; which it was is not told."""

    code = "not_authenticated"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "Send a token that is known, not expired and not revoked: "
            "Authorization: Bearer dl_… (deal-ledger token create makes one).",
        )


class FormNotFromHere(Refusal):
    """A form that no page of this session sent."""

    code = "form_not_from_here"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This form was not sent by a page that is open here, or the session is another by now: "
            "open the page anew and send it from there.",
        )


class RoleNotHeld(Refusal):
    """The token has none of the roles that may do this."""

    code = "role_not_held"
    status = 403

    def __init__(self, roles: Sequence[str], pointer: str = "") -> None:
        super().__init__(f"This needs a token with the role {' or '.join(roles)}.", pointer)


class LimitedToDeals(Refusal):
    """A token that is limited to deals records nothing about the organisation."""

    code = "limited_to_deals"
    status = 403

    def __init__(self, pointer: str) -> None:
        super().__init__(
            "This token is limited to deals: it records nothing about the organisation.", pointer
        )


class OtherDeal(Refusal):
    """A record names another deal than the address that it was sent to."""

    code = "other_deal"

    def __init__(self, deal: str) -> None:
        super().__init__(
            f"The record was sent to the deal {deal!r} and names another: leave the deal out, or "
            "send it to /v1/records.",
            "/deal",
        )


class OneDealNeeded(Refusal):
    """If-Match was sent with records of several deals."""

    code = "one_deal_needed"

    def __init__(self) -> None:
        super().__init__("If-Match goes with records of one deal.", "/If-Match")


class BadParameter(Malformed):
    """A parameter in the address or in a header is not what it should be."""


def bad_parameter(name: str, message: str) -> BadParameter:
    """The refusal of one parameter."""
    return BadParameter((Fault("bad_parameter", f"/{name}", message),))


class TooManyRecords(Refusal):
    """More records in one request than are taken together."""

    code = "too_many_records"

    def __init__(self, most: int) -> None:
        super().__init__(
            f"At most {most} records are taken together: send them in several requests, or record "
            "a file (deal-ledger record FILE)."
        )


class BodyTooLarge(Refusal):
    """The body has more bytes than any request may have."""

    code = "body_too_large"
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(f"A body has at most {most:,} bytes: send fewer records at a time.")


class BodyTooSlow(Refusal):
    """The body did not arrive in time."""

    code = "body_too_slow"
    status = 408

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The body did not arrive within {seconds:g} seconds. Nothing was kept.")


class HeadersTooLarge(Refusal):
    """The headers of a request have more bytes than are read."""

    code = "headers_too_large"
    status = 431

    def __init__(self, most: int) -> None:
        super().__init__(f"The headers of a request have at most {most:,} bytes.")


class NotHttp(Refusal):
    """What came is no request of HTTP/1.1."""

    code = "not_http"
    status = 400

    def __init__(self) -> None:
        super().__init__("This is no request of HTTP/1.1, or it ends in something that is none.")


class MediaTypeNotSupported(Refusal):
    """The body says that it is something else than plain JSON."""

    code = "media_type_not_supported"
    status = 415

    def __init__(self) -> None:
        super().__init__(
            "Send JSON as it is: Content-Type: application/json, without Content-Encoding."
        )


class NoSuchRoute(Refusal):
    """Nothing is served at this address."""

    code = "no_such_route"
    status = 404

    def __init__(self) -> None:
        super().__init__("Nothing is served at this address: /docs lists what is.")


class ConnectionNotKnown(Refusal):
    """No connection delivers at this address."""

    code = "connection_not_known"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "No connection delivers at this address: deal-ledger connection create prints one."
        )


class ConnectionEnded(Refusal):
    """The connection takes no more deliveries: the sender may stop."""

    code = "connection_ended"
    status = 410

    def __init__(self) -> None:
        super().__init__("This connection was ended: send no more.")


class DeliveryNotBelieved(Refusal):
    """A delivery that is not from who it says, or not of now; nothing of it was kept."""

    code = "delivery_not_believed"
    status = 401

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} Nothing of it was kept.")


class DeliveryUnreadable(Refusal):
    """A delivery that is its sender's, and whose body no reader of it could read."""

    code = "delivery_unreadable"
    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} Nothing of it was kept: send it as plain text in UTF-8.")


class ItemNotInInbox(Refusal):
    """The inbox has no such item."""

    code = "item_not_in_inbox"
    status = 404

    def __init__(self, item: int) -> None:
        super().__init__(f"There is no item {item} in the inbox: /v1/inbox lists them.")


class ItemSettled(Refusal):
    """An item of the inbox is in a state in which this cannot be done."""

    code = "item_settled"
    status = 409

    def __init__(self, item: int, message: str) -> None:
        super().__init__(f"Item {item} {message}")


class MethodNotAllowed(Refusal):
    """The address is served, but not with this method."""

    code = "method_not_allowed"
    status = 405

    def __init__(self) -> None:
        super().__init__("This address is not served with this method: /docs lists what is.")


class TryLater(Refusal):
    """Nothing was done, and the same request may succeed later: it says after how long."""

    code = "try_later"
    status = 503
    after: ClassVar[int] = 1
    """Seconds after which to try again."""


class Busy(TryLater):
    """As many requests are underway as are taken."""

    code = "busy"

    def __init__(self) -> None:
        super().__init__("Too many requests are underway. Send it again in a moment.")


class TokenBusy(TryLater):
    """One token holds as much as any may of what all share."""

    code = "token_busy"
    status = 429

    def __init__(self) -> None:
        super().__init__(
            "As many requests or streams of this token are underway as one token may have. Wait "
            "for one of them to end, and send it again."
        )


class DatabaseUnavailable(TryLater):
    """The database did not answer in time, or not at all."""

    code = "database_unavailable"
    after = 2

    def __init__(self) -> None:
        super().__init__(
            "The database did not answer in time. Send it again: what was recorded meanwhile is "
            "recognised by its id and not added twice."
        )


class AnswerTooSlow(TryLater):
    """The answer did not begin in time; the work goes on, and what it writes may be kept."""

    code = "answer_too_slow"
    after = 5

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"There was no answer within {seconds:g} seconds. Send it again: what was recorded "
            "meanwhile is recognised by its id and not added twice."
        )


class PositionNotReached(TryLater):
    """The ledger did not get as far as `min_position` in time."""

    code = "position_not_reached"
    status = 409

    def __init__(self, wanted: int, reached: int) -> None:
        super().__init__(
            f"The ledger is at position {reached}, not at {wanted} yet. Ask again in a moment.",
            "/min_position",
        )


class CheckpointNotSigned(Refusal):
    """No checkpoint was published."""

    code = "checkpoint_not_signed"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "Nothing of this ledger was signed yet. Start `deal-ledger signer` (or, on an embedded "
            "ledger, `deal-ledger serve`, which has one), and ask again: a checkpoint is there "
            "within seconds. `deal-ledger signer status` says how it stands."
        )


class PositionNotOnRecord(Refusal):
    """The ledger has no entry at this position."""

    code = "position_not_on_record"
    status = 404

    def __init__(self, position: int) -> None:
        super().__init__(f"The ledger has no entry at position {position}.")


class PositionNotSigned(TryLater):
    """The entry is on record, and in no checkpoint yet."""

    code = "position_not_signed"
    status = 409

    def __init__(self, position: int) -> None:
        super().__init__(
            f"No checkpoint covers position {position} yet. Ask again in a moment; /health/ready "
            "says whether the signer is at work."
        )


class NoSuchTile(Refusal):
    """The tree has no such tile, or not yet."""

    code = "no_such_tile"
    status = 404

    def __init__(self) -> None:
        super().__init__("The tree has no such tile: c2sp.org/tlog-tiles says how they are named.")


class EntriesOfAllDeals(Refusal):
    """Bundles hold the entries of all deals: a token that is limited to some is given none."""

    code = "entries_of_all_deals"
    status = 403

    def __init__(self) -> None:
        super().__init__("Bundles hold entries of all deals: this token is limited to some.")


class LogDoesNotHold(Refusal):
    """What is stored gives no proof: it was changed, and is not handed out as if it were one.

    `position` is the entry whose bytes are not those that were hashed, where that is known.
    """

    code = "log_does_not_hold"
    status = 500

    def __init__(self, position: int | None = None) -> None:
        what = "What is stored" if position is None else f"What is stored of entry {position}"
        super().__init__(
            f"{what} does not give what was signed. Nothing is proved: "
            "`deal-ledger verify` says where it breaks."
        )
        self.position = position


class InternalError(Refusal):
    """A fault of the program; the log has it under the id of the request."""

    code = "internal_error"
    status = 500

    def __init__(self, request: str) -> None:
        super().__init__(
            f"Something went wrong here, not with what you sent. It is logged as {request}."
        )


class BadMapping(Malformed):
    """A mapping file cannot be used: every fault with its place in the file."""


def mapping_fault(place: str, message: str) -> Fault:
    """One thing that is wrong with a mapping file; `place` is a pointer into it."""
    return Fault("bad_mapping", place, message)
