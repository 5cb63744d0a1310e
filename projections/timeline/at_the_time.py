"""The contemporaneous view: what was recorded when it happened and before any dispute.

It is shown in the words of then: a correction that came later is left out of what it corrects, and
is a moment by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from projections.answers.evidence import marks
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.timeline.moments import Moments

NOT_CONTEMPORANEOUS = frozenset({"late", "after_dispute"})


def at_the_time(deal: KnownDeal) -> KnownDeal:
    """The deal without the corrections that were not made when what they tell of happened.

    A record that was corrected in time, and again later, reads as it was corrected in time.
    """
    found = deal
    while later := _made_later(found):
        entries, shared = deal.entries, deal.organisation_entries
        found = KnownDeal(deal.id, entries, shared, deal.basis, found.without | later)
    return found


def contemporaneous(deal: KnownDeal, fact: Fact) -> bool:
    """Whether it was recorded, and corrected, when it happened and before any dispute."""
    return NOT_CONTEMPORANEOUS.isdisjoint(marks(deal, fact))


def _made_later(deal: KnownDeal) -> frozenset[str]:
    moments = Moments(deal)
    return frozenset(
        fact.corrected_by.id
        for fact in (*moments.every, *moments.ruled)
        if fact.corrected_by is not None and not contemporaneous(deal, fact)
    )


class AtTheTime:
    """The moments of a deal that were recorded at the time, each as it was said then."""

    def __init__(self, known: Moments) -> None:
        self._known = known
        self._then = Moments(at_the_time(known.deal))

    @cached_property
    def facts(self) -> list[Fact]:
        """The deal's own, corrections that are left out of what they correct too."""
        return self._contemporaneous((*self._then.facts, *self._left_out(self._known.facts)))

    @cached_property
    def ruled(self) -> list[Fact]:
        """Those of the organisation."""
        return self._contemporaneous((*self._then.ruled, *self._left_out(self._known.ruled)))

    def _left_out(self, facts: Iterable[Fact]) -> list[Fact]:
        return [fact for fact in facts if fact.id in self._then.deal.without]

    def _contemporaneous(self, facts: Iterable[Fact]) -> list[Fact]:
        found = (fact for fact in facts if contemporaneous(self._known.deal, fact))
        return sorted(found, key=lambda fact: fact.place)

    def shown(self, fact: Fact) -> dict[str, Any]:
        """The moment as JSON; `corrected_later` says who corrected since what it said then."""
        if fact.id in self._then.deal.without:
            return self._known.shown(fact)
        shown = self._then.shown(fact)
        last = self._corrected_by.get(fact.place)
        if last is not None and last is not fact.corrected_by:
            shown["corrected_later"] = self._known.correction(last)
        return shown

    @cached_property
    def _corrected_by(self) -> dict[int, Any]:
        every = (*self._known.every, *self._known.ruled)
        return {fact.place: fact.corrected_by for fact in every if fact.corrected_by is not None}
