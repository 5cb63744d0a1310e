"""Recording end to end within the process: decide, prepare, combine with others, append.

`Ledger.record` of records that were read before. The others do less: they append bytes that were
prepared before, by a plain INSERT or with the library's recorder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import count, islice

from domain.record import Record
from ledger.application import Ledger
from tests.benchmarks.append_library import Library
from tests.benchmarks.append_raw import Raw
from tests.benchmarks.harness import Benchmark, Load, Peer, Transaction
from tests.benchmarks.inputs import IMPORT, negotiation, opening
from tests.benchmarks.server import Databases
from tests.benchmarks.stock import Stock

LONG = 10_000
BATCH = 500
NOT_SLOWER_WHEN_LONG = 2 / 3
"""A record to a long deal may take one and a half times as long as one to an empty deal."""


class OneDeal:
    """All threads record to one deal: a new one in every sample, or always the same."""

    def __init__(self, ledger: Ledger, deal: Callable[[], Iterator[Record]]) -> None:
        self._ledger = ledger
        self._deal = deal

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its records."""
        deal = self._deal()
        return [_recording(self._ledger, deal, per_thread) for _ in range(load.threads)]


class ADealEach:
    """Every thread records to a deal of its own, new in every sample."""

    def __init__(self, ledger: Ledger, deal: Callable[[], Iterator[Record]]) -> None:
        self._ledger = ledger
        self._deal = deal

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its records."""
        return [_recording(self._ledger, self._deal(), per_thread) for _ in range(load.threads)]


def _recording(ledger: Ledger, deal: Iterator[Record], number: int) -> list[Transaction]:
    return [partial(ledger.record, record, IMPORT) for record in islice(deal, number)]


class NewDeals:
    """Opens a deal each time, and gives what is to be recorded next in it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._numbers = count(1)

    def __call__(self) -> Iterator[Record]:
        """The records that follow the opening."""
        deal = f"new-{next(self._numbers):05}"
        self._ledger.record_together(opening(deal), IMPORT)
        return negotiation(deal)


def long_deal(ledger: Ledger, deal: str, entries: int) -> Iterator[Record]:
    """Record a deal of so many entries; gives what is to be recorded next in it."""
    rest = negotiation(deal)
    first = opening(deal)
    ledger.record_together(first, IMPORT)
    left = entries - len(first)
    while left > 0:
        batch = list(islice(rest, min(left, BATCH)))
        ledger.record_each(batch, IMPORT)
        left -= len(batch)
    return rest


@contextmanager
def _a_deal_each(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    with databases.ledger(load.threads) as ledger, _appending(databases, load) as others:
        yield ADealEach(ledger, NewDeals(ledger)), *others


@contextmanager
def _one_deal(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    with databases.ledger(load.threads) as ledger:
        deals = NewDeals(ledger)
        yield OneDeal(ledger, deals), ADealEach(ledger, deals)


@contextmanager
def _long_deal(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    with databases.ledger(load.threads) as ledger:
        rest = long_deal(ledger, "long", LONG)
        yield OneDeal(ledger, lambda: rest), OneDeal(ledger, NewDeals(ledger))


@contextmanager
def _appending(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    with databases.ledger(1) as ledger:
        stock = Stock(ledger)
    with (
        closing(Library(stock, databases.new(), load.threads)) as library,
        closing(Raw(stock, databases.new(), load.threads)) as raw,
    ):
        yield library, raw


def recording(databases: Databases) -> Iterator[Benchmark]:
    """One thread; eight on eight deals; eight on one deal; one on a deal that is long already."""
    peers = ("ours", "library", "raw")
    yield Benchmark("record_1x1", Load(1), peers, partial(_a_deal_each, databases))
    yield Benchmark("record_8_deals", Load(8), peers, partial(_a_deal_each, databases))
    peers_of_one = ("ours", "deals")
    yield Benchmark(
        "record_8_one_deal", Load(8), peers_of_one, partial(_one_deal, databases), {"deals": 0.7}
    )
    yield Benchmark(
        "record_long_deal",
        Load(1),
        ("ours", "empty"),
        partial(_long_deal, databases),
        {"empty": NOT_SLOWER_WHEN_LONG},
    )
