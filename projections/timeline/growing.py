"""A deal as known up to a position, and then one entry more, and one more."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from domain.events.deal import DealOpened, ParticipantAssigned, PartyJoined
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.record import Entry
from projections.deal import KnownDeal
from projections.facts import Fact, Facts, facts_of

BEGINS_ANEW = (RecordStruck, RecordCorrected, DealOpened, PartyJoined)
"""What changes how earlier records are read: after these a deal is folded from its beginning."""


class Growing(KnownDeal):
    """A deal that takes its next entries one by one, none of a kind in BEGINS_ANEW.

    Clauses and proposals grow in place; what else was folded is folded again when asked for.
    """

    @classmethod
    def up_to(cls, deal: KnownDeal, position: int) -> Growing:
        """The deal as a reader knew it at a position, on the same basis otherwise."""
        basis = replace(deal.basis, known_at=position)
        found = cls(deal.id, deal.entries, deal.organisation_entries, basis)
        found.__dict__["numbers"] = deal.numbers  # they go by all entries, known or not
        return found

    @cached_property
    def counted(self) -> list[Fact]:
        """What counts of the deal so far, in the order of positions."""
        return list(facts_of(self.shown, self.zone).counted)

    @cached_property
    def ruled(self) -> list[Fact]:
        """What counts of the organisation so far."""
        known = [each for each in self.organisation_entries if self.basis.knows(each, self.zone)]
        return list(facts_of(self._visible(known)[0], self.zone).counted)

    @cached_property
    def facts(self) -> Facts:
        return Facts(tuple(self.counted), (), self.zone)

    @cached_property
    def organisation(self) -> tuple[Fact, ...]:
        return tuple(self.ruled)

    def take(self, fact: Fact) -> None:
        """The next fact, in the order of positions."""
        self._forget("_folded")
        if fact.entry.record.deal is None:
            self.ruled.append(fact)
            self._forget("organisation", "catalogue")
            return
        clauses, proposals = self.clauses, self.proposals
        self.counted.append(fact)
        clauses.add(fact)
        proposals.add(fact)
        self._forget("facts", "happened", "governing", "text", "standing")
        if isinstance(fact.event, ParticipantAssigned):
            self._forget("participants")

    def _forget(self, *folded: str) -> None:
        for name in folded:
            self.__dict__.pop(name, None)


def as_known(deal: KnownDeal, position: int) -> KnownDeal:
    """The deal as a reader knew it at a position: itself where nothing of it came after that."""
    last = max((e[-1].position for e in (deal.entries, deal.organisation_entries) if e), default=0)
    return deal if last <= position <= deal.basis.known_at else Growing.up_to(deal, position)


def begins_anew(entry: Entry) -> bool:
    """Whether all of the deal is to be folded again from this entry on."""
    return isinstance(entry.event, BEGINS_ANEW)
