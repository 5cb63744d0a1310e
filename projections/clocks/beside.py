"""What is shown beside the clocks of a proposal: promises of time, orders, clarifications …"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from domain.events.clauses import TermsClarified
from domain.events.disputes import ProposalRetracted
from domain.events.proposals import OrderPlaced, ProposalSent
from domain.occurrence import Interval, Occurrence
from projections.clocks.references import Bearing
from projections.facts import Fact
from projections.proposals import Proposal

Within = Literal["yes", "no", "undetermined", "not_stated"]


def within(interval: Interval, until: datetime | None) -> Within:
    """Whether something happened by the end of a period; the end is inclusive."""
    if until is None:
        return "not_stated"
    if interval.end <= until:
        return "yes"
    return "no" if interval.begin > until else "undetermined"


@dataclass(frozen=True, slots=True)
class Promise:
    """What one sending says of how long it holds, and whether the moment asked lies within."""

    fact: Fact
    event: ProposalSent
    valid: Within
    irrevocable: Within


class Promises:
    """For how long a proposal was said to be valid and irrevocable, each time that it was sent."""

    def __init__(self, sent: Iterable[Fact], moment: datetime, zone: str) -> None:
        self.by_sending: list[Promise] = []
        self._begins: list[datetime] = []
        self._furthest: dict[str, list[datetime | None]] = {"valid": [], "irrevocable": []}
        asked = Interval(moment, moment)
        for fact in sorted(sent, key=lambda fact: (fact.interval.begin, fact.place)):
            if isinstance(fact.event, ProposalSent):
                valid = _end(fact.event.valid_until, zone)
                irrevocable = _end(fact.event.irrevocable_until, zone)
                states = within(asked, valid), within(asked, irrevocable)
                self.by_sending.append(Promise(fact, fact.event, *states))
                self._begins.append(fact.interval.begin)
                _further(self._furthest["valid"], valid)
                _further(self._furthest["irrevocable"], irrevocable)

    def holds(self, promise: Literal["valid", "irrevocable"], interval: Interval) -> Within:
        """Whether something happened within the period that the sendings up to then had stated.

        Several sendings: the furthest end that one of them stated.
        """
        sent = bisect_right(self._begins, interval.end)
        return within(interval, self._furthest[promise][sent - 1] if sent else None)


def _end(until: Occurrence | None, zone: str) -> datetime | None:
    return until.interval(zone).end if until else None


def _further(ends: list[datetime | None], until: datetime | None) -> None:
    known = [end for end in (ends[-1] if ends else None, until) if end]
    ends.append(max(known, default=None))


@dataclass(frozen=True, slots=True)
class Order:
    """An order that names the proposal, or claims a clause that it holds."""

    fact: Fact
    event: OrderPlaced
    names_proposal: bool


@dataclass(frozen=True, slots=True)
class Clarified:
    """A clarification of clauses of the proposal; `effective` once client and seller both agreed.

    `in_effect`: for a wording that the proposal holds, and that it has not ended with.
    """

    fact: Fact
    event: TermsClarified
    effective: datetime | None
    in_effect: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """Which retraction named the proposal that stands for the retracted one, and what is of it."""

    fact: Fact
    proposal: str
    sealed: Fact | None
    sent: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """All that is shown beside the clocks of one proposal."""

    promises: Promises
    reliance: tuple[Bearing, ...]
    clarifications: tuple[Clarified, ...]
    orders: tuple[Order, ...]
    replaced_by: tuple[Replacement, ...]
    replaces: tuple[Fact, ...]


def orders_of(
    proposal: Proposal, named: Sequence[Fact], claimed: Mapping[str, Sequence[Fact]]
) -> tuple[Order, ...]:
    """The orders that name the proposal or claim under a clause of it, by position."""
    found = {fact.id: fact for fact in named}
    for held in proposal.contents or ():
        found |= {fact.id: fact for fact in claimed.get(held.clause, ())}
    return tuple(
        Order(fact, fact.event, fact.event.proposal == proposal.id)
        for fact in sorted(found.values(), key=lambda fact: fact.place)
        if isinstance(fact.event, OrderPlaced)
    )


def clarifications_of(
    proposal: Proposal,
    by_clause: Mapping[str, Sequence[Clarified]],
    in_effect: Collection[tuple[str, str, int]],
) -> tuple[Clarified, ...]:
    """The clarifications of clauses that the proposal holds, by position.

    `in_effect` has those that are: their record, and the clause and number of the wording.
    """
    found: dict[str, Clarified] = {}
    for held in proposal.contents or ():
        for each in by_clause.get(held.clause, ()):
            before = found.get(each.fact.id, each).in_effect
            now = before or (each.fact.id, held.clause, held.version) in in_effect
            found[each.fact.id] = replace(each, in_effect=now)
    return tuple(sorted(found.values(), key=lambda each: each.fact.place))


def replacements(proposal: Proposal, others: Mapping[str, Proposal]) -> tuple[Replacement, ...]:
    """What its retractions name in its place."""
    nothing = Proposal("")
    return tuple(
        Replacement(fact, named, other.sealed, tuple(other.sent))
        for fact in proposal.retracted
        if isinstance(fact.event, ProposalRetracted) and (named := fact.event.replacement)
        for other in (others.get(named, nothing),)
    )
