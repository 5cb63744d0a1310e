"""Appending prepared entries: ours, the library's own recorder, and a plain INSERT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial

from tests.benchmarks.append_library import Library
from tests.benchmarks.append_ours import Ours
from tests.benchmarks.append_raw import Raw
from tests.benchmarks.harness import Benchmark, Load, Peer
from tests.benchmarks.server import Databases
from tests.benchmarks.stock import Stock

PEERS = ("ours", "library", "raw")
LOADS = (Load(1, 1), Load(8, 1), Load(1, 10), Load(8, 10))
BARS = {Load(1, 1): {"library": 1.5}, Load(8, 1): {"library": 2.0}}


@contextmanager
def append_peers(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    """The three, each with a database of its own and as many connections as threads."""
    with databases.ledger(load.threads) as ledger:
        stock = Stock(ledger)
        with (
            closing(Library(stock, databases.new(), load.threads)) as library,
            closing(Raw(stock, databases.new(), load.threads)) as raw,
        ):
            yield Ours(stock, ledger), library, raw


def appending(databases: Databases) -> Iterator[Benchmark]:
    """One benchmark for each load: `append_<threads>x<events a transaction>`."""
    for load in LOADS:
        key = f"append_{load.threads}x{load.events}"
        bars = BARS.get(load, {})
        yield Benchmark(key, load, PEERS, partial(append_peers, databases), bars)
