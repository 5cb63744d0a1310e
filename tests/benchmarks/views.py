"""Views that are behind catch up: ours, and the library's ProjectionRunner writing the same rows.

Both begin with empty tables and the whole history of the same deals, told at once, and end with the
same rows, which is checked. Both fold with the same folds, from entries that are kept in memory.
The library's runner does as it does: event by event, each with its position in a commit of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from time import perf_counter
from typing import Any

import psycopg
from psycopg import sql

from api.views import connect_as_views, kept_entries
from domain.record import Record
from ledger.application import Ledger
from projections.views.all import VIEWS
from projections.views.runner import Runner
from projections.views.status import move
from projections.views.tables import make, make_shared, named
from tests.benchmarks.harness import Benchmark, Load, Outcome, Pace
from tests.benchmarks.inputs import IMPORT, negotiation, opening
from tests.benchmarks.server import Databases
from tests.benchmarks.views_library import POSITION, Library
from tests.records import a_record

NAME = "views_catch_up"
AT_LEAST = 20.0
DEALS = 10
ENTRIES = 50
"""Of each deal. The library folds a deal once for each: the longer it is, the worse it does."""
MOST_ROUNDS = 5
Content = dict[str, list[tuple[Any, ...]]]


def catching_up(databases: Databases, pace: Pace, step: Callable[[], None]) -> Outcome:
    """Entries per second, in as many rounds as asked for but not more than MOST_ROUNDS."""
    rates: dict[str, list[float]] = {"ours": [], "library": []}
    with _world(databases) as (url, ledger):
        for _ in range(min(pace.rounds, MOST_ROUNDS)):
            contents = []
            for name, catch_up in (("ours", _ours), ("library", _library)):
                _emptied(url)
                began = perf_counter()
                catch_up(url, ledger)
                rates[name].append(ledger.size / (perf_counter() - began))
                contents.append(_content(url))
            assert contents[0] == contents[1], "The two did not write the same rows."
            step()
    benchmark = Benchmark(NAME, Load(1), tuple(rates), _not_opened, {"library": AT_LEAST})
    return Outcome(benchmark, rates)


def _ours(url: str, ledger: Ledger) -> None:
    kept = kept_entries(ledger)
    runner = Runner(connect_as_views(url), kept, kept, "deal_ledger")
    with runner.connect() as connection:
        while runner.step(connection):
            pass


def _library(url: str, ledger: Ledger) -> None:
    with Library(url, kept_entries(ledger)) as library:
        library.reach(ledger.size)


@contextmanager
def _world(databases: Databases) -> Iterator[tuple[str, Ledger]]:
    """A ledger of some deals, told in turns."""
    url = databases.new_ledger()
    with databases.ledger_at(url, 4) as ledger:
        deals = [_deal(f"deal-{number}") for number in range(DEALS)]
        for together in zip(*deals, strict=True):
            ledger.record_each(together, IMPORT)
        assert ledger.size == DEALS * ENTRIES
        yield url, ledger


def _deal(deal: str) -> list[Record]:
    first = [*opening(deal), *_offer(deal)]
    return [*first, *islice(negotiation(deal), ENTRIES - len(first))]


def _offer(deal: str) -> Sequence[Record]:
    """So that there is something in every view."""
    return [
        a_record(type_, id=f"{deal}-{type_}", deal=deal, at="2025-01-01T00:30:00Z", **data)
        for type_, data in (
            ("proposal.sealed", {}),
            ("sign_off.requested", {"of": "person-01"}),
            ("sign_off.granted", {"actor": "person-01"}),
            ("proposal.sent", {"to": ["person-02"], "valid_until": "2025-03-01"}),
        )
    ]


def _emptied(url: str) -> None:
    with psycopg.connect(url) as owner:
        owner.execute(f"DROP TABLE IF EXISTS {POSITION}".encode())
    with connect_as_views(url)() as connection:
        make_shared(connection)
        for view in VIEWS:
            make(connection, view, "")
            move(connection, view, 0)


def _content(url: str) -> Content:
    with psycopg.connect(url) as connection:
        return {
            table: sorted(connection.execute(_everything(table)), key=str)
            for view in VIEWS
            for table in view.all_tables
        }


def _everything(table: str) -> sql.Composed:
    return sql.SQL("SELECT * FROM {}").format(named(table))


def _not_opened(load: Load) -> Any:
    raise AssertionError("It is measured by `catching_up`.")
