"""What is signed of the ledger, as the database has it: for health, metrics and whoever asks."""

from __future__ import annotations

import time
from threading import Lock

from ledger.application import Ledger
from ledger.patience import UnavailableError
from ledger.signing.published import Standing, standing

REMEMBERED_FOR = 1.0
"""Seconds; a signer tells of every change at once."""


class Signed:
    """Knows the last checkpoint, and whether its signer is frozen. Threads may share it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._known: tuple[float, Standing] | None = None

    def forget(self, _: str) -> None:
        """Something was told."""
        with self._lock:
            self._known = None

    def now(self) -> Standing:
        """As the database has it now. Raises UnavailableError."""
        found = standing(self._ledger.rows.all)
        with self._lock:
            self._known = (time.monotonic(), found)
        return found

    @property
    def remembered(self) -> Standing | None:
        """As it was when somebody asked last, if nothing was told since."""
        with self._lock:
            return self._known[1] if self._known else None

    def seen(self) -> Standing | None:
        """As it was a moment ago; None while the database does not say."""
        with self._lock:
            known = self._known
        if known is not None and time.monotonic() - known[0] < REMEMBERED_FOR:
            return known[1]
        try:
            return self.now()
        except UnavailableError:
            return None
