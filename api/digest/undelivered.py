"""Digests that nobody will be pushed any more: that they failed is recorded.

Looked for whenever a subscription ends. A record that is there already is not made again.
"""

from __future__ import annotations

from api.digest.pushed import TYPE, pushed
from api.digest.records import failed
from api.issuing import WRITER
from api.outside import Outside
from domain.events.told import MessageSent
from ledger.application import Ledger
from ledger.outbox.subscriptions import Subscriptions
from projections.digest.reading import MESSAGE

NOBODY_TOOK_IT = "every subscription that would have pushed it ended before"


def record_undelivered(ledger: Ledger, outside: Outside) -> None:
    """Record `message.failed` of every digest that its subscriptions ended without taking."""
    every = Subscriptions(ledger.rows).all()
    for entry in ledger.of_types([TYPE], ledger.size):
        event, by = entry.event, entry.recorded_by.kind
        if not entry.id.startswith(MESSAGE) or by != WRITER.kind:
            continue
        assert isinstance(event, MessageSent)
        if event.channel != "email" and pushed(every, entry) == "failed":
            failed(ledger, outside, entry, NOBODY_TOOK_IT)
