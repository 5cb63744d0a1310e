"""A ledger whose subscriptions are pushed by a pusher in a thread, on a clock that is set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.outwards import pusher
from api.outwards.pusher import Pusher, pushing
from api.webhooks.standard_webhooks import a_secret
from ledger.application import Ledger
from ledger.outbox import claiming
from ledger.outbox.subscriptions import Subscription, SubscriptionRole, Subscriptions, Wanted
from tests.api.outwards.receiving import Receiver, until
from tests.records import BY, a_record

SECRET = a_secret(b"the secret of these tests, and of no other")


@dataclass
class House:
    """The ledger, and what it pushes. `at` is the time, which `later` moves on."""

    url: str
    ledger: Ledger
    at: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    told: list[Exception] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.subscriptions = Subscriptions(self.ledger.rows)

    def now(self) -> datetime:
        return self.at

    def later(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def subscribe(self, receiver: Receiver | str, **given: Any) -> str:
        url = receiver if isinstance(receiver, str) else receiver.url
        role: SubscriptionRole = given.pop("role", "reader")
        id_ = f"s{len(self.subscriptions.all()) + 1}"
        wanted = Wanted(id_, url, role, **{"after": 0, **given})
        return self.subscriptions.create(wanted, SECRET, self.at).id

    def record(self, kind: str, /, **given: Any) -> str:
        return self.ledger.record(a_record(kind, **given), BY).record

    def of(self, subscription: str) -> Subscription:
        found = self.subscriptions.get(subscription)
        assert found
        return found

    @contextmanager
    def pushing(self) -> Iterator[Pusher]:
        with pushing(self.url, self.ledger, self.now, self.told.append, self.ended.append) as begun:
            yield begun

    def push_all(self) -> None:
        """Push until every subscription rests or is at the end of the ledger."""
        with self.pushing():
            until(self._rest)

    def _rest(self) -> bool:
        size = self.ledger.size
        return all(
            each.rests(self.at) or each.position >= size for each in self.subscriptions.all()
        )


@pytest.fixture
def house(database: str, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> House:
    """A fresh ledger that pushes, and comes to its end quickly."""
    monkeypatch.setattr(claiming, "POLL", 0.1)
    monkeypatch.setattr(pusher, "GRACE", 0.5)
    return House(database, ledger)
