"""What the signatures of providers have in common: secrets, digests, and that a delivery is of now.

Whatever a header holds, the answer is NotBelievedError or nothing. Comparisons take as long for a
wrong value as for the right one, and all candidates are compared, whichever fits.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from api.webhooks.provider import Account, Arrival, NotBelievedError

TOLERANCE = timedelta(minutes=5)
"""How old a signed time may be, and how far ahead: a clock that runs behind is no reason to take
what was signed for later."""
SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHOLE = re.compile(r"[0-9]{1,17}")


def refused(code: str, message: str) -> NoReturn:
    """Raise NotBelievedError."""
    raise NotBelievedError(code, message)


def secrets_of(account: Account) -> list[str]:
    """The secrets that count. Raises NotBelievedError without one: nothing would be checked."""
    found = [each for each in account.secrets if each.strip()]
    if not found:
        refused("no_secret", "This connection has no secret to check deliveries with.")
    return found


def one_header(arrival: Arrival, name: str) -> str:
    """The value of a header that must stand once."""
    if len(arrival.headers.get(name, ())) > 1:
        refused("header_doubled", f"The header {name} stands more than once.")
    value = arrival.header(name)
    if not value:
        refused("signature_missing", f"The header {name} is missing.")
    return value


def octets(text: str) -> bytes:
    """The bytes of a text from outside, whatever characters it has."""
    return text.encode("utf-8", "surrogatepass")


def base64_hmac(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 of a message, in base64."""
    return base64.b64encode(hmac.digest(key, message, "sha256"))


def from_base64(text: str) -> bytes | None:
    """The bytes of a base64 text; None when it is none."""
    try:
        return base64.b64decode(octets(text), validate=True)
    except binascii.Error:
        return None


def one_fits(given: Sequence[bytes], expected: Iterable[bytes]) -> bool:
    """Whether one of the values given is one of those expected."""
    found = [hmac.compare_digest(each, one) for one in expected for each in given]
    return any(found)


def refuse_other_times(arrival: Arrival, sent_at: str, unit: timedelta) -> None:
    """Refuse a delivery whose signed time, in whole units since 1970, is not that of its arrival.

    Raises NotBelievedError for one that is older than TOLERANCE, further ahead than it, or no whole
    number: a fraction and NaN compare in ways that nobody means.
    """
    if not _WHOLE.fullmatch(sent_at):
        refused("timestamp_unreadable", "The signed time is not a whole number.")
    microsecond = timedelta(microseconds=1)
    age = (arrival.received_at - _EPOCH) // microsecond - int(sent_at) * (unit // microsecond)
    if age > TOLERANCE // microsecond:
        refused("timestamp_too_old", "The delivery was signed more than five minutes ago.")
    if -age > TOLERANCE // microsecond:
        refused("timestamp_ahead", "The delivery was signed for more than five minutes from now.")
