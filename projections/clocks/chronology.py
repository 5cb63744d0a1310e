"""A clock: the state that a proposal is in, the records that made it, the steps on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.proposals import ProposalSealed
from domain.wordings import latest_first
from projections.facts import Fact

S = TypeVar("S", bound=str)


@dataclass(frozen=True, slots=True)
class Step:
    """A record that the clock passed, under the name of what it did or of the state it led to."""

    name: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Clock(Generic[S]):
    """Where a proposal stands on one clock.

    `made_by` are the records that made the state: none where it is the one that a proposal begins
    in, and nothing is on record. `order_unknown`: records that overlap could have made another one.
    """

    state: S
    made_by: tuple[Fact, ...]
    steps: tuple[Step, ...]
    order_unknown: bool = False


def chronological(facts: Iterable[Fact]) -> list[Fact]:
    """In the order of occurrence; of those that overlap the later position is the later one.

    Overlapping is not transitive, so this is: the last is the `latest` of all, the one before it
    the `latest` of the others, and so on.
    """
    each_once = {id(fact): fact for fact in facts}.values()
    return latest_first(each_once)[::-1]


def order_known(one: Fact, other: Fact) -> bool:
    """Whether the record shows which of two facts about one proposal came first.

    They do not overlap, or they come from one source and one refers to what the other made: a
    clause, a seal, a request (VOCABULARY 1).
    """
    if not one.interval.overlaps(other.interval):
        return True
    return _one_source(one, other) and (_refers(one, other) or _refers(other, one))


def _one_source(one: Fact, other: Fact) -> bool:
    first, second = one.entry.envelope.source, other.entry.envelope.source
    return first is not None and second is not None and first.system == second.system


def _refers(later: Fact, earlier: Fact) -> bool:
    match earlier.event:
        case ClauseAdded() | ClauseRevised():
            return isinstance(later.event, ProposalSealed)
        case ProposalSealed(proposal=proposal):
            return proposal == getattr(later.event, "proposal", None)
        case event:
            sign_off = getattr(event, "sign_off", None)
            return sign_off is not None and sign_off == getattr(later.event, "sign_off", None)


def steps(named: Iterable[tuple[str, Sequence[Fact]]]) -> tuple[Step, ...]:
    """Steps in their order, from facts by the name of their step."""
    every = [(name, fact) for name, facts in named for fact in facts]
    names = {id(fact): name for name, fact in every}
    return tuple(Step(names[id(fact)], fact) for fact in chronological(fact for _, fact in every))


def first_of(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The first by occurrence, then position, alone; nothing of nothing."""
    found = min(facts, key=lambda fact: (fact.interval.begin, fact.place), default=None)
    return (found,) if found else ()
