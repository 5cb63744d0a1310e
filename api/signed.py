"""What is signed of the ledger and stamped, as the database has it: for health, metrics, proofs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from ledger.application import Ledger
from ledger.patience import UnavailableError
from ledger.signing.published import Standing, standing
from ledger.stamping.standing import AuthorityStanding, authorities

REMEMBERED_FOR = 1.0
"""Seconds; a signer tells of every change at once."""
T = TypeVar("T")


class Remembered(Generic[T]):
    """What the database says, asked again after a while. Threads may share it."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self._lock = Lock()
        self._known: tuple[float, T] | None = None

    def forget(self) -> None:
        """Something was told."""
        with self._lock:
            self._known = None

    def now(self) -> T:
        """As the database has it now. Raises UnavailableError."""
        found = self._ask()
        with self._lock:
            self._known = (time.monotonic(), found)
        return found

    @property
    def remembered(self) -> T | None:
        """As it was when somebody asked last, if nothing was told since."""
        with self._lock:
            return self._known[1] if self._known else None

    def seen(self) -> T | None:
        """As it was a moment ago; None while the database does not say."""
        with self._lock:
            known = self._known
        if known is not None and time.monotonic() - known[0] < REMEMBERED_FOR:
            return known[1]
        try:
            return self.now()
        except UnavailableError:
            return None


class Signed(Remembered[Standing]):
    """Knows the last checkpoint, whether its signer is frozen, and how the authorities stand that
    stamp it (`stamping`).
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(lambda: standing(ledger.rows.all))
        self.stamping: Remembered[Sequence[AuthorityStanding]] = Remembered(
            lambda: authorities(ledger.rows.all)
        )

    def told(self, _: str) -> None:
        """Something was told."""
        self.forget()
        self.stamping.forget()
