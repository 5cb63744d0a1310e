"""A connection whose deliveries are lists of records, and workers stepped through by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from domain.record import record_of
from domain.refusals import Malformed
from ledger.application import Ledger
from ledger.inbox.connections import Connection, Connections
from ledger.inbox.delivery import Delivery, Told, Translated, UntranslatableError
from ledger.inbox.keeping import Arrived, Inbox
from ledger.inbox.working import Worker

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
_workers = count(1)


class Lists:
    """A body is a JSON list of records; `feeding` gives what is recorded before a deal's first."""

    def __init__(self, feeding: Callable[[str], dict[str, Any]] | None = None) -> None:
        self._feeding = feeding

    def split(self, delivery: Delivery) -> Sequence[Told]:
        try:
            values = json.loads(delivery.body)
        except ValueError:
            raise UntranslatableError("not_json", "The body is not JSON.") from None
        return [Told(str(each.get("deal")), delivery.received_at) for each in values]

    def translate(self, delivery: Delivery, place: int) -> Translated:
        value = json.loads(delivery.body)[place]
        if value.get("type") == "nothing":
            return Translated([], "No rule covers it.")
        already = frozenset(value.pop("already", ()))
        try:
            record = record_of(value)
        except Malformed as fault:
            raise UntranslatableError(fault.faults[0].code, fault.message) from None
        feeding = self._feeding(str(record.deal)) if self._feeding else None
        return Translated(
            [record],
            settled_by={record.id: already},
            feeding=[record_of(feeding)] if feeding else [],
        )


@dataclass
class Post:
    """Delivers, and has it worked on; `at` is the time, which `later` moves on."""

    url: str
    ledger: Ledger
    at: datetime = AT
    told: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.inbox = Inbox(self.ledger.rows)

    def now(self) -> datetime:
        return self.at

    def later(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def deliver(self, *records: Any, key: str = "", verified: bool = True) -> bool:
        return self.deliver_bytes(json.dumps(records).encode(), key, verified=verified)

    def deliver_bytes(self, body: bytes, key: str = "", *, verified: bool = True) -> bool:
        headers = {"content-type": ("application/json",)}
        return self.inbox.keep(Arrived("crm", key, headers, body, self.at, verified))

    @contextmanager
    def worker(self, translator: Any = None) -> Iterator[Worker]:
        made = Worker(
            self.url, self.ledger, translator or Lists(), next(_workers), self.now, self.told.append
        )
        try:
            yield made
        finally:
            made.close()

    def work(self, translator: Any = None) -> None:
        """Work until there is nothing to do."""
        with self.worker(translator) as worker:
            while worker.step():
                pass

    def items(self) -> list[dict[str, Any]]:
        """Every item, in the order in which they came."""
        return self.ledger.rows.all("SELECT * FROM ledger.inbox_items ORDER BY delivery, place")

    def states(self) -> list[str]:
        return [each["state"] for each in self.items()]


def connect(ledger: Ledger, connection: str = "crm") -> None:
    """A connection that may deliver."""
    Connections(ledger.rows).create(Connection(connection, "lists", {}, "", None, AT))
