"""The views' way to the database and to the ledger: where both are given to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import psycopg

from domain.record import Entry
from ledger.application import Ledger
from ledger.database import VIEWS as ROLE
from ledger.database import UnsafeSettingError, connected
from ledger.patience import UnavailableError
from ledger.watching import GROWN
from projections.views.ports import Connect, Connection, EntriesUnavailableError
from projections.views.runner import Runner

LONGEST_STEP = 10.0
"""Seconds that a step underway may take once the runner is told to stop; what it cuts is undone."""
Told = Callable[[Exception], None]


def connect_as_views(url: str) -> Connect:
    """Gives connections that act as the views' role. They raise UnsafeSettingError."""

    @contextmanager
    def connect() -> Iterator[Connection]:
        with connected(url) as connection:
            try:
                connection.execute(f"SET ROLE {ROLE}".encode())
            except psycopg.errors.InsufficientPrivilege:
                user = connection.info.user
                raise UnsafeSettingError(
                    f"The user {user!r} may not act as {ROLE}: GRANT {ROLE} TO it."
                ) from None
            yield connection

    return connect


@dataclass(frozen=True, slots=True)
class FromLedger:
    """The ledger's entries, as views ask for them. `read` gives those of a stream."""

    ledger: Ledger
    read: Callable[[str, int], Sequence[Entry]]

    @property
    def size(self) -> int:
        """The position of the last entry."""
        with _available():
            return self.ledger.size

    def entries(self, stream: str, up_to: int) -> Sequence[Entry]:
        """The entries of a stream, up to and with a position."""
        with _available():
            return self.read(stream, up_to)

    def touched(self, after: int, up_to: int) -> Sequence[str]:
        """The streams that got entries after a position, up to and with another."""
        with _available():
            return self.ledger.touched(after, up_to)

    def deals(self, after: str, limit: int) -> Sequence[str]:
        """The ids of deals after an id."""
        with _available():
            return self.ledger.deals(after, limit)


@contextmanager
def keeping_views(url: str, ledger: Ledger, told: Told) -> Iterator[Runner]:
    """A runner in a thread of its own; `told` is given what keeps it from working."""
    runner = Runner(
        connect_as_views(url), kept_entries(ledger), entries_once(ledger), GROWN, told=told
    )
    thread = Thread(target=runner.run, name="views", daemon=True)
    thread.start()
    try:
        yield runner
    finally:
        runner.stop.set()
        thread.join(LONGEST_STEP)


def kept_entries(ledger: Ledger) -> FromLedger:
    """Entries for following: those of deals that go on are kept in memory."""
    return FromLedger(ledger, ledger.entries)


def entries_once(ledger: Ledger) -> FromLedger:
    """Entries for building: every deal is read once, and nothing is kept."""
    return FromLedger(ledger, ledger.read)


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except UnavailableError as fault:
        raise EntriesUnavailableError(str(fault)) from fault
