"""Records as they were known earlier: with those corrections alone that the ledger held by then."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from domain.events.disputes import RecordCorrected
from domain.record import Entry
from projections.deal import KnownDeal
from projections.facts import Fact, fact_of


class AsKnown:
    """The facts of a deal as a reader knew them before a position."""

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal

    @cached_property
    def _corrections(self) -> dict[str, list[Entry]]:
        """The corrections of each record, in the order of positions."""
        found: dict[str, list[Entry]] = {}
        for entry in self._deal.shown:
            if isinstance(entry.event, RecordCorrected):
                found.setdefault(entry.event.corrects, []).append(entry)
        return found

    def before(self, fact: Fact, position: int) -> Fact:
        """What was known of a record before a position.

        `corrected_by` stays the correction that counts today, so that both can be shown.
        """
        last = fact.corrected_by
        if last is None or last.position < position:
            return fact
        earlier = [each for each in self._corrections[fact.id] if each.position < position]
        then = fact_of(fact.entry, self._deal.zone, earlier[-1] if earlier else None)
        return replace(then, corrected_by=last)

    def every(self, fact: Fact) -> list[Fact]:
        """A record as it was recorded first, and as each of its corrections made it."""
        corrections = [None, *self._corrections[fact.id]] if fact.corrected_by else [None]
        return [fact_of(fact.entry, self._deal.zone, each) for each in corrections]
