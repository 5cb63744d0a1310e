"""Kill −9 of the inbox's worker, and of the database, while four senders deliver.

`python -m tests.faults.inbox_kill --deliveries 10000 --kills 10`. Deliveries from a fixed seed are
doubled, shuffled, untranslatable and forged (tests/faults/deliveries). While they come in, the
runner beside `serve` is killed over and over, and with `--outages` its PostgreSQL too: a sender
sends again what was not acknowledged. In the end every acknowledged delivery is in the inbox, none
of the forged ones, and the records are exactly those of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread

import psutil
from rich.console import Console

from api.outside import real
from api.webhooks.worker import a_worker
from ledger.application import Ledger
from ledger.database import migrate
from ledger.embedded import EmbeddedServer
from ledger.inbox.keeping import Arrived, Inbox
from ledger.verifying import verify
from tests.databases import SEEDS, a_ledger, rows
from tests.faults.deliveries import Planned, connect, planned
from tests.served import Line, Served

SENDERS = 4
AGAIN_AFTER = 0.2
PATIENCE = 300.0
_KEPT = "SELECT body_digest FROM ledger.inbox"
_UNSETTLED = """
    SELECT (SELECT count(*) FROM ledger.inbox WHERE split_at IS NULL)
        + (SELECT count(*) FROM ledger.inbox_items WHERE state = 'waiting')"""


@dataclass(slots=True)
class Senders:
    """Four senders at once: each sends its next until it is acknowledged or refused."""

    served: Served
    deliveries: Sequence[Planned]
    acknowledged: list[Planned] = field(default_factory=list)
    refused: list[Planned] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    again: int = 0
    faults: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def send(self) -> None:
        """Send everything."""
        left = list(reversed(self.deliveries))
        threads = [Thread(target=self._one, args=(left,)) for _ in range(SENDERS)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    def _one(self, left: list[Planned]) -> None:
        line: Line | None = None
        while (each := self._next(left)) is not None:
            line = self._delivered(each, line)
        if line is not None:
            line.close()

    def _next(self, left: list[Planned]) -> Planned | None:
        with self._lock:
            return left.pop() if left else None

    def _delivered(self, each: Planned, line: Line | None) -> Line | None:
        """Send one until that is answered; gives the connection, if it still stands."""
        while True:
            began = time.monotonic()
            try:
                line = line or Line(self.served.address)
                status, _ = line.ask(each.request())
            except OSError:
                if line is not None:
                    line.close()
                line, status = None, 0
            if self._noted(each, status, time.monotonic() - began):
                return line
            time.sleep(AGAIN_AFTER)

    def _noted(self, each: Planned, status: int, seconds: float) -> bool:
        """Whether the sender may go on to its next."""
        with self._lock:
            if 200 <= status < 300:
                self.acknowledged.append(each)
                self.seconds.append(seconds)
            elif status == 401:
                self.refused.append(each)
            elif status in {0, 503}:
                self.again += 1
                return False
            else:
                self.faults.append(f"answered {status}")
            return True


@dataclass(frozen=True, slots=True)
class Found:
    """What a run found. `wrong` lists what must not be."""

    senders: Senders
    kills: int
    outages: int
    entries: int
    seconds: float
    wrong: tuple[str, ...]


def a_run(home: Path, number: int, kills: int, outages: int, seed: int) -> Found:
    """Deliver, kill, wait until all is settled, and compare."""
    deliveries = planned(number, seed)
    with ExitStack() as stack:
        server = EmbeddedServer(home / "home")
        settings = {"DEAL_LEDGER_HOME": str(server.home), "DEAL_LEDGER_DATABASE_URL": ""}
        served = Served(home / "log", settings)
        stack.callback(served.stop)
        stack.enter_context(server.running())
        with a_ledger(server.url(), "connect") as ledger:
            connect(ledger)
        senders = Senders(served, deliveries)
        began = time.monotonic()
        with _killing(served, kills) as killed, _outages(server, outages) as gone:
            senders.send()
        with a_ledger(server.url(), "check") as ledger:
            _until_settled(server.url())
            seconds = time.monotonic() - began
            wrong = tuple(_wrong(ledger, server.url(), senders, home))
            return Found(senders, len(killed), len(gone), ledger.size, seconds, wrong)


def _is_runner(each: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):  # it may end just now
        return "runner" in each.cmdline()
    return False


@contextmanager
def _killing(served: Served, kills: int) -> Iterator[list[int]]:
    """Kills the runner beside `served`, so many times; gives the ids of those killed."""
    killed: list[int] = []

    def kill(ended: Event) -> None:
        while len(killed) < kills and not ended.wait(0.05):
            for each in psutil.Process(served.pid).children():
                if each.pid not in killed and _is_runner(each):
                    # Somewhere in its work: it starts in about a second.
                    ended.wait(1.0 + len(killed) % 7 / 7)
                    each.kill()
                    killed.append(each.pid)

    with _beside(kill, wait=True):
        yield killed


@contextmanager
def _outages(server: EmbeddedServer, outages: int) -> Iterator[list[float]]:
    """Kills PostgreSQL, so many times at most while it lasts; gives when."""
    gone: list[float] = []

    def kill(ended: Event) -> None:
        while len(gone) < outages and not ended.wait(3.0 if gone else 0.3):
            _kill_postgresql(server)
            gone.append(time.monotonic())

    with _beside(kill, wait=False):
        yield gone


@contextmanager
def _beside(work: Callable[[Event], None], *, wait: bool) -> Iterator[None]:
    """Something done in a thread meanwhile; `wait` lets it come to its end."""
    ended = Event()
    thread = Thread(target=work, args=(ended,))
    thread.start()
    try:
        yield
        if wait:
            thread.join()
    finally:
        ended.set()
        thread.join()


def _kill_postgresql(server: EmbeddedServer) -> None:
    pid = int((server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    os.kill(pid, signal.SIGKILL)


def _until_settled(url: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while rows(url, _UNSETTLED) != [(0,)]:
        assert time.monotonic() < give_up, "the inbox was not settled in time"
        time.sleep(0.2)


def _wrong(ledger: Ledger, url: str, senders: Senders, home: Path) -> Iterator[str]:
    yield from senders.faults
    kept = {bytes(digest) for (digest,) in rows(url, _KEPT)}
    if lost := [each for each in senders.acknowledged if each.digest not in kept]:
        yield f"{len(lost)} acknowledged deliveries are lost"
    if any(each.forged for each in senders.acknowledged):
        yield "a forged delivery was acknowledged"
    if not all(each.forged for each in senders.refused):
        yield "a delivery was refused that was none of the forged"
    if len(kept) != len({each.digest for each in senders.deliveries if not each.forged}):
        yield f"{len(kept)} deliveries kept"
    report = verify(ledger, lambda done, total: None)
    if report.broken or report.root != ledger.root():
        yield f"does not verify: {report.broken}"
    if (here := _content(ledger)) != (there := _undisturbed(home, senders.deliveries)):
        yield f"other records than undisturbed: {sorted(here.keys() ^ there.keys())[:3]}"


def _undisturbed(home: Path, deliveries: Sequence[Planned]) -> dict[str, object]:
    """The records of the same deliveries, kept one after the other and worked on in one go."""
    with EmbeddedServer(home / "undisturbed").running() as server:
        migrate(server.url(), lambda: SEEDS)
        with a_ledger(server.url(), "undisturbed") as ledger:
            connect(ledger)
            inbox, now = Inbox(ledger.rows), real().now
            for each in deliveries:
                if not each.forged:
                    key = each.digest.hex()
                    inbox.keep(Arrived(each.provider, key, {}, each.body, now(), verified=True))
            told: list[Exception] = []
            with closing(a_worker(server.url(), ledger, real(), told.append)) as worker:
                while worker.step():
                    pass
            _until_settled(server.url())
            return _content(ledger)


def _content(ledger: Ledger) -> dict[str, object]:
    """Every record that was delivered by its id, as it was sent.

    Not those of the ledger itself: which gaps it notices depends on when it looks.
    """
    return {
        entry.id: entry.record.as_sent()
        for entry in ledger.in_order()
        if entry.recorded_by.kind != "ledger"
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.inbox_kill", description=__doc__)
    parser.add_argument("--deliveries", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--outages", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="deal-ledger-kill-") as home:
        found = a_run(Path(home), given.deliveries, given.kills, given.outages, given.seed)
    senders = found.senders
    in_order = sorted(senders.seconds)
    p50, p99 = statistics.median(in_order), in_order[int(0.99 * (len(in_order) - 1))]
    verdict = "; ".join(found.wrong) or "all holds"
    told = (
        f"seed {given.seed}: {len(senders.acknowledged)} acknowledged "
        f"(p50 {1000 * p50:.1f} ms, p99 {1000 * p99:.1f} ms), {len(senders.refused)} refused, "
        f"{senders.again} sent again; {found.kills} kills, {found.outages} outages; "
        f"{found.entries} entries after {found.seconds:.1f} s: {verdict}"
    )
    Console(soft_wrap=True).print(told)
    return 1 if found.wrong else 0


if __name__ == "__main__":
    # Told to end, it stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
