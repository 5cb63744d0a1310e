"""The state of a deal after every one of its moments, against one fold of the whole deal.

A transaction is one replay of all moments, each state put together; or, for the peer, the readings
terms, clocks, coverage and knowledge of the same deal, once, on the same facts. The figures are
entries of the deal per second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice

from api.reading import known_deal
from ledger.application import Ledger
from projections.clocks import clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.knowledge.reading import knowledge
from projections.terms import terms
from projections.timeline import Replay, state
from tests.benchmarks.harness import Benchmark, Load, Peer, Transaction
from tests.benchmarks.inputs import IMPORT
from tests.benchmarks.readings import NOW
from tests.benchmarks.recording import BATCH
from tests.benchmarks.server import Databases
from tests.benchmarks.whole_deal import organisation, whole_deal

DEAL = "replayed"
ENTRIES = 2_000
FOLDS = 20
"""Replaying all moments may cost as much as so many full folds."""


class Reader:
    """Reads one deal again and again; nothing that was folded before is left."""

    def __init__(self, deal: KnownDeal, read: Callable[[KnownDeal], object]) -> None:
        self._deal = deal
        self._read = read

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its readings."""
        return [[self._once] * per_thread for _ in range(load.threads)]

    def _once(self) -> object:
        return self._read(replace(self._deal))


def every_state(deal: KnownDeal) -> None:
    """The states after all of a deal's records, one after the other."""
    replay = Replay(deal)
    replay.make_all()
    for entry in deal.entries:
        state(deal, entry.position, replay)


def full_fold(deal: KnownDeal) -> None:
    """Everything that a state is made of, once."""
    for reading in (terms, clocks, coverage, knowledge):
        reading(deal)


@contextmanager
def _readers(databases: Databases, _: Load) -> Iterator[Sequence[Peer]]:
    with databases.ledger(1) as ledger:
        deal = _recorded(ledger)
        yield Reader(deal, every_state), Reader(deal, full_fold)


def _recorded(ledger: Ledger) -> KnownDeal:
    ledger.record_each(organisation(DEAL), IMPORT)
    records = whole_deal(DEAL)
    for _ in range(ENTRIES // BATCH):
        ledger.record_each(list(islice(records, BATCH)), IMPORT)
    deal = known_deal(ledger, DEAL, NOW)
    assert len(deal.entries) == ENTRIES
    return deal


def replaying(databases: Databases) -> Iterator[Benchmark]:
    """All moments of a deal of some thousand entries."""
    yield Benchmark(
        f"replay_{ENTRIES}",
        Load(1, ENTRIES),
        ("ours", "full_fold"),
        partial(_readers, databases),
        {"full_fold": 1 / FOLDS},
    )
