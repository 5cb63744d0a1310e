"""HubSpot: batches of CRM events, signed with the client secret of the app.

Events come unordered, several times, and under ids that are not unique; a property change tells no
old value. (developers.hubspot.com, "Validating requests" and "Webhooks API")
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from api.webhooks.provider import Account, Arrival, Part, Reply, UnreadableError
from api.webhooks.reading import (
    Headers,
    digest,
    id_in,
    json_of,
    moment_after,
    name_of,
    within,
)
from api.webhooks.signing import (
    MILLISECOND,
    base64_hmac,
    octets,
    one_fits,
    one_header,
    refuse_other_times,
    refused,
    secrets_of,
)

V3 = "x-hubspot-signature-v3"
TIMESTAMP = "x-hubspot-request-timestamp"
OLDER = "x-hubspot-signature"
VERSION = "x-hubspot-signature-version"
_ENCODED = re.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", re.IGNORECASE)
"""The characters of an address that HubSpot signs decoded: no others."""
_KINDS: Mapping[str, str] = {
    "0-1": "contact",
    "0-2": "company",
    "0-3": "deal",
    "0-5": "ticket",
    "0-7": "product",
    "0-8": "line_item",
    "0-14": "quote",
}
"""The names of the object types that generic subscriptions (`object.creation`) give as numbers."""


class HubSpot:
    """The app's webhooks. The payload of a part is the event as sent, less `attemptNumber`.

    That of an association has as well `association`: `kind` and `id` of the object that the event
    is about, `with` and `with_id` of the other end, `state` (`associated`, `no longer associated`;
    null when it does not say).
    """

    name = "hubspot"
    system = "hubspot"
    channel = "crm"
    signs = True
    settings: Mapping[str, str] = {
        "accept": "Older signatures that count too: `v1`, `v2` or both. They sign no time, so that "
        "whoever sees a delivery can send it again for ever; without this only v3 counts",
    }

    def verify(self, arrival: Arrival, account: Account) -> None:
        """Raise NotBelievedError unless a signature that counts fits; v3 wins when it is there."""
        secrets = secrets_of(account)
        if V3 in arrival.headers:
            _verify_v3(arrival, secrets)
        else:
            _verify_older(arrival, secrets, account.settings.get("accept", ""))

    def key(self, arrival: Arrival) -> str:
        """The ids of its events, which are not unique: the body's digest tells them apart."""
        try:
            events = _events(json_of(arrival.body, arrival.headers))
        except UnreadableError:
            return "unreadable"
        ids = [_text(within(event).get("eventId")) for event in events]
        return ids[0] if len(ids) == 1 else name_of("batch", digest(ids))

    def parts(self, body: bytes, headers: Headers) -> list[Part]:
        """One part for each event of the batch. Raises UnreadableError."""
        return [_part(event) for event in _events(json_of(body, headers))]

    def reply(self) -> Reply:
        """Any 2xx will do."""
        return Reply()


def _verify_v3(arrival: Arrival, secrets: list[str]) -> None:
    given = one_header(arrival, V3)
    sent_at = one_header(arrival, TIMESTAMP)
    refuse_other_times(arrival, sent_at, MILLISECOND)
    uri = _ENCODED.sub(lambda found: chr(int(found[1], 16)), arrival.uri)
    message = octets(arrival.method + uri) + arrival.body + octets(sent_at)
    expected = [base64_hmac(octets(secret), message) for secret in secrets]
    _compare(given, expected)


def _verify_older(arrival: Arrival, secrets: list[str], accept: str) -> None:
    accepted = set(re.split(r"[\s,]+", accept.lower()))
    version = one_header(arrival, VERSION).strip().lower()
    if version not in {"v1", "v2"}:
        refused("signature_version", "The version of the signature is not one of v1, v2, v3.")
    if version not in accepted:
        message = f"A signature {version} signs no time, and this connection takes only v3."
        refused("signature_version", message)
    given = one_header(arrival, OLDER)
    signed = octets(arrival.method + arrival.uri) if version == "v2" else b""
    sources = [octets(secret) + signed + arrival.body for secret in secrets]
    _compare(given, [sha256(source).hexdigest().encode() for source in sources])


