"""The signer at work: what is new is signed within a second, what is old is read again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import Protocol

import psycopg
from psycopg.rows import TupleRow

from ledger.database import WRITER, connected
from ledger.proof.checkpoint import Checkpoint
from ledger.signing.folder import SignerFolder
from ledger.signing.signer import LedgerSigner
from ledger.signing.source import asking
from ledger.signing.state import Frozen
from ledger.watching import GROWN

POLL = 0.8
"""Seconds after which it looks by itself: a notification is a hint."""
BETWEEN = 0.2
"""Seconds between two checkpoints, so that what comes together is signed together."""
RETRY = 1.0
SHARE = 0.02
"""Part of the time in which old entries are read again."""


class Told(Protocol):
    """Is told what becomes of signing."""

    def signed(self, checkpoint: Checkpoint) -> None:
        """A checkpoint was signed."""

    def frozen(self, frozen: Frozen) -> None:
        """Nothing is signed any more: told at every look, about once a second."""

    def hindered(self, fault: Exception) -> None:
        """It could not work just now, and tries again."""


class _StoppedError(Exception):
    """It was told to stop while it caught up."""


class SignerAtWork:
    """Signs until `stop` is set. For a thread, or a process, of its own."""

    def __init__(
        self, url: str, folder: SignerFolder, now: Callable[[], datetime], told: Told
    ) -> None:
        self._url = url
        self._folder = folder
        self._now = now
        self._told = told
        self.stop = Event()

    def run(self) -> None:
        """Work, and begin anew after any fault, such as a database that was away, or a freeze."""
        while not self.stop.is_set():
            try:
                with self._folder.alone(), connected(self._url, WRITER) as connection:
                    self._sign(connection)
            except _StoppedError:
                return
            except Exception as fault:  # noqa: BLE001 - whatever stands in the database: it is told
                if not self.stop.is_set():
                    self._told.hindered(fault)
            # Frozen, it lets go of its folder, so that it can be resumed.
            self.stop.wait(RETRY)

    def _sign(self, connection: psycopg.Connection[TupleRow]) -> None:
        connection.execute(f"LISTEN {GROWN}".encode())
        signer = LedgerSigner(self._folder, asking(connection), self._now, self._goes_on)
        while not self.stop.is_set():
            signed = signer.step()
            if signer.state.frozen:
                self._told.frozen(signer.state.frozen)
                return
            if signed:
                self._told.signed(signed)
                self.stop.wait(BETWEEN)
            elif signer.compared:
                self._rest(connection, signer)

    def _rest(self, connection: psycopg.Connection[TupleRow], signer: LedgerSigner) -> None:
        began = time.monotonic()
        signer.reread()
        rest = (time.monotonic() - began) / SHARE
        for _ in connection.notifies(timeout=min(POLL, max(rest, BETWEEN)), stop_after=1):
            pass

    def _goes_on(self, _: int, __: int) -> None:
        if self.stop.is_set():
            raise _StoppedError
