"""What comes in from outside: clock and randomness. Everything else takes them as given."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ledger.database import Seeds
from ledger.proof.disclosure import SALT_BYTES, Salts


@dataclass(frozen=True, slots=True)
class Outside:
    """A clock in UTC, salts that never come twice, and the seeds of a new ledger."""

    now: Callable[[], datetime]
    salts: Salts
    seeds: Callable[[], Seeds]


def real() -> Outside:
    """The machine's clock and the operating system's randomness."""
    return Outside(
        now=lambda: datetime.now(UTC),
        salts=lambda: os.urandom(SALT_BYTES),
        seeds=lambda: Seeds(f"deal-ledger.local/{secrets.token_hex(8)}", secrets.token_bytes(32)),
    )
