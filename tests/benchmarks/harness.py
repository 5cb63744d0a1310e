"""Peers that do the same work take turns; their figures are compared within each round.

A sample is a fixed number of transactions, found while warming up so that it takes about the time
asked for. Everything that a transaction sends is made before the clock starts. A sample ends when
the first thread has nothing left: none goes on with fewer threads than it began with.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from statistics import median
from threading import Barrier, Event, Thread
from typing import Protocol

WARM_UP = 0.3
"""Seconds, of each peer, before anything counts."""

Transaction = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Load:
    """How many threads send transactions of how many events."""

    threads: int
    events: int = 1


class Peer(Protocol):
    """One way to do the work of a benchmark."""

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its transactions, ready to be sent; one thread may do what all do."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Peers under one load. The first named is ours; the figures are events per second.

    `open` makes the peers. `bars` are the ratios to some of them that ours is to reach.
    """

    key: str
    load: Load
    peers: Sequence[str]
    open: Callable[[Load], AbstractContextManager[Sequence[Peer]]]
    bars: Mapping[str, float] = field(default_factory=dict)

    @property
    def ours(self) -> str:
        """The name of the peer that the others are compared with."""
        return self.peers[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of every round, by peer."""

    benchmark: Benchmark
    rates: dict[str, list[float]]

    def rate(self, peer: str) -> float:
        """The median of a peer's events per second."""
        return median(self.rates[peer])

    def ratio(self, peer: str) -> float:
        """The median of ours to the peer's, each taken within one round."""
        pairs = zip(self.rates[self.benchmark.ours], self.rates[peer], strict=True)
        return median(ours / theirs for ours, theirs in pairs)

    def as_json(self) -> dict[str, float]:
        """Medians under the peers' names, ratios as `ratio_<peer>`."""
        figures = {peer: round(self.rate(peer), 1) for peer in self.rates}
        others = [peer for peer in self.rates if peer != self.benchmark.ours]
        return figures | {f"ratio_{peer}": round(self.ratio(peer), 3) for peer in others}


@dataclass(frozen=True, slots=True)
class Pace:
    """How often, and for about how many seconds each time, a peer is measured."""

    rounds: int
    seconds: float


def measure(benchmark: Benchmark, pace: Pace, step: Callable[[], None]) -> Outcome:
    """Run the rounds; `step` is called after every sample."""
    rates: dict[str, list[float]] = {name: [] for name in benchmark.peers}
    with benchmark.open(benchmark.load) as opened:
        peers = dict(zip(benchmark.peers, opened, strict=True))
        counts = {
            name: _transactions_in(pace.seconds, peer, benchmark.load)
            for name, peer in peers.items()
        }
        for number in range(pace.rounds):
            for name in _order(benchmark.peers, number):
                rates[name].append(_sample(peers[name], benchmark.load, counts[name]))
                step()
    return Outcome(benchmark, rates)


def _order(names: Sequence[str], number: int) -> Iterator[str]:
    """Who begins changes from round to round."""
    begin = number % len(names)
    yield from (*names[begin:], *names[:begin])


def _transactions_in(seconds: float, peer: Peer, load: Load) -> int:
    """How many transactions each thread does in `seconds`; finding out is the warm-up."""
    per_thread, spent = 1, 0.0
    while True:
        rate = _sample(peer, load, per_thread) / load.events / load.threads
        spent += per_thread / rate
        if spent >= WARM_UP:
            return max(1, round(rate * seconds))
        per_thread *= 2


def _sample(peer: Peer, load: Load, per_thread: int) -> float:
    """Events per second of all threads together."""
    work = peer.transactions(load, per_thread)
    start, stop = Barrier(len(work)), Event()
    senders = [_Sender(each, start, stop) for each in work]
    threads = [Thread(target=sender.run, daemon=True) for sender in senders]
    with _left_alone_by_the_collector():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for sender in senders:
        if sender.fault:
            raise sender.fault
    done = sum(sender.done for sender in senders)
    elapsed = max(each.ended for each in senders) - min(each.began for each in senders)
    return done * load.events / elapsed


@contextmanager
def _left_alone_by_the_collector() -> Iterator[None]:
    """What was made beforehand is not looked through again and again while the clock runs."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(slots=True)
class _Sender:
    """Sends its transactions one after the other, until they end or another sender's did."""

    work: Sequence[Transaction]
    start: Barrier
    stop: Event
    done: int = 0
    began: float = 0.0
    ended: float = 0.0
    fault: Exception | None = None

    def run(self) -> None:
        """Wait for the others, then send."""
        self.start.wait()
        self.began = time.perf_counter()
        try:
            for transaction in self.work:
                transaction()
                self.done += 1
                if self.stop.is_set():
                    return
        except Exception as fault:  # noqa: BLE001 - raised again by the one who waits
            self.fault = fault
        finally:
            self.stop.set()
            self.ended = time.perf_counter()
