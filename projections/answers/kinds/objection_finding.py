"""Objections on record: to what, by whom, and whether before acceptance and within the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.events.told import MessageSent, ObjectionRaised
from domain.occurrence import Interval, Occurrence
from projections.answers.asked import Question
from projections.answers.asked_text import AskedText
from projections.answers.draft import Verdict
from projections.answers.kinds.objection_subject import Subject, Thing, To
from projections.answers.moments import Resolved, resolved
from projections.clocks.parties import Parties
from projections.counting import BOTH_RULES, counted_acceptance, earliest
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.proposals import Proposal, first

Order = Literal["before", "after", "unknown", "none"]
InTime = Literal["in_time", "late", "unknown"]
_BEST: tuple[Order, ...] = ("before", "none", "unknown", "after")


@dataclass(frozen=True, slots=True)
class Period:
    """A period to object, stated in a message about these things. `failed`: it reached nobody."""

    fact: Fact
    until: Occurrence
    interval: Interval
    things: frozenset[Thing]
    failed: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection, what it was to, and how it stands to acceptance, period and moment."""

    fact: Fact
    to: To
    things: frozenset[Thing]
    acceptance: Order
    period: Order
    moment: Order

    @property
    def in_time(self) -> InTime:
        """Late by any of them; unknown where one of them is; else in time."""
        orders = {self.acceptance, self.period, self.moment}
        if "after" in orders:
            return "late"
        return "unknown" if "unknown" in orders else "in_time"

    @property
    def clauses(self) -> set[str]:
        """The clauses whose wordings it was to."""
        return {thing[0] for thing in self.things if isinstance(thing, tuple)}


@dataclass(frozen=True)
class ObjectionFinding:
    """What a known deal says on a question of objection, by the rules of `objection`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def known(self) -> Knowledge:
        """What records lead to, and which messages failed."""
        return Knowledge(self.deal)

    @cached_property
    def subject(self) -> Subject:
        """What is objected to, or not."""
        return Subject(self.deal, self.question, self.known)

    @property
    def text(self) -> AskedText:
        """The wordings asked about."""
        return self.subject.text

    @cached_property
    def _parties(self) -> Parties:
        return Parties(self.deal)

    @cached_property
    def humans(self) -> tuple[str, ...]:
        """The people who are named, each human once."""
        named = (self._parties.human(each) for each in self.question.persons)
        return tuple(dict.fromkeys(named))

    @cached_property
    def objections(self) -> list[Objection]:
        """Every objection by those who are asked about, in the order of time."""
        found = [
            self._objection(fact, fact.event)
            for fact in self.deal.happened
            if isinstance(fact.event, ObjectionRaised) and self._is_asked(fact)
        ]
        return sorted(found, key=lambda each: (each.fact.interval.begin, each.fact.place))

    @cached_property
    def to_it(self) -> list[Objection]:
        """Those to what is asked about."""
        return [each for each in self.objections if each.to == "it"]

    def standing(self, in_time: InTime) -> list[Objection]:
        """Those to it that were in time, or late, or of which nobody can say."""
        return [each for each in self.to_it if each.in_time == in_time]

    @cached_property
    def verdict(self) -> Verdict:
        """Whether somebody objected in time; of who, whether there is anybody to name."""
        if self.question.ask == "who":
            return "stated" if self.to_it else "silent"
        if in_time := self.standing("in_time"):
            return "partly" if self.not_met(in_time) else "yes"
        return "undetermined" if self.standing("unknown") else "silent"

    def not_met(self, objections: Sequence[Objection]) -> list[str]:
        """The clauses named that none of these was to."""
        met = {clause for each in objections for clause in each.clauses}
        return [each for each in self.question.clauses if each not in met]

    @cached_property
    def periods(self) -> list[Period]:
        """The periods that were stated in messages about it, in the order of time."""
        found = []
        for fact in self.deal.happened:
            if isinstance(fact.event, MessageSent) and (until := fact.event.objection_until):
                things = frozenset(self.subject.things(fact, fact.event.about))
                if things:
                    interval, failed = (
                        until.interval(self.deal.zone),
                        self._failed(fact, fact.event),
                    )
                    found.append(Period(fact, until, interval, things, failed))
        return sorted(found, key=lambda each: (each.fact.interval.begin, each.fact.place))

    @cached_property
    def accepted(self) -> list[Fact]:
        """The first acceptance, or execution, of each proposal that is asked about."""
        return [fact for each in self.subject.proposals if (fact := self._formed(each))]

    @cached_property
    def accepted_after(self) -> list[Fact]:
        """Acceptances by whoever had objected in time, or by their party, after that."""
        found: list[Fact] = []
        for each in self.standing("in_time"):
            own = self._belonging(each.fact.actor, each.fact.interval)
            for fact in self.accepted:
                by = (fact.actor, getattr(fact.event, "by", None))
                theirs = {b for id_ in by if id_ for b in self._belonging(id_, fact.interval)}
                if own & theirs and each.fact.interval.before(fact.interval):
                    found.append(fact)
        return found

    def _belonging(self, id_: str, when: Interval) -> set[str]:
        """A person or party, as one id per human, and the parties of the person then."""
        return {self._parties.human(id_), *self._parties.of(id_, when)}

    @cached_property
    def moment(self) -> Resolved | None:
        """The moment that is asked about, beside the rule."""
        before = self.question.before
        return resolved(before, self.deal, self._fits) if before else None

    def _fits(self, fact: Fact) -> bool:
        proposal = getattr(fact.event, "proposal", None)
        return not isinstance(proposal, str) or proposal in self.subject.proposals

    def _failed(self, fact: Fact, event: MessageSent) -> bool:
        return all(self.known.failure(fact, each) for each in (*event.to, *event.cc))

    def _is_asked(self, fact: Fact) -> bool:
        by = (fact.actor, fact.entry.envelope.on_behalf_of)
        theirs = {b for id_ in by if id_ for b in self._belonging(id_, fact.interval)}
        wanted = {*self.humans, *self.question.parties}
        return not wanted or bool(theirs & wanted)

    def _objection(self, fact: Fact, event: ObjectionRaised) -> Objection:
        things = frozenset(self.subject.things(fact, event.about))
        proposals = self.subject.proposals_of(fact, event.about)
        orders = {self._order(fact, each) for each in proposals}
        return Objection(
            fact,
            self.subject.to(fact, event.about),
            things,
            next((each for each in _BEST if each in orders), "none"),
            self._within(fact, things),
            self._before(fact),
        )

    def _order(self, fact: Fact, proposal: str) -> Order:
        """Before or after the first acceptance of a proposal; unknown where the rules differ."""
        moments = self._moments_of(proposal)
        orders = {_order(fact.interval, each) for each in moments}
        if not orders:
            return "none"
        return orders.pop() if len(orders) == 1 else "unknown"

    def _moments_of(self, proposal: str) -> list[Interval]:
        """When it was accepted first, by each rule; else when it was executed."""
        found, zone = self._begun(proposal), self.deal.zone
        if found.accepted:
            return [
                earliest(counted_acceptance(f, rule, zone).interval for f in found.accepted)
                for rule in BOTH_RULES
            ]
        return [first(found.executed).interval] if found.executed else []

    def _formed(self, proposal: str) -> Fact | None:
        found = self._begun(proposal)
        formed: Sequence[Fact] = found.accepted or found.executed
        return first(list(formed)) if formed else None

    def _begun(self, proposal: str) -> Proposal:
        return self.deal.proposals.by_id[proposal].by(self.deal.basis.effective_at)

    def _within(self, fact: Fact, things: frozenset[Thing]) -> Order:
        """Before the period ended that was stated last for the same; its last moment is within."""
        stated = [each for each in self.periods if each.things & things and not each.failed]
        if not stated:
            return "none"
        end = stated[-1].interval.end
        if fact.interval.end <= end:
            return "before"
        return "after" if fact.interval.begin > end else "unknown"

    def _before(self, fact: Fact) -> Order:
        if self.moment is None:
            return "none"
        order = self.moment.order(fact)
        return "after" if order == "at" else order


def _order(one: Interval, other: Interval) -> Order:
    if one.before(other):
        return "before"
    return "after" if other.before(one) else "unknown"
