"""What is not in the governing text, kept as records come in: only what arrives late adds to it."""

from __future__ import annotations

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from projections.facts import Fact
from projections.not_in_it import governing_not_in_it
from projections.timeline.growing import Growing
from projections.timeline.history import Values
from projections.timeline.kept_text import OF_STANDING

_DRAFTS = frozenset({ClauseAdded, ClauseRevised, ClauseRemoved})


class KeptNotInIt:
    """The value under `not_in_it`."""

    parts = ("not_in_it",)

    def begin(self, deal: Growing) -> Values:
        """It, from the deal as it is known so far."""
        self._deal = deal
        self._drafts = [fact for fact in deal.facts.counted if type(fact.event) in _DRAFTS]
        self._seals = self._governing_seals()
        return self._read()

    def take(self, fact: Fact) -> Values:
        """What the next fact, which the deal has taken, may have changed."""
        if type(fact.event) in _DRAFTS:
            self._drafts.append(fact)
            return self._read() if any(_late(fact, seal) for seal in self._seals) else {}
        if type(fact.event) in OF_STANDING:
            before, self._seals = self._seals, self._governing_seals()
            return self._read() if self._seals != before else {}
        return {}

    def _governing_seals(self) -> list[Fact]:
        governing = self._deal.governing
        proposals = [governing.proposal, *governing.amendments] if governing.proposal else []
        return [each.sealed for each in proposals if each.sealed]

    def _read(self) -> Values:
        missing = any(self._any_late(seal) for seal in self._seals)
        return {("not_in_it",): governing_not_in_it(self._deal) if missing else []}

    def _any_late(self, seal: Fact) -> bool:
        """Looks through what was recorded since, and no farther."""
        for fact in reversed(self._drafts):
            if fact.place < seal.place:
                return False
            if _late(fact, seal):
                return True
        return False


def _late(fact: Fact, seal: Fact) -> bool:
    return fact.place > seal.place and fact.interval.begin <= seal.interval.end
