"""The disputes of a deal that nobody has resolved."""

from __future__ import annotations

from typing import Any

from domain.events.disputes import DisputeOpened, DisputeResolved
from projections.deal import KnownDeal


def open_disputes(deal: KnownDeal) -> list[dict[str, Any]]:
    """As JSON: those that were opened, and not resolved, by what is known on the basis."""
    events = [fact.event for fact in deal.facts.counted]
    resolved = {event.dispute for event in events if isinstance(event, DisputeResolved)}
    return [
        {"dispute": event.dispute, "question": event.question}
        for event in events
        if isinstance(event, DisputeOpened) and event.dispute not in resolved
    ]
