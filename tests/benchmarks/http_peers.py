"""Recording over HTTP, as a peer: `deal-ledger serve` in a process of its own, clients in this one.

What a client sends is made before the clock starts; while it runs, a client only writes bytes to a
connection that stays open, and looks at the status of the answer. One thread has the connections of
all clients: they run on the cores of the service, and threads of Python would wait for each other.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg.conninfo import make_conninfo

from domain.record import Record
from ledger.application import Ledger
from ledger.logins import APP, make_logins
from ledger.tokens import SECRET_BYTES, Tokens, Wanted
from tests.benchmarks.harness import Load, Transaction
from tests.benchmarks.inputs import negotiation, opening
from tests.benchmarks.server import FOLDER, Databases
from tests.served import PATIENCE, Address, Line, recording, serving


class Service:
    """A running service, and the token of a recorder."""

    def __init__(self, address: Address, token: str) -> None:
        self._address = address
        self._token = token
        self._numbers = count(1)
        self._lines: list[Line] = []

    def new_deal(self) -> Iterator[Record]:
        """Open a deal; gives what is to be recorded next in it."""
        deal = f"new-{next(self._numbers):05}"
        _send(self.line(), recording(opening(deal), self._token))
        return negotiation(deal)

    def clients(
        self, deals: Sequence[Iterator[Record]], load: Load, number: int
    ) -> list[Transaction]:
        """The answers to what clients send: each so many requests, on a connection of its own."""
        requests = [
            [recording(list(islice(deal, load.events)), self._token) for _ in range(number)]
            for deal in deals
        ]
        clients = _Clients([self.line() for _ in deals], requests)
        return [clients.next] * (number * len(deals))

    def asking(self, together: Iterable[Sequence[bytes]]) -> list[Transaction]:
        """Of one client on a connection of its own: requests that are sent one after the other."""
        line = self.line()
        return [partial(_ask, line, requests) for requests in together]

    def sending(self, requests: Sequence[bytes]) -> list[Transaction]:
        """What one client sends that made its requests itself, on a connection of its own."""
        line = self.line()
        return [partial(_deliver, line, request) for request in requests]

    def hang_up(self) -> None:
        """Close the connections of the turn before: the service keeps none for long."""
        while self._lines:
            self._lines.pop().close()

    def line(self) -> Line:
        """One more connection."""
        self._lines.append(Line(self._address))
        return self._lines[-1]


def _ask(line: Line, requests: Sequence[bytes]) -> None:
    for request in requests:
        status, body = line.ask(request)
        assert status in {200, 201}, body


def _deliver(line: Line, request: bytes) -> None:
    status, body = line.ask(request)
    assert status == 200, body


def _send(line: Line, request: bytes) -> None:
    status, body = line.ask(request)
    assert status == 201, body


class _Clients:
    """Several clients, each of which asks again when it has its answer; all in one thread."""

    def __init__(self, lines: Sequence[Line], requests: Sequence[Sequence[bytes]]) -> None:
        self._lines = {line.fileno(): line for line in lines}
        self._left = {line.fileno(): iter(each) for line, each in zip(lines, requests, strict=True)}
        self._answers = select.epoll()
        self._answered: list[tuple[int, int]] = []
        self._begun = False

    def next(self) -> None:
        """Wait for an answer of any, and let its client go on."""
        if not self._begun:
            self._begun = True
            for number in self._lines:
                self._answers.register(number, select.EPOLLIN)
                self._go_on(number)
        if not self._answered:
            self._answered = self._answers.poll(PATIENCE)
            assert self._answered, "no answer"
        number, _ = self._answered.pop()
        status, body = self._lines[number].answer()
        assert status == 201, body
        self._go_on(number)

    def _go_on(self, number: int) -> None:
        if (request := next(self._left[number], None)) is not None:
            self._lines[number].send(request)


class ClientsOnOneDeal:
    """All clients record on one deal: a new one in every sample, or always the same."""

    def __init__(self, service: Service, deal: Callable[[], Iterator[Record]]) -> None:
        self._service = service
        self._deal = deal

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """The answers to the requests of all clients."""
        self._service.hang_up()
        deals = [self._deal()] * load.threads
        return [self._service.clients(deals, load, per_thread)]


class ClientsWithADealEach:
    """Every client records on a deal of its own, new in every sample."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """The answers to the requests of all clients."""
        self._service.hang_up()
        deals = [self._service.new_deal() for _ in range(load.threads)]
        return [self._service.clients(deals, load, per_thread)]


@contextmanager
def a_service(
    databases: Databases, prepare: Callable[[Ledger], None] = lambda _: None
) -> Iterator[Service]:
    """A service with all its defaults, on a new ledger that `prepare` may record in before."""
    url = databases.new_ledger()
    make_logins(url)
    with databases.ledger_at(url, 2) as ledger:
        prepare(ledger)
        wanted = Wanted("benchmarks", ["recorder"])
        secret, now = os.urandom(SECRET_BYTES), datetime.now(UTC)
        _, token = Tokens(ledger.rows).create(wanted, secret, now)
    with served(url, token) as service:
        yield service


@contextmanager
def served(url: str, token: str) -> Iterator[Service]:
    """A service on a ledger that is there, with the token of a recorder."""
    with TemporaryDirectory(prefix="serve-", dir=FOLDER.resolve()) as folder:
        settings = {"DEAL_LEDGER_DATABASE_URL": make_conninfo(url, user=APP)}
        with serving(Path(folder, "log"), settings) as process:
            service = Service(process.address, token)
            yield service
            service.hang_up()
