"""What it costs to read a deal, in milliseconds: half of all readings take less than p50.

To measure one more reading, add a line to READINGS: its name, and what is called with the ledger
and the deal's id.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from statistics import median, quantiles
from typing import Any

from api.answers import ask
from api.reading import AS_OF_NOW, known_deal
from api.replays import Replays
from api.serving import collect_seldom
from domain.record import Record
from ledger.application import Ledger
from projections.answers.asked import Kind
from projections.changes.reading import changes
from projections.clocks.reading import clocks
from projections.coverage import coverage
from projections.findings import findings
from projections.knowledge.reading import knowledge
from projections.stress import stress
from projections.terms import terms
from projections.timeline import Page, state, timeline
from tests.benchmarks.harness import Pace
from tests.benchmarks.recording import long_deal
from tests.benchmarks.server import Databases
from tests.benchmarks.whole_deal import organisation, whole_deal
from tests.records import BY, a_record

DEAL = "read"
LIVED = "lived"
PRICED = "priced"
PRICES = 40
"""Clauses of that deal that state prices, each for services of its own, in five documents."""
"""Answers are given on a deal with every kind of record that moves them."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ASKED: Mapping[Kind, str] = {
    "scope": "Does the discount cover expansion services?",
    "terms": "What price terms are in force?",
    "sign_off": "Who signed off on clause 2.1, and were they allowed to?",
    "knowledge": "Who knew about clause 2.1 before it went out?",
    "changes": "What changed between P3 and P7?",
    "retraction": "Was the offer retracted before the client accepted?",
    "communication": "What was promised to the client?",
    "silence": "Does any document say anything about services not listed?",
    "precedence": "Which wins, 2.1 or 3.1?",
    "precedent": "How did we treat expansion services before?",
    "process": "Why did this reach the client without person-02?",
    "integrity": "Was anything altered or added later?",
    "objection": "Did anybody object in time?",
}
SIZES = (500, 10_000)

_REPLAYS = Replays()


def _timeline(ledger: Ledger, deal: str) -> object:
    """The first page, with the replay that is kept as the service keeps it."""
    known = known_deal(ledger, deal, NOW)
    return timeline(known, replay=_REPLAYS.of(known), page=Page(limit=100))


def _state(ledger: Ledger, deal: str) -> object:
    """The deal after the record in its middle, likewise."""
    known = known_deal(ledger, deal, NOW)
    return state(known, ledger.size // 2, _REPLAYS.of(known))


def _ask(question: str, ledger: Ledger, _: str) -> object:
    """A question in plain words: to read it is part of the answer."""
    return ask(ledger, known_deal(ledger, LIVED, NOW), AS_OF_NOW, question)


READINGS: Mapping[str, Callable[[Ledger, str], object]] = {
    "entries": lambda ledger, deal: ledger.entries(deal),
    "terms": lambda ledger, deal: terms(known_deal(ledger, deal, NOW)),
    "clocks": lambda ledger, deal: clocks(known_deal(ledger, deal, NOW)),
    "coverage": lambda ledger, deal: coverage(known_deal(ledger, deal, NOW)),
    "knowledge": lambda ledger, deal: knowledge(known_deal(ledger, deal, NOW)),
    "findings": lambda ledger, _: findings(known_deal(ledger, LIVED, NOW)),
    "stress": lambda ledger, deal: stress(known_deal(ledger, deal, NOW)),
    "stress_of_forty_prices": lambda ledger, _: stress(known_deal(ledger, PRICED, NOW)),
    "changes": lambda ledger, deal: changes(
        known_deal(ledger, deal, NOW), str(ledger.size // 2), str(ledger.size)
    ),
    "timeline_page": _timeline,
    "state": _state,
    **{f"ask_{kind}": partial(_ask, question) for kind, question in ASKED.items()},
}


@dataclass(frozen=True, slots=True)
class Times:
    """How long each reading of one kind took, in milliseconds."""

    key: str
    entries: int
    milliseconds: list[float]

    @property
    def p50(self) -> float:
        """The median."""
        return median(self.milliseconds)

    @property
    def p95(self) -> float:
        """Nineteen of twenty readings took less."""
        return quantiles(self.milliseconds, n=20, method="inclusive")[-1]

    def as_json(self) -> dict[str, float]:
        """Milliseconds, and microseconds for each entry."""
        each = self.p50 * 1000 / self.entries
        return {
            "p50_ms": round(self.p50, 2),
            "p95_ms": round(self.p95, 2),
            "us_per_entry": round(each, 1),
        }


def names() -> list[str]:
    """`<reading>_<entries of the deal>` for each."""
    return [f"{reading}_{size}" for reading in READINGS for size in SIZES]


def read(
    databases: Databases, wanted: list[str], pace: Pace, step: Callable[[], None]
) -> Iterator[Times]:
    """Take the readings that are wanted in turns; `step` is called after every turn of one."""
    with ExitStack() as stack:
        ledgers = {
            size: stack.enter_context(_of_size(databases, size))
            for size in SIZES
            if any(name.endswith(f"_{size}") for name in wanted)
        }
        found = [
            (Times(f"{reading}_{size}", size, []), call, ledgers[size])
            for reading, call in READINGS.items()
            for size in SIZES
            if f"{reading}_{size}" in wanted
        ]
        stack.enter_context(_collecting_as_served())
        for _ in range(pace.rounds):
            for times, call, ledger in found:
                times.milliseconds.extend(_turn(call, ledger, pace.seconds))
                step()
    yield from (times for times, _, _ in found)


@contextmanager
def _collecting_as_served() -> Iterator[None]:
    """Garbage is looked for as seldom as in the process that serves."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


@contextmanager
def _of_size(databases: Databases, size: int) -> Iterator[Ledger]:
    with databases.ledger(1) as ledger:
        long_deal(ledger, DEAL, size)
        ledger.record_each([*organisation(LIVED), *islice(whole_deal(LIVED), size)], BY)
        ledger.record_each(list(_priced()), BY)
        yield ledger


def _priced() -> Iterator[Record]:
    """A deal of which nearly every clause states a price."""
    yield a_record("deal.opened", deal=PRICED)
    for n in range(PRICES):
        yield a_record("catalogue.item_defined", item=f"{PRICED}-{n}", name=f"Service {n}")
    values: tuple[dict[str, Any], ...] = (
        {"percent": "22"},
        {"amount": "10.00", "currency": "EUR"},
        {"months": 24},
    )
    for n in range(PRICES):
        items = [f"{PRICED}-{(n + more) % PRICES}" for more in range(4)]
        scope = [{"axis": "services", "item": each, "state": "in"} for each in items]
        term = {"kind": ("discount", "price", "price_hold")[n % 3], "value": values[n % 3]}
        given: dict[str, Any] = {"document": f"schedule-{n % 5}", "term": {**term, "scope": scope}}
        yield a_record("clause.added", deal=PRICED, clause=str(n), **given)


def _turn(call: Callable[[Ledger, str], object], ledger: Ledger, seconds: float) -> Iterator[float]:
    """Readings for about so long, at least one; one before that does not count."""
    call(ledger, DEAL)
    gc.collect()
    until = time.perf_counter() + seconds
    while True:
        began = time.perf_counter()
        call(ledger, DEAL)
        ended = time.perf_counter()
        yield (ended - began) * 1000
        if ended >= until:
            return
