"""What is pushed: an entry as `GET /v1/records` shows it, and an example that proves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.canonical import canonical
from domain.record import Entry
from ledger.outbox.subscriptions import Subscription

EXAMPLE = "subscription.tested"
"""The type of an example: no record has it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One push: by its id the receiver tells that it has it already."""

    id: str
    body: bytes


def message_of(entry: Entry, subscription: Subscription) -> Message:
    """What is pushed of an entry: the same at every try, unless it is erased in between."""
    kept = entry.as_kept()
    return message_named(
        f"{subscription.id}:{entry.position}", kept["type"], kept["recorded_at"], kept
    )


def example(subscription: Subscription, now: datetime) -> Message:
    """What `subscription test` pushes."""
    said = "An example: deal-ledger can reach this address, and signs what it pushes."
    moment = now.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    told = {"subscription": subscription.id, "sentence": said}
    return message_named(f"{subscription.id}:test:{int(now.timestamp())}", EXAMPLE, moment, told)


def message_named(id_: str, type_: str, timestamp: str, told: dict[str, Any]) -> Message:
    """A push of this id and type."""
    return Message(id_, canonical({"type": type_, "timestamp": timestamp, "data": told}))
