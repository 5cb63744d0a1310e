"""What comes in from outside: clock and randomness. Everything else takes them as given."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from ledger.database import Seeds
from ledger.proof.disclosure import SALT_BYTES, Salts
from ledger.tokens import SECRET_BYTES

AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Outside:
    """A clock in UTC, salts that never come twice, and the seeds of a new ledger.

    `secret` gives the random bytes of a new token, and of whatever nobody else may have had (the id
    of a record that a form makes), `request` the id of a request that has none.
    """

    now: Callable[[], datetime]
    salts: Salts
    seeds: Callable[[], Seeds]
    secret: Callable[[], bytes]
    request: Callable[[], str]


class RandomBytes:
    """The operating system's randomness, `size` bytes at a time. Threads may share it.

    It is asked for many at once: each time it is, whoever asks waits for all other threads.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._left: list[bytes] = []

    def more(self) -> bytes:
        """Bytes that nobody was given before."""
        with self._lock:
            if not self._left:
                size = self._size
                asked = os.urandom(size * AT_ONCE)
                self._left = [asked[at : at + size] for at in range(0, len(asked), size)]
            return self._left.pop()


def real() -> Outside:
    """The machine's clock and the operating system's randomness."""
    ids = RandomBytes(8)
    return Outside(
        now=lambda: datetime.now(UTC),
        salts=RandomBytes(SALT_BYTES).more,
        seeds=lambda: Seeds(f"deal-ledger.local/{secrets.token_hex(8)}", secrets.token_bytes(32)),
        secret=lambda: secrets.token_bytes(SECRET_BYTES),
        request=lambda: ids.more().hex(),
    )
