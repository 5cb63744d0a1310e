"""Why a digest is not sent, or not shown."""

from __future__ import annotations

from collections.abc import Iterable

from domain.refusals import Refusal


class NothingChanged(Refusal):
    """There is no gap that a digest could be about."""

    code = "nothing_changed"

    def __init__(self, person: str) -> None:
        super().__init__(
            f"Nothing is to be told to {person!r}: what stands now was before them, or is not "
            "newer than what they last had, as far as everybody of the house may see.",
            "/to",
        )


class MailNotSetUp(Refusal):
    """The settings name no mail server, or not all that it takes."""

    code = "mail_not_set_up"
    status = 501

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(f"Nothing is mailed from here: set {', '.join(missing)}.", "/by")


class AddressNotOfTheHouse(Refusal):
    """Mail goes to addresses of the domains that the settings name."""

    code = "address_not_of_the_house"

    def __init__(self, domains: Iterable[str]) -> None:
        super().__init__(
            "A digest is mailed to one address of the house's own people: one of the domains "
            f"{', '.join(sorted(domains))} (DEAL_LEDGER_MAIL_DOMAINS).",
            "/address",
        )


class NoSubscriptionTakesIt(Refusal):
    """No subscription is pushed the messages of this deal."""

    code = "no_subscription_takes_it"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "No subscription is pushed the messages of this deal: make one (deal-ledger "
            "subscription create URL --type message.sent), or send it by mail.",
            "/by",
        )


class DigestIdReused(Refusal):
    """The id is that of another digest."""

    code = "digest_id_reused"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "A digest was sent under this id to somebody else, of another deal or in another way: "
            "give a new one an id of its own.",
            "/id",
        )


class DigestLinkNotKnown(Refusal):
    """There is no such link."""

    code = "digest_link_not_known"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "There is no such link. It may have been cut short on its way: copy the whole of it."
        )


class DigestNotKnown(Refusal):
    """The deal has no such digest, or it was sent to somebody else."""

    code = "digest_not_known"
    status = 404

    def __init__(self) -> None:
        super().__init__("No digest was sent to you by this record.")


class DigestNotShown(Refusal):
    """The link has ended; or what was sent can't be shown any more as it was sent."""

    code = "digest_not_shown"
    status = 410

    def __init__(self) -> None:
        super().__init__(
            "This digest is not shown any more: its link has ended, you take no part in the deal "
            "for the seller now, or something of it was withheld, struck or erased since. What "
            "changed is in the deal itself."
        )
