"""When a retraction and an acceptance count, and which came first (VOCABULARY 5).

A retraction counts when it is received. An acceptance counts, under the dispatch rule, when it was
dispatched and, under the receipt rule, when it was received; the first one counts. A time that is
not given is taken as the record's occurrence. No rule is chosen: which one holds is for the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.events.disputes import ProposalRetracted
from domain.events.proposals import ProposalAccepted
from domain.occurrence import Interval, Occurrence
from projections.facts import Fact

Order = Literal["retraction_first", "acceptance_first", "undetermined"]
Rule = Literal["dispatch", "receipt"]
BOTH_RULES: tuple[Rule, ...] = ("dispatch", "receipt")


@dataclass(frozen=True, slots=True)
class Counted:
    """When a record counts; `given` is False where its occurrence stands in for that time."""

    fact: Fact
    when: Occurrence
    interval: Interval
    given: bool


def counted_retraction(fact: Fact, zone: str) -> Counted:
    """A retraction, when it was received."""
    said = fact.event.received_at if isinstance(fact.event, ProposalRetracted) else None
    return _counted(fact, said, zone)


def counted_acceptance(fact: Fact, rule: Rule, zone: str) -> Counted:
    """An acceptance, when it counts under a rule. Any other record counts when it occurred."""
    said = None
    if isinstance(fact.event, ProposalAccepted):
        said = fact.event.dispatched_at if rule == "dispatch" else fact.event.received_at
    return _counted(fact, said, zone)


def _counted(fact: Fact, said: Occurrence | None, zone: str) -> Counted:
    when = said or fact.occurred
    return Counted(fact, when, when.interval(zone), said is not None)


def earliest(intervals: Iterable[Interval]) -> Interval:
    """Within what the first of several happened, whichever of them it was."""
    found = list(intervals)
    return Interval(min(each.begin for each in found), min(each.end for each in found))


def may_be_first(counted: Sequence[Counted]) -> list[Counted]:
    """Those of several that may have been the first, by their begins, then positions."""
    until = min((each.interval.end for each in counted), default=None)
    found = [each for each in counted if until and each.interval.begin <= until]
    return sorted(found, key=lambda each: (each.interval.begin, each.fact.place))


def order_between(retracted: Interval, accepted: Interval) -> Order:
    """Which of the two certainly came first."""
    if retracted.before(accepted):
        return "retraction_first"
    return "acceptance_first" if accepted.before(retracted) else "undetermined"


def order_under(rule: Rule, retracted: Sequence[Fact], accepted: Sequence[Fact], z: str) -> Order:
    """The order of the first retraction and the first acceptance under one rule; `z`: the zone."""
    return order_between(
        earliest(counted_retraction(each, z).interval for each in retracted),
        earliest(counted_acceptance(each, rule, z).interval for each in accepted),
    )


def order_of(retracted: Sequence[Fact], accepted: Sequence[Fact], zone: str) -> Order | None:
    """The order under both rules, undetermined where they differ; None where one is not on record.

    `accepted` are acceptances without qualifications.
    """
    if not (retracted and accepted):
        return None
    found = {order_under(rule, retracted, accepted, zone) for rule in BOTH_RULES}
    return found.pop() if len(found) == 1 else "undetermined"
