"""The retractions of a proposal: who instructed, who executed, when, and what went before.

Those of the whole proposal and those of some of its clauses are kept apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.disputes import ProposalRetracted
from projections.clocks.chronology import chronological
from projections.clocks.communication import Communication
from projections.clocks.moment import Against, Timed, against
from projections.clocks.references import Bearing
from projections.counting import Counted
from projections.facts import Fact
from projections.proposals import Proposal, whole


@dataclass(slots=True)
class Retraction:
    """One retraction. `instructions` are those that it is the first to follow.

    Who instructed stands in them, and in the retraction's own `instructed_by`: both are kept.
    """

    fact: Fact
    event: ProposalRetracted
    timed: Timed
    not_held: tuple[str, ...]
    instructions: list[Bearing] = field(default_factory=list)

    @property
    def counted(self) -> Counted:
        """When it counts: when it was received."""
        return self.timed.counted


class Following:
    """Finds the first retraction that did not certainly come before a fact."""

    def __init__(self, retractions: Iterable[Fact]) -> None:
        self._whole: list[Fact] = []
        self._in_part: list[Fact] = []
        self._by_clause: dict[str, list[Fact]] = {}
        for fact in sorted(retractions, key=_ended):
            (self._whole if whole(fact) else self._in_part).append(fact)
            for clause in dict.fromkeys(_clauses(fact)):
                self._by_clause.setdefault(clause, []).append(fact)

    def whole(self, fact: Fact) -> Fact | None:
        """The first of the whole proposal."""
        return _first_after(self._whole, fact)

    def in_part(self, fact: Fact) -> Fact | None:
        """The first of any clauses of it."""
        return _first_after(self._in_part, fact)

    def of_clause(self, fact: Fact, clause: str) -> Fact | None:
        """The first of one clause, by itself or with others."""
        return _first_after(self._by_clause.get(clause, []), fact)

    def of_clauses(self, fact: Fact, clauses: Iterable[str]) -> dict[str, Fact]:
        """The first by clause, where there is one."""
        named = (clause for clause in clauses if clause in self._by_clause)
        return {clause: found for clause in named if (found := self.of_clause(fact, clause))}


def _ended(fact: Fact) -> tuple[datetime, int]:
    return fact.interval.end, fact.place


def _first_after(retractions: list[Fact], fact: Fact) -> Fact | None:
    place = bisect_left(retractions, fact.interval.begin, key=lambda each: each.interval.end)
    return retractions[place] if place < len(retractions) else None


def _clauses(fact: Fact) -> tuple[str, ...]:
    return (fact.event.clauses or ()) if isinstance(fact.event, ProposalRetracted) else ()


@dataclass(frozen=True, slots=True)
class Retractions:
    """All retractions of a proposal in their order, and the instructions that none has followed."""

    whole: tuple[Retraction, ...]
    in_part: tuple[Retraction, ...]
    not_followed: tuple[Bearing, ...]
    against: Against
    following: Following


def retractions_of(
    proposal: Proposal, communication: Communication, instructions: Iterable[Bearing], zone: str
) -> Retractions:
    """The retractions of a proposal, cut at the moment asked."""
    held = {each.clause for each in proposal.contents} if proposal.contents is not None else None
    held_against = against(proposal, communication, zone)
    found: dict[str, Retraction] = {}
    for fact in chronological(proposal.retracted):
        assert isinstance(fact.event, ProposalRetracted)
        named = fact.event.clauses or ()
        not_held = tuple(clause for clause in named if held is not None and clause not in held)
        found[fact.id] = Retraction(fact, fact.event, held_against.timed(fact, zone), not_held)
    following = Following(proposal.retracted)
    not_followed = []
    for instruction in instructions:
        followed = _followed_by(instruction, following)
        if followed:
            found[followed.id].instructions.append(instruction)
        else:
            not_followed.append(instruction)
    every = found.values()
    return Retractions(
        tuple(each for each in every if whole(each.fact)),
        tuple(each for each in every if not whole(each.fact)),
        tuple(not_followed),
        held_against,
        following,
    )


def _followed_by(instruction: Bearing, following: Following) -> Fact | None:
    """The whole proposal was to go: its retraction, else one of some clauses. A clause: either."""
    whole_, clause = following.whole(instruction.fact), instruction.clause
    if clause is None:
        return whole_ or following.in_part(instruction.fact)
    either = (whole_, following.of_clause(instruction.fact, clause))
    return min((fact for fact in either if fact), key=_ended, default=None)
