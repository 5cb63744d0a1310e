"""Connections listened to with a clock by hand: deliveries in, a worker, a look for gaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from api.webhooks.known import KnownConnections
from api.webhooks.mapping.loading import default_text
from api.webhooks.noticing import Noticing
from api.webhooks.translator import Translations
from domain.record import Entry
from ledger.application import Ledger
from ledger.inbox.connections import Connection, Connections
from ledger.inbox.gaps import Gaps
from ledger.inbox.keeping import Arrived, Inbox
from ledger.inbox.listing import Listing
from ledger.inbox.working import Worker
from projections.facts import facts_of
from projections.sources import Gap, Sources

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
JSON = {"content-type": ("application/json",)}
_workers = count(1)


@dataclass
class Desk:
    """Delivers to a ledger, has it worked on, and looks for gaps; `at` is the time."""

    url: str
    ledger: Ledger
    at: datetime = AT
    told: list[Exception] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.inbox = Inbox(self.ledger.rows)
        self.listing = Listing(self.ledger.rows)
        self.gaps = Gaps(self.ledger.rows)
        self.connections = Connections(self.ledger.rows)
        self.noticing = self.another()

    def another(self) -> Noticing:
        """Somebody else who looks, as after a start."""
        return Noticing(self.ledger, self.now, self.told.append)

    def now(self) -> datetime:
        return self.at

    def later(self, **span: float) -> datetime:
        self.at += timedelta(**span)
        return self.at

    def connect(
        self, provider: str, name: str = "", mapping: str | None = None, **settings: str
    ) -> str:
        """A connection by the provider's default mapping; gives its id."""
        text = (default_text(provider) or "") if mapping is None else mapping
        made = Connection(name or provider, provider, settings, text, None, self.at)
        self.connections.create(made)
        return made.id

    def deliver(
        self,
        connection: str,
        value: Any,
        headers: Mapping[str, tuple[str, ...]] = JSON,
    ) -> bool:
        """Deliver a JSON value, and have it recorded."""
        return self.deliver_bytes(connection, json.dumps(value).encode(), headers)

    def deliver_bytes(
        self, connection: str, body: bytes, headers: Mapping[str, tuple[str, ...]] = JSON
    ) -> bool:
        kept = self.inbox.keep(Arrived(connection, "", headers, body, self.at, verified=True))
        self.work()
        return kept

    def change(self, connection: str, deal: int = 7, **given: Any) -> None:
        """A change of a deal in HubSpot, told now; every one is another event."""
        number = next(self.numbers)
        event = {
            "eventId": number, "occurredAt": int(self.at.timestamp() * 1000),
            "subscriptionType": "deal.propertyChange", "propertyName": "amount", "portalId": 1,
            "propertyValue": str(number), "objectId": deal, "attemptNumber": 0,
        }  # fmt: skip
        self.deliver(connection, [event | given])

    def changes(self, connection: str, many: int, deal: int = 7, **apart: float) -> None:
        """So many changes; each is followed by a pause, the last one not."""
        for number in range(many):
            if number:
                self.later(**apart)
            self.change(connection, deal)

    def work(self) -> None:
        """Let a worker do what there is to do."""
        with self.worker() as worker:
            while worker.step():
                pass

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        known = KnownConnections(self.connections, remembered_for=0)
        translations = Translations(known, self.ledger.entry)
        number = next(_workers)
        made = Worker(self.url, self.ledger, translations, number, self.now, self.told.append)
        try:
            yield made
        finally:
            made.close()

    def look(self) -> None:
        """Look for gaps, now."""
        self.noticing.look()

    def entries(self, deal: str, kind: str) -> list[Entry]:
        """The records of a type on a deal."""
        return [each for each in self.ledger.entries(deal) if each.event.stored_as == kind]

    def read(self, deal: str) -> list[Gap]:
        """The gaps that a reading of a deal shows."""
        facts = facts_of(self.ledger.entries(deal))
        return list(Sources(facts.counted, facts.zone).on(["vera"]).gaps)

    def spans(self, deal: str) -> list[tuple[datetime, datetime | None]]:
        """When the gaps of a deal begin and end, as read."""
        return [(each.begins, each.ends) for each in self.read(deal)]

    def open(self) -> list[str]:
        """The kinds of gaps that are open."""
        return [each["kind"] for each in self.gaps.counts()]


def refuse(desk: Desk, connection: str, times: int) -> None:
    """So many deliveries that are not believed."""
    for _ in range(times):
        desk.inbox.refused(connection, "credentials_wrong", b"{}", desk.at)
