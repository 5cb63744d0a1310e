"""What it costs to read the findings of ten thousand deals from their view, and to tell changes.

Every deal is small, and has a clause on prices that leaves something open: so there are more
findings than a register of real deals would have.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import Any

from api.views import connect_as_views, entries_once
from domain.record import Record
from ledger.application import Ledger
from projections.views.building import Build
from projections.views.findings import SILENCES, Wanted, counts, open_findings, open_silences
from projections.views.ports import Connection
from projections.views.rows.findings import VIEW
from projections.views.telling import look, mark_of
from tests.benchmarks.harness import Pace
from tests.benchmarks.readings import Times
from tests.benchmarks.server import Databases
from tests.records import BY, a_record

DEALS = 10_000
AT_ONCE = 500
"""Deals that are recorded in one go."""
_EVERY = 997
"""One of so many deals is the one of its client that is asked for."""
_PAGE = [f"deal-{n:05}" for n in range(50)]
_HIGH, _OF_ONE = Wanted(("high",)), Wanted(client="client-3")

READINGS: Mapping[str, Callable[[Connection], object]] = {
    "findings_register": lambda views: open_findings(views, Wanted(), limit=50),
    "findings_high": lambda views: open_findings(views, _HIGH, limit=50),
    "findings_of_a_client": lambda views: open_findings(views, _OF_ONE, limit=50),
    "findings_counts": lambda views: counts(views, _PAGE),
    "silences_board": lambda views: open_silences(views, Wanted(codes=SILENCES), limit=50),
    "findings_looked_at": mark_of,
    "findings_told": lambda views: look(views, {"s": "reader"}),
}


def names() -> list[str]:
    """`<reading>_<deals>` for each."""
    return [f"{reading}_{DEALS}" for reading in READINGS]


def read(
    databases: Databases, wanted: list[str], pace: Pace, step: Callable[[], None]
) -> Iterator[Times]:
    """Take the readings that are wanted in turns; `step` is called after every turn of one."""
    url = databases.new_ledger()
    with databases.ledger_at(url, 1) as ledger:
        _record(ledger)
        with connect_as_views(url)() as views:
            for _ in Build(views, entries_once(ledger), [VIEW]).steps():
                pass
            views.execute("ANALYZE")
            found = {name: Times(name, DEALS, []) for name in wanted}
            for _ in range(pace.rounds):
                for reading, call in READINGS.items():
                    if times := found.get(f"{reading}_{DEALS}"):
                        times.milliseconds.extend(_turn(call, views, pace.seconds))
                        step()
    yield from found.values()


def _record(ledger: Ledger) -> None:
    for first in range(0, DEALS, AT_ONCE):
        together = [each for n in range(first, first + AT_ONCE) for each in _deal(n)]
        ledger.record_each(together, BY)


def _deal(n: int) -> Iterator[Record]:
    deal, client = f"deal-{n:05}", f"client-{n % _EVERY}"
    scope = [{"axis": "orders", "item": "initial", "state": "in"}]
    price = {"kind": "discount", "value": {"percent": "22"}, "scope": scope}
    money = {"amount": f"{1000 + n}.00", "currency": "EUR"}
    said: tuple[tuple[str, dict[str, Any]], ...] = (
        ("deal.opened", {"name": f"Licences {n}", "client": client}),
        ("clause.added", {"clause": "4.2", "term": price}),
        ("clause.added", {"clause": "5", "term": {**price, "kind": "volume", "value": money}}),
        ("proposal.sealed", {}),
        ("sign_off.requested", {"of": f"person-{n % 40}"}),
        ("proposal.sent", {"to": [client]}),
    )
    for number, (type_, data) in enumerate(said):
        given = {"id": f"{deal}-{number}", "deal": deal, "at": f"2025-05-1{number}T10:00Z"}
        yield a_record(type_, **given, **data)


def _turn(call: Callable[[Connection], object], views: Connection, seconds: float) -> list[float]:
    """Readings for about so long, at least one; one before that does not count."""
    call(views)
    gc.collect()
    took: list[float] = []
    until = perf_counter() + seconds
    while not took or perf_counter() < until:
        began = perf_counter()
        call(views)
        took.append((perf_counter() - began) * 1000)
    return took
