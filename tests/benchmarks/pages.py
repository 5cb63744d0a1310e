"""The pages of a deal and of the register over HTTP, each against the readings that it is made of.

A transaction opens a page, or asks for the readings as JSON; both on one connection to the same
service, with all its defaults. The deals have every kind of record (`whole_deal`). `first` records
a message before each page, and before each reading; the steps of a replay go from one moment to the
next, or (`far`) to one of another part of the deal each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from itertools import count, islice
from time import monotonic, sleep

from api.pages.visiting import COOKIE
from domain.record import Record
from ledger.application import Ledger
from ledger.logins import make_logins
from ledger.sessions import Sessions
from ledger.tokens import SECRET_BYTES, Tokens, Wanted
from tests.benchmarks.harness import Benchmark, Load, Peer, Transaction
from tests.benchmarks.http_peers import Service, served
from tests.benchmarks.inputs import IMPORT
from tests.benchmarks.recording import BATCH
from tests.benchmarks.server import Databases
from tests.benchmarks.whole_deal import organisation, whole_deal
from tests.records import a_record
from tests.served import recording

DEAL = "shown"
SIZES = (500, 10_000)
DEALS = 10_000
PATIENCE = 600.0
Asked = Callable[[int], Sequence[bytes]]
"""What the transaction of a number sends, one request after the other."""


@dataclass(frozen=True, slots=True)
class World:
    """A ledger to be shown: where it is, who records and who looks, and how far it goes."""

    url: str
    token: str
    session: str
    first: int
    last: int

    def page(self, path: str) -> bytes:
        """The request of a page, by somebody who is signed in."""
        return _get(path, f"Cookie: {COOKIE}={self.session}")

    def reading(self, path: str) -> bytes:
        """The request of a reading."""
        return _get(f"/v1{path}", f"Authorization: Bearer {self.token}")

    def message(self, number: int) -> bytes:
        """The request that records one message more."""
        told = {"message": f"more-{number}", "to": ["person-01"], "channel": "email"}
        about = [{"clause": "1.1"}]
        record = a_record("message.sent", id=f"more-{number}", deal=DEAL, about=about, **told)
        return recording([record], self.token)


def _get(path: str, credentials: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{credentials}\r\n\r\n".encode()


class Client:
    """One client; what it asks for goes on from turn to turn."""

    def __init__(self, service: Service, asked: Asked, numbers: Iterator[int]) -> None:
        self._service = service
        self._asked = asked
        self._numbers = numbers

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its requests."""
        self._service.hang_up()
        return [
            self._service.asking(map(self._asked, islice(self._numbers, per_thread)))
            for _ in range(load.threads)
        ]


@contextmanager
def _clients(
    world: Callable[[], World], ours: Callable[[World], Asked], theirs: Callable[[World], Asked]
) -> Iterator[Sequence[Peer]]:
    found, numbers = world(), count(os.getpid() * 100_000)
    with served(found.url, found.token) as service:
        _wait_for_views(service, found)
        yield [Client(service, asked(found), numbers) for asked in (ours, theirs)]


def _wait_for_views(service: Service, world: World) -> None:
    """Until the register is as far as the ledger: the runner has no part in what is measured."""
    until, line = monotonic() + PATIENCE, service.line()
    asked = world.reading(f"/deals?order=last_movement&min_position={world.last}")
    while line.ask(asked)[0] != 200:
        assert monotonic() < until, "The views did not catch up."
        sleep(1.0)


def _pages(*paths: str) -> Callable[[World], Asked]:
    return lambda world: lambda _: [world.page(path) for path in paths]


def _readings(*paths: str) -> Callable[[World], Asked]:
    return lambda world: lambda _: [world.reading(path) for path in paths]


def _after_a_record(asked: Callable[[World], Asked]) -> Callable[[World], Asked]:
    return lambda world: lambda number: [world.message(number), *asked(world)(number)]


def _steps(form: Callable[[World, str], bytes], stride: int) -> Callable[[World], Asked]:
    """One step each time, `stride` moments from the last one."""

    def asked(world: World) -> Asked:
        length = world.last - world.first + 1
        return lambda number: [form(world, str(world.first + number * stride % length))]

    return asked


