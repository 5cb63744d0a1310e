"""What comes in from outside: clock and randomness. Everything else takes them as given."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ledger.database import Seeds
from ledger.proof.disclosure import SALT_BYTES, Salts
from ledger.tokens import SECRET_BYTES


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


def real() -> Outside:
    """The machine's clock and the operating system's randomness."""
    return Outside(
        now=lambda: datetime.now(UTC),
        salts=lambda: os.urandom(SALT_BYTES),
        seeds=lambda: Seeds(f"deal-ledger.local/{secrets.token_hex(8)}", secrets.token_bytes(32)),
        secret=lambda: secrets.token_bytes(SECRET_BYTES),
        request=lambda: secrets.token_hex(8),
    )
