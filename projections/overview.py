"""A deal at a glance: its line in the register, and who and what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from projections.deal import KnownDeal


def in_register(deal: KnownDeal) -> dict[str, Any]:
    """The deal's line in the register, as JSON. `entries` are those that count."""
    client = deal.opened.client if deal.opened else None
    proposal = deal.governing.proposal
    return {
        "deal": deal.id,
        "version": deal.version,
        "name": deal.opened.name if deal.opened else None,
        "client": client,
        "client_name": deal.person(client) if client else None,
        "standing": deal.standing,
        "proposal": proposal.id if proposal else None,
        "entries": len(deal.facts.counted),
        "opened_on_record": deal.opened is not None,
    }


def register_notes(deals: Iterable[KnownDeal]) -> list[str]:
    """What must be said of lines of the register, with the deals of which it must be said."""
    of: dict[str, list[str]] = {}
    for deal in deals:
        for note in deal.notes:
            of.setdefault(note, []).append(deal.id)
    return [f"{note} So of {', '.join(ids)}." for note, ids in of.items()]


def overview(deal: KnownDeal) -> dict[str, Any]:
    """The reading of one deal, as JSON: its line in the register, its parties and people."""
    opened = deal.opened.model_dump(mode="json", exclude_none=True) if deal.opened else {}
    governing = deal.governing
    return {
        **in_register(deal),
        "basis": deal.basis.json,
        "currency": opened.get("currency"),
        "governing_law": opened.get("governing_law"),
        "regulated_buyer": opened.get("regulated_buyer"),
        "time_zone": deal.zone,
        "governing": {
            "by": governing.tier,
            "proposal": governing.proposal.id if governing.proposal else None,
            "amendments": [each.id for each in governing.amendments],
        },
        "parties": [
            each.model_dump(mode="json", exclude_none=True) for each in deal.parties.values()
        ],
        "people": [
            each.model_dump(mode="json", exclude_none=True) for each in deal.participants.values()
        ],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }
