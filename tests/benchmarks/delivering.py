"""Deliveries: acknowledged over HTTP against raw INSERTs; and the worker against plain recording.

Every delivery is one change of a deal, as HubSpot sends and signs it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from typing import Any

from psycopg_pool import ConnectionPool

from api.outside import real
from api.webhooks.worker import a_worker
from domain.record import Credential, Record
from ledger.application import Ledger
from ledger.inbox.keeping import Arrived, Inbox
from ledger.inbox.working import Worker
from tests.benchmarks.harness import Benchmark, Load, Peer, Transaction
from tests.benchmarks.http_peers import Service, a_service
from tests.benchmarks.server import Databases
from tests.faults.deliveries import SINCE, Planned, connect
from tests.records import a_record

SENDERS = 4
TOGETHER = 200
"""Deliveries that wait for the worker when it begins."""
DEALS = 20
BY = Credential("connection:hubspot", "connection")
_TABLE = "CREATE TABLE deliveries (number bigserial PRIMARY KEY, headers text, body bytea)"
_INSERT = "INSERT INTO deliveries (headers, body) VALUES (%s, %b)"


class Changes:
    """Changes of some deals, never the same one twice."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self) -> Planned:
        """One more delivery."""
        return Planned("hubspot", json.dumps([_change(next(self._numbers))]).encode())


def _change(number: int) -> dict[str, Any]:
    return {
        "attemptNumber": 0,
        "eventId": number,
        "changeSource": "CRM_UI",
        "sourceId": f"userId:{number % 9}",
        "occurredAt": int(SINCE.timestamp() * 1000) + number,
        "subscriptionType": "deal.propertyChange",
        "propertyName": "amount",
        "propertyValue": str(number),
        "portalId": 48975575,
        "objectId": 1000 + number % DEALS,
    }


class OverHttp:
    """Senders that deliver to a service."""

    def __init__(self, service: Service, changes: Changes) -> None:
        self._service = service
        self._changes = changes

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each sender its deliveries, signed by now."""
        self._service.hang_up()
        return [
            self._service.sending([self._changes.next().request() for _ in range(per_thread)])
            for _ in range(load.threads)
        ]


class Raw:
    """The same bodies, each by one INSERT that commits by itself."""

    def __init__(self, url: str, changes: Changes, connections: int) -> None:
        self._changes = changes
        settings = {"autocommit": True}
        self._pool = ConnectionPool(url, min_size=connections, kwargs=settings, open=True)
        with self._pool.connection() as connection:
            connection.execute(_TABLE)

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its rows."""
        return [
            [partial(self._insert, self._changes.next()) for _ in range(per_thread)]
            for _ in range(load.threads)
        ]

    def _insert(self, each: Planned) -> None:
        with self._pool.connection() as connection, connection.cursor() as cursor:
            cursor.execute(_INSERT.encode(), ("{}", each.body), prepare=True, binary=True)

    def close(self) -> None:
        """Give the connections back."""
        self._pool.close()


class Working:
    """The worker, each time with so many deliveries that wait for it."""

    def __init__(self, worker: Worker, ledger: Ledger, changes: Changes) -> None:
        self._worker = worker
        self._inbox = Inbox(ledger.rows)
        self._changes = changes

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """What waits for the worker is kept before the clock starts."""
        for _ in range(per_thread * load.events):
            each, now = self._changes.next(), real().now()
            self._inbox.keep(Arrived("hubspot", "", {}, each.body, now, verified=True))
        # It has done when nothing is left; so each of these works through its share at least.
        return [[self._until_done] + [lambda: None] * (per_thread - 1)]

    def _until_done(self) -> None:
        while self._worker.step():
            pass


class Recording:
    """The same records, recorded in batches without an inbox."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._numbers = count(1)

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """Batches of records."""
        return [
            [
                partial(self._ledger.record_each, [self._one() for _ in range(load.events)], BY)
                for _ in range(per_thread)
            ]
        ]

    def _one(self) -> Record:
        number = next(self._numbers)
        return a_record(
            "value.reported",
            id=f"value-{number}",
            deal=f"plain-{number % DEALS}",
            system="hubspot",
            object=f"deal {number % DEALS}",
            field="amount",
            value=str(number),
            at="2026-01-01T00:00:00.001Z",
            evidence={"class": "system_observed", "sha256": f"{number:064}"},
        )


@contextmanager
def _over_http(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    changes = Changes()
    with (
        a_service(databases, connect) as service,
        closing(Raw(databases.new(), changes, load.threads)) as raw,
    ):
        yield OverHttp(service, changes), raw


@contextmanager
def _by_the_worker(databases: Databases, _: Load) -> Iterator[Sequence[Peer]]:
    url = databases.new_ledger()
    with databases.ledger_at(url, 4) as ledger, databases.ledger(2) as plain:
        connect(ledger)
        told: list[Exception] = []
        with closing(a_worker(url, ledger, real(), told.append)) as worker:
            yield Working(worker, ledger, Changes()), Recording(plain)
        assert not told


def delivering(databases: Databases) -> Iterator[Benchmark]:
    """Four senders over HTTP; and one worker."""
    yield Benchmark(
        "http_deliveries", Load(SENDERS), ("ours", "raw"), partial(_over_http, databases)
    )
    yield Benchmark(
        "inbox_worker",
        Load(1, TOGETHER),
        ("ours", "record_each"),
        partial(_by_the_worker, databases),
    )
