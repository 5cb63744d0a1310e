"""What was corrected or struck of the organisation's records, and what they said at first.

A grant or a policy that was corrected is read as it is right, in its old place, and one that was
struck counts for nothing (VOCABULARY 2.6). So an authority, or what was required, may be another
one than whoever acted could have known: that a mend made it so is said beside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.events.disputes import RecordCorrected, RecordStruck
from domain.record import Entry
from projections.authority import Authorities, Judgement
from projections.deal import KnownDeal
from projections.facts import Fact, facts_of
from projections.people import people_of
from projections.policy import Policies, Regime
from projections.signing.functions import Functions
from projections.signing.grants import Grants


@dataclass(frozen=True, slots=True)
class FirstJudgement:
    """The authority by the records as they were made first; `by` corrected or struck them since."""

    judgement: Judgement
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FirstRegime:
    """The policy then in force by the records as they were made first; `by` mended them since."""

    regime: Regime | None
    by: tuple[Entry, ...]


class Mended:
    """Reads the organisation as it was recorded first, where anything of it was mended."""

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal

    def judgement(self, found: Judgement) -> FirstJudgement | None:
        """What an authority was by the records as first made; None where none of them was mended.

        The records are those that it rests on, now or then.
        """
        if not self._by:
            return None
        first = self._authorities.judge(found.signing)
        by = self._of((*found.rests_on, *first.rests_on))
        return FirstJudgement(first, by) if by else None

    def regime(self, found: Regime | None, at: datetime) -> FirstRegime | None:
        """What was in force at a moment by the records as first made; None where none was mended.

        `found` is what was in force as the records are right.
        """
        if not self._by:
            return None
        first = self._policies.in_force(at)
        by = self._of(each.fact for each in (found, first) if each)
        return FirstRegime(first, by) if by else None

    def _of(self, facts: Iterable[Fact]) -> tuple[Entry, ...]:
        """The mends of these records, in the order of positions."""
        ids = dict.fromkeys(fact.id for fact in facts)
        found = (entry for id_ in ids for entry in self._by.get(id_, ()))
        return tuple(sorted(found, key=lambda entry: entry.position))

    @cached_property
    def _by(self) -> dict[str, list[Entry]]:
        """By the id of what they mend."""
        found: dict[str, list[Entry]] = {}
        for entry in self._deal.organisation_shown:
            match entry.event:
                case RecordCorrected(corrects=id_) | RecordStruck(record=id_):
                    found.setdefault(id_, []).append(entry)
                case _:  # mends nothing
                    pass
        return found

    @cached_property
    def _first(self) -> list[Fact]:
        """What had begun by the moment asked, as it was recorded first."""
        mends = (RecordCorrected, RecordStruck)
        entries = [e for e in self._deal.organisation_shown if not isinstance(e.event, mends)]
        facts = facts_of(entries, self._deal.zone).counted
        return [f for f in facts if f.interval.begun_by(self._deal.basis.effective_at)]

    @cached_property
    def _authorities(self) -> Authorities:
        deal, people = self._deal, people_of(self._deal)
        functions = Functions(deal.happened, people, deal.parties, deal.zone)
        return Authorities(Grants(self._first, people, functions, deal.zone), people)

    @cached_property
    def _policies(self) -> Policies:
        return Policies(self._first, self._deal.basis.effective_at, self._deal.zone)