def _step(world: World, position: str) -> bytes:
    return world.page(f"/deals/{DEAL}/replay/at?position={position}")


def _state(world: World, position: str) -> bytes:
    return world.reading(f"/deals/{DEAL}/state?position={position}")


def pages(databases: Databases) -> Iterator[Benchmark]:
    """The terms, the replay and its steps, of a usual and of a long deal; a register of many."""
    deal = f"/deals/{DEAL}"
    its = ("terms", "clocks", "coverage", "findings")
    four = _readings(*(f"{deal}/{name}" for name in its))
    told = _readings(f"{deal}/timeline?limit=100", f"{deal}/knowledge")
    replay = _pages(f"{deal}/replay")
    ahead, far = 1, 1_009
    for size in SIZES:
        made = cache(partial(_a_deal, databases, size))
        of = partial(_benchmark, made)
        yield of(f"page_terms_{size}", _pages(deal), four, 0.5)
        yield of(f"page_replay_{size}", replay, told, 0.5)
        yield of(f"page_replay_first_{size}", _after_a_record(replay), _after_a_record(told), 0.33)
        yield of(f"page_step_{size}", _steps(_step, ahead), _steps(_state, ahead), 0.33)
        yield of(f"page_step_far_{size}", _steps(_step, far), _steps(_state, far), 0.33)
    register = cache(partial(_a_register, databases))
    order = "order=last_movement&limit=50"
    for name, sought in (("", ""), ("_found", "harbour")):
        yield _benchmark(
            register,
            f"page_register{name}_{DEALS}",
            _pages(f"/deals?q={sought}"),
            _readings(f"/deals?q={sought}&{order}"),
            0.5,
        )


def _benchmark(
    world: Callable[[], World],
    key: str,
    ours: Callable[[World], Asked],
    theirs: Callable[[World], Asked],
    bar: float,
) -> Benchmark:
    opened = partial(_clients, world, ours, theirs)
    return Benchmark(key, Load(1), ("ours", "readings"), lambda _: opened(), {"readings": bar})


def _a_deal(databases: Databases, size: int) -> World:
    records = whole_deal(DEAL)
    deal = [list(islice(records, BATCH)) for _ in range(size // BATCH)]
    return _recorded(databases, organisation(DEAL), deal)


def _a_register(databases: Databases) -> World:
    batches = (range(start, start + BATCH) for start in range(0, DEALS, BATCH))
    return _recorded(databases, [], ([r for n in each for r in _opened(n)] for each in batches))


def _opened(number: int) -> Iterator[Record]:
    deal, client = f"deal-{number:05}", f"client-{number % 300}"
    at = f"2025-{1 + number % 12:02}-{1 + number % 28:02}T10:00:00Z"
    name = f"Licences {number} {'harbour' if number % 50 == 0 else 'city'}"
    opened = {"name": name, "client": client, "currency": "EUR"}
    yield a_record("deal.opened", id=f"{deal}-opened", deal=deal, at=at, **opened)
    joined = {"party": client, "name": f"Client {number % 300}", "role": "client"}
    yield a_record("party.joined", id=f"{deal}-joined", deal=deal, at=at, **joined)


def _recorded(
    databases: Databases, before: Sequence[Record], batches: Iterable[list[Record]]
) -> World:
    url = databases.new_ledger()
    make_logins(url)
    with databases.ledger_at(url, 2) as ledger:
        ledger.record_each(list(before), IMPORT)
        first = ledger.size + 1
        for batch in batches:
            ledger.record_each(batch, IMPORT)
        token, session = _signed_in(ledger)
        return World(url, token, session, first, ledger.size)


def _signed_in(ledger: Ledger) -> tuple[str, str]:
    """The text of a token, and of a session that stands for it."""
    tokens, now = Tokens(ledger.rows), datetime.now(UTC)
    wanted = Wanted("benchmarks", ["recorder", "legal"])
    token, text = tokens.create(wanted, os.urandom(SECRET_BYTES), now)
    session = Sessions(ledger.rows, tokens).begin(token.id, os.urandom(SECRET_BYTES), now)
    return text, session
