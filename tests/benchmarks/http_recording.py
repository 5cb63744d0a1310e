"""Recording over HTTP, end to end, against raw INSERT + COMMIT of the same bytes.

One record a request, except for arrays. The raw peers have as many threads as there are clients
(ours are in one: see `http_peers`), and send what `EntryMapper.prepare` made of the same records
beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial

from domain.record import Record
from ledger.application import Ledger
from tests.benchmarks.append_raw import InTransactions, OneByOne, Raw
from tests.benchmarks.harness import Benchmark, Load, Peer
from tests.benchmarks.http_peers import ClientsOnOneDeal, ClientsWithADealEach, a_service
from tests.benchmarks.recording import LONG, NOT_SLOWER_WHEN_LONG, long_deal
from tests.benchmarks.server import Databases
from tests.benchmarks.stock import Stock

TOGETHER = 50
_RAW = ("raw_ordinary", "raw_two_steps", "raw")
_OF_RAW = dict.fromkeys(_RAW, 0.3)


@contextmanager
def _a_deal_each(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    with a_service(databases) as service, _appending(databases, load) as raw:
        yield ClientsWithADealEach(service), *raw


@contextmanager
def _one_deal(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    with a_service(databases) as service, _appending(databases, load) as raw:
        yield ClientsOnOneDeal(service, service.new_deal), ClientsWithADealEach(service), *raw


@contextmanager
def _long_deal(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    rest: list[Iterator[Record]] = []

    def prepare(ledger: Ledger) -> None:
        rest.append(long_deal(ledger, "long", LONG))

    with a_service(databases, prepare) as service, _appending(databases, load) as raw:
        # The first request reads the deal; it is no measure of those that follow.
        service.clients([rest[0]], load, 1)[0]()
        long = ClientsOnOneDeal(service, lambda: rest[0])
        yield long, ClientsOnOneDeal(service, service.new_deal), *raw


@contextmanager
def _arrays(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    with (
        a_service(databases) as service,
        _appending(databases, load) as raw,
        closing(Raw(_stock(databases), databases.new(), load.threads)) as together,
    ):
        yield ClientsWithADealEach(service), *raw, together


@contextmanager
def _appending(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    stock = _stock(databases)
    threads = load.threads
    with (
        closing(InTransactions(stock, databases.new(), threads, ordinary=True)) as ordinary,
        closing(InTransactions(stock, databases.new(), threads, ordinary=False)) as two_steps,
        closing(OneByOne(stock, databases.new(), threads)) as one_by_one,
    ):
        yield ordinary, two_steps, one_by_one


def _stock(databases: Databases) -> Stock:
    with databases.ledger(1) as ledger:
        return Stock(ledger)


def http_recording(databases: Databases) -> Iterator[Benchmark]:
    """One client; eight on one deal; eight on eight; one on a long deal; one that sends arrays."""
    ours = ("ours", *_RAW)
    yield Benchmark("http_1_client", Load(1), ours, partial(_a_deal_each, databases), _OF_RAW)
    yield Benchmark(
        "http_8_one_deal",
        Load(8),
        ("ours", "deals", *_RAW),
        partial(_one_deal, databases),
        {"deals": 0.7, **_OF_RAW},
    )
    yield Benchmark("http_8_deals", Load(8), ours, partial(_a_deal_each, databases), _OF_RAW)
    yield Benchmark(
        "http_long_deal",
        Load(1),
        ("ours", "empty", *_RAW),
        partial(_long_deal, databases),
        {"empty": NOT_SLOWER_WHEN_LONG, **_OF_RAW},
    )
    yield Benchmark(
        f"http_array_{TOGETHER}",
        Load(1, TOGETHER),
        (*ours, "raw_together"),
        partial(_arrays, databases),
        _OF_RAW,
    )
