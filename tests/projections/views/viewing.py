"""Views of a ledger, followed by hand: one runner's steps, and what its tables hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from time import monotonic, sleep
from typing import Any

from api.views import connect_as_views, entries_once, kept_entries
from domain.record import Entry, Record
from ledger.application import Ledger
from ledger.watching import GROWN
from projections.deal import KnownDeal
from projections.views.all import VIEWS
from projections.views.asking import Found, Reader
from projections.views.building import Build
from projections.views.ports import Connection
from projections.views.register import Wanted, register
from projections.views.runner import Runner
from projections.views.status import Status, statuses
from projections.views.tables import make_shared
from projections.views.view import Row, View
from tests.databases import rows
from tests.records import BY

PATIENCE = 30.0
NOW = datetime(2026, 11, 1, tzinfo=UTC)
OPEN_DAY = datetime(2025, 5, 14, tzinfo=UTC)
"""On which the offer of the story is open."""
READER = Reader("reader")
Content = dict[str, list[tuple[Any, ...]]]


def a_runner(url: str, ledger: Ledger, views: Sequence[View] = VIEWS) -> Runner:
    """A runner that keeps nothing yet."""
    given = connect_as_views(url), kept_entries(ledger), entries_once(ledger)
    return Runner(*given, GROWN, views=views)


def followed(url: str, ledger: Ledger, views: Sequence[View] = VIEWS) -> Runner:
    """Bring the views to the end of the ledger, as a runner that begins now."""
    runner = a_runner(url, ledger, views)
    with runner.connect() as connection:
        make_shared(connection)
        while runner.step(connection):
            pass
        # One more look, which finds nothing to do, sees what became of the last batch.
        runner.step(connection)
    return runner


def rebuilt(url: str, ledger: Ledger, views: Sequence[View] = VIEWS) -> Build:
    """Build the views anew, and put them in their place."""
    with connect_as_views(url)() as connection:
        build = Build(connection, entries_once(ledger), views)
        for _ in build.steps():
            pass
    return build


@contextmanager
def connection(url: str) -> Iterator[Connection]:
    """A connection as whoever asks views has it."""
    with connect_as_views(url)() as opened:
        yield opened


def deals(found: Found) -> list[str]:
    """The deals of the rows that were found."""
    return [row["deal"] for row in found.rows]


def searched(url: str, q: str = "", reader: Reader = READER, **more: Any) -> Found:
    """What a reader finds in the register."""
    with connection(url) as opened:
        return register(opened, Wanted(q, **more), reader)


def content(url: str, views: Sequence[View] = VIEWS) -> Content:
    """Everything that the views' tables hold, by table."""
    tables = [table for view in views for table in view.all_tables]
    return {table: sorted(rows(url, f"SELECT * FROM views.{table}"), key=str) for table in tables}  # noqa: S608 - our own names


def status(url: str, view: View, views: Sequence[View] = VIEWS) -> Status:
    """How one view is."""
    with connection(url) as opened:
        return statuses(opened, views)[view.name]


def recorded(ledger: Ledger, records: Iterable[Record]) -> int:
    """Record what is not refused; gives the position of the last entry."""
    ledger.record_each(list(records), BY)
    return ledger.size


def that_fails(view: View, fails: Callable[[Entry], bool]) -> View:
    """The same view, but whatever deal holds such an entry has no rows."""

    def rows_of(deal: KnownDeal) -> Iterable[Row]:
        if any(fails(entry) for entry in deal.entries):
            raise ZeroDivisionError
        return view.rows(deal)

    return replace(view, rows=rows_of)


@contextmanager
def running(runner: Runner) -> Iterator[Runner]:
    """A runner in a thread of its own; ended after."""
    thread = Thread(target=runner.run, daemon=True)
    thread.start()
    try:
        yield runner
    finally:
        runner.stop.set()
        thread.join(10)
        assert not thread.is_alive()


def reaches(url: str, position: int, views: Sequence[View] = VIEWS) -> None:
    """Wait until all of these views stand on a position."""

    def there() -> bool:
        with connection(url) as opened:
            return all(s.position >= position for s in statuses(opened, views).values())

    until(there)


def until(holds: Callable[[], bool]) -> None:
    """Wait for something, and fail when it does not come."""
    give_up = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < give_up, "It did not come."
        sleep(0.02)