def _compare(given: str, expected: list[bytes]) -> None:
    if not one_fits([octets(given)], expected):
        refused("signature_wrong", "The signature does not fit the delivery.")


def _events(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list):
        raise UnreadableError("not_events", "Not an event of HubSpot, nor a batch of them.")
    return value


def _part(event: Any) -> Part:
    if not isinstance(event, dict):
        fault = "This member of the batch is not an event of HubSpot."
        return Part("unknown", name_of("event", digest(event)), None, event, fault=fault)
    told = {name: value for name, value in event.items() if name != "attemptNumber"}
    # The same id may come with other content; only the number of the attempt makes no difference.
    ref = name_of(_text(told.get("eventId")), digest(told))
    kind = told.get("subscriptionType") or told.get("eventType")
    subject = _subject(told, kind if isinstance(kind, str) else "")
    return Part(
        object=subject or "unknown",
        ref=ref,
        happened_at=moment_after(told.get("occurredAt"), MILLISECOND),
        payload={**told, "subscriptionType": kind} | _association(told, str(kind), subject),
        fault=_fault(told, subject, str(kind)),
        has_millis=True,
    )


def _fault(event: dict[str, Any], subject: str | None, kind: str) -> str | None:
    if subject is None:
        return "This event does not say what it is about."
    # An emptied property has an empty value; what is withheld, e.g. as sensitive, has none.
    if kind.endswith(".propertyChange") and "propertyValue" not in event:
        return "This event does not say what the property is now: it has no propertyValue."
    return None


def _text(value: object) -> str:
    return name_of(id_in(value) or "unnumbered")


def _subject(event: dict[str, Any], kind: str) -> str | None:
    """The object that an event is about, e.g. `deal:1234`; None when it does not say."""
    noun = kind.partition(".")[0]
    if noun in {"", "object"}:
        number = id_in(event.get("objectTypeId")) or id_in(event.get("fromObjectTypeId")) or ""
        noun = _KINDS.get(number, number)
    found = id_in(event.get("objectId")) or id_in(event.get("primaryObjectId"))
    found = found or _associated(event, noun)
    return name_of(noun, found) if noun and found else None


def _associated(event: dict[str, Any], noun: str) -> str | None:
    """The end of an association that is of the kind `noun`: each is told from both ends."""
    return id_in(event.get("toObjectId" if _is_second(event, noun) else "fromObjectId"))


def _is_second(event: dict[str, Any], noun: str) -> bool:
    first, second = _ends(event)
    return second == noun != first


def _ends(event: dict[str, Any]) -> tuple[str, str]:
    """The kinds of both ends of an association, e.g. `deal` and `line_item`; empty if not said."""
    first, _, second = str(event.get("associationType") or "").lower().partition("_to_")
    if second:
        return first, second
    numbers = [id_in(event.get(each)) or "" for each in ("fromObjectTypeId", "toObjectTypeId")]
    return _KINDS.get(numbers[0], numbers[0]), _KINDS.get(numbers[1], numbers[1])


def _association(event: dict[str, Any], kind: str, subject: str | None) -> dict[str, Any]:
    if subject is None or not kind.endswith(".associationChange"):
        return {}
    noun = subject.partition(":")[0]
    second = _is_second(event, noun)
    ends, removed = _ends(event), event.get("associationRemoved")
    state = {True: "no longer associated", False: "associated"}
    found = {
        "kind": noun,
        "id": _associated(event, noun),
        "with": ends[0 if second else 1] or None,
        "with_id": id_in(event.get("fromObjectId" if second else "toObjectId")),
        "state": state[removed] if isinstance(removed, bool) else None,
    }
    return {"association": found}
