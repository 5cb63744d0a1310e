"""Recording over HTTP, as a peer: `deal-ledger serve` in a process of its own, clients in this one.

What a client sends is made before the clock starts; while it runs, a client only writes bytes to a
connection that stays open, and looks at the status of the answer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
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
from tests.served import Address, Line, recording, serving


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
        self._sending(self._line(), opening(deal))()
        return negotiation(deal)

    def client(self, deal: Iterator[Record], load: Load, number: int) -> list[Transaction]:
        """What one client sends, one request after the other, on a connection of its own."""
        line = self._line()
        return [self._sending(line, list(islice(deal, load.events))) for _ in range(number)]

    def sending(self, requests: Sequence[bytes]) -> list[Transaction]:
        """What one client sends that made its requests itself, on a connection of its own."""
        line = self._line()
        return [partial(_deliver, line, request) for request in requests]

    def hang_up(self) -> None:
        """Close the connections of the turn before: the service keeps none for long."""
        while self._lines:
            self._lines.pop().close()

    def _line(self) -> Line:
        self._lines.append(Line(self._address))
        return self._lines[-1]

    def _sending(self, line: Line, records: Sequence[Record]) -> Transaction:
        return partial(_send, line, recording(records, self._token))


def _deliver(line: Line, request: bytes) -> None:
    status, body = line.ask(request)
    assert status == 200, body


def _send(line: Line, request: bytes) -> None:
    status, body = line.ask(request)
    assert status == 201, body


class ClientsOnOneDeal:
    """All clients record on one deal: a new one in every sample, or always the same."""

    def __init__(self, service: Service, deal: Callable[[], Iterator[Record]]) -> None:
        self._service = service
        self._deal = deal

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each client its requests."""
        self._service.hang_up()
        deal = self._deal()
        return [self._service.client(deal, load, per_thread) for _ in range(load.threads)]


class ClientsWithADealEach:
    """Every client records on a deal of its own, new in every sample."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each client its requests."""
        self._service.hang_up()
        deals = [self._service.new_deal() for _ in range(load.threads)]
        return [self._service.client(deal, load, per_thread) for deal in deals]


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
    with TemporaryDirectory(prefix="serve-", dir=FOLDER.resolve()) as folder:
        settings = {"DEAL_LEDGER_DATABASE_URL": make_conninfo(url, user=APP)}
        with serving(Path(folder, "log"), settings) as served:
            service = Service(served.address, token)
            yield service
            service.hang_up()
