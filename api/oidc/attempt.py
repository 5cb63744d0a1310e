"""One sign-in underway: what only the browser that began it holds, and what is derived from it.

Nothing is kept here meanwhile: any process of the ledger can take it up when the provider leads
back, and nobody fills a memory by beginning. The cookie holds a secret; the address of the provider
shows hashes of it, from which it does not follow.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

COOKIE = "deal_ledger_signing_in"
LASTS = timedelta(minutes=10)
"""Time to sign in at the provider, a second factor included."""
_APART = timedelta(minutes=1)
"""What the clocks of two processes may differ by: either of them may have begun it."""
_LONGEST = 1_500
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in that began; `next_` is where it goes on to."""

    secret: bytes
    began: datetime
    next_: str

    @property
    def state(self) -> str:
        """Comes back with the answer: this browser asked for it."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Stands in the identity: it was made for this sign-in."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Redeems the code (RFC 7636): who saw the code alone cannot."""
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        """What is shown of the verifier."""
        return _text(sha256(self.verifier.encode()).digest())

    def cookie(self) -> str:
        """What the browser keeps meanwhile."""
        began = str(int(self.began.timestamp()))
        return ".".join((_text(self.secret), began, _text(self.next_.encode())))

    def _derived(self, purpose: str) -> str:
        said = f"{purpose}:{self.began.timestamp():.0f}:{self.next_}"
        return _text(hmac.digest(self.secret, said.encode(), "sha256"))


def attempt(secret: bytes, now: datetime, next_: str) -> Attempt:
    """Begin with at least 32 random bytes; too long an address is not gone on to."""
    return Attempt(
        secret[:_SECRET_BYTES], now.replace(microsecond=0), next_ if len(next_) < 500 else "/deals"
    )


def attempt_of(cookie: str, now: datetime) -> Attempt | None:
    """The one that a cookie holds; None when there is none, or it began too long ago."""
    try:
        secret, began, next_ = cookie[:_LONGEST].split(".")
        found = Attempt(
            _bytes(secret), datetime.fromtimestamp(int(began), UTC), _bytes(next_).decode()
        )
    except (ValueError, OverflowError, OSError, Error):
        return None
    in_time = -_APART <= now - found.began < LASTS
    return found if len(found.secret) == _SECRET_BYTES and in_time else None


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
