"""What became of a digest that is pushed: as far as the subscriptions show that take it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from api.outwards.choosing import takes
from domain.events.told import MessageSent
from domain.record import Entry
from ledger.outbox.subscriptions import Subscription

Pushed = Literal["taken", "waiting", "failed"]
TYPE = MessageSent.stored_as


def would_take(every: Iterable[Subscription], deal: str) -> bool:
    """Whether a subscription that has not ended is pushed the messages of a deal."""
    return any(each.ended_at is None and takes(each, deal, TYPE) for each in every)


def pushed(every: Iterable[Subscription], entry: Entry) -> Pushed:
    """Whether a receiver has it, or may get it yet. Of those alone that were there when it came."""
    found = [
        each
        for each in every
        if takes(each, entry.record.stream, TYPE) and each.created_at <= entry.recorded_at
    ]
    if any(each.position >= entry.position for each in found):
        return "taken"
    return "waiting" if any(each.ended_at is None for each in found) else "failed"
