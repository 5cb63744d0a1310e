"""The moment of a retraction: before sending, withdrawal, revocation … (VOCABULARY 5).

A retraction counts when it is received. What the intervals leave open stays open: every moment that
is possible is found, under the dispatch rule and under the receipt rule apart, and only one that is
the only possible one, under both, is the moment. Otherwise it is undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.occurrence import Interval
from projections.clocks.communication import AT_ANY_TIME, Communication
from projections.counting import (
    BOTH_RULES,
    Counted,
    Order,
    Rule,
    counted_acceptance,
    counted_retraction,
    earliest,
    may_be_first,
    order_between,
)
from projections.facts import Fact
from projections.proposals import Proposal

Moment = Literal["before_sending", "withdrawal", "revocation", "after_acceptance", "undetermined"]
MOMENTS: tuple[Moment, ...] = ("before_sending", "withdrawal", "revocation", "after_acceptance")


@dataclass(frozen=True, slots=True)
class UnderRule:
    """What one rule gives. `order` is None when no acceptance is on record."""

    rule: Rule
    order: Order | None
    possible: tuple[Moment, ...]

    @property
    def moment(self) -> Moment:
        """The only possible one."""
        return only(self.possible)


@dataclass(frozen=True, slots=True)
class Timed:
    """A retraction with its moment. `possible` are the moments that the record leaves open."""

    counted: Counted
    rules: tuple[UnderRule, ...]
    possible: tuple[Moment, ...]

    @property
    def moment(self) -> Moment:
        """The only possible one, under both rules."""
        return only(self.possible)


def possible_under(rules: Iterable[UnderRule]) -> tuple[Moment, ...]:
    """The moments that one rule or another leaves open."""
    return _in_order(moment for each in rules for moment in each.possible)


def only(possible: Sequence[Moment]) -> Moment:
    """The one that is left; undetermined when more are."""
    return possible[0] if len(possible) == 1 else "undetermined"


@dataclass(frozen=True, slots=True)
class Against:
    """What the retractions of one proposal are held against, found once.

    `accepted` are, by rule, the acceptances that may have been the first. Where no acceptance is on
    record, an executed agreement shows that there was one by then. `seen_outside`: a record shows
    that somebody outside the house had the proposal, though perhaps no sending and no arrival.
    """

    sent: Interval | None
    arrived: Interval | None
    accepted: dict[Rule, list[Counted]]
    first_accepted: dict[Rule, Interval]
    seen_outside: bool

    def timed(self, retraction: Fact, zone: str) -> Timed:
        """The moment of a retraction of the proposal, or of some of its clauses."""
        counted = counted_retraction(retraction, zone)
        rules = self.under_rules(counted.interval)
        return Timed(counted, rules, possible_under(rules))

    def under_rules(self, received: Interval) -> tuple[UnderRule, ...]:
        """What each rule gives for a retraction that was, or would be, received then."""
        before = self._before_acceptance(received)
        return tuple(self._under(rule, received, before) for rule in BOTH_RULES)

    def _under(self, rule: Rule, retracted: Interval, before: set[Moment]) -> UnderRule:
        if rule not in self.first_accepted:
            return UnderRule(rule, None, _in_order(before))
        order = order_between(retracted, self.first_accepted[rule])
        after: set[Moment] = {"after_acceptance"}
        found = {
            "retraction_first": before,
            "acceptance_first": after,
            "undetermined": before | after,
        }
        return UnderRule(rule, order, _in_order(found[order]))

    def _before_acceptance(self, retracted: Interval) -> set[Moment]:
        """Where it may lie between sending and arrival. No sending on record: it was not sent."""
        if self.sent is None and self.arrived is None and not self.seen_outside:
            return {"before_sending"}
        sent = self.sent or Interval(AT_ANY_TIME.begin, (self.arrived or AT_ANY_TIME).end)
        arrived = self.arrived or Interval(sent.begin, AT_ANY_TIME.end)
        possible: dict[Moment, bool] = {
            "before_sending": retracted.begin < sent.end,
            "withdrawal": sent.begin <= retracted.end and retracted.begin <= arrived.end,
            "revocation": arrived.begin < retracted.end,
        }
        return {moment for moment, applies in possible.items() if applies}


def against(proposal: Proposal, communication: Communication, zone: str) -> Against:
    """What the retractions of a proposal, cut at the moment asked, are held against."""
    accepted = proposal.accepted or proposal.executed
    counted = {
        rule: may_be_first([counted_acceptance(fact, rule, zone) for fact in accepted])
        for rule in BOTH_RULES
    }
    arrival = communication.arrival
    return Against(
        communication.sent,
        arrival.interval if arrival else None,
        counted,
        {rule: earliest(c.interval for c in found) for rule, found in counted.items() if found},
        seen_outside=bool(
            accepted or proposal.countered or proposal.rejected or communication.outside
        ),
    )


def _in_order(found: Iterable[Moment]) -> tuple[Moment, ...]:
    kept = set(found)
    return tuple(moment for moment in MOMENTS if moment in kept)
