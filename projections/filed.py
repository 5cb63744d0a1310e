"""The documents that were filed on a deal, as its reader knows them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.told import DocumentFiled
from projections.deal import KnownDeal
from projections.facts import Fact


@dataclass(frozen=True, slots=True)
class Filed:
    """One filing of a document: its record, and what that says, as corrected."""

    fact: Fact
    event: DocumentFiled


def filed(deal: KnownDeal, document: str | None = None) -> list[Filed]:
    """Every filing of a document (of all) that counts and that the reader may see, by position."""
    return [
        Filed(fact, event)
        for fact in deal.facts.counted
        if isinstance(event := fact.event, DocumentFiled) and document in {None, event.document}
    ]
