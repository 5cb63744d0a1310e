"""The inbox's worker in a thread: where providers, mappings and the ledger meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from api.outside import Outside
from api.webhooks.known import KnownConnections
from api.webhooks.noticing import Noticing
from api.webhooks.translator import Translations
from ledger.application import Ledger
from ledger.inbox.connections import Connections
from ledger.inbox.working import Worker

LONGEST_STEP = 10.0
"""Seconds that a step underway may take once the worker is told to stop."""
MOST_WORKERS = 2**31 - 1
Told = Callable[[Exception], None]


def a_worker(url: str, ledger: Ledger, outside: Outside, told: Told) -> Worker:
    """A worker with a number of its own; `told` is given what keeps it from working."""
    connections = KnownConnections(Connections(ledger.rows), remembered_for=1.0)
    number = 1 + int.from_bytes(outside.secret()[:8]) % MOST_WORKERS
    translations = Translations(connections, ledger.entry)
    worker = Worker(url, ledger, translations, number, outside.now, told)
    worker.beside = Noticing(ledger, outside.now, told).look_when_due
    return worker


@contextmanager
def working(url: str, ledger: Ledger, outside: Outside, told: Told) -> Iterator[Worker]:
    """A worker in a thread of its own, for as long as it lasts."""
    worker = a_worker(url, ledger, outside, told)
    thread = Thread(target=worker.run, name="inbox", daemon=True)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop.set()
        thread.join(LONGEST_STEP)
