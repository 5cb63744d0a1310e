"""What was retracted of what is asked about, and whether before the moment asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.events.disputes import ProposalRetracted, RetractionInstructed
from domain.events.proposals import AgreementExecuted, OrderPlaced, ProposalAccepted
from domain.occurrence import Interval
from projections.answers.asked import Question
from projections.answers.draft import Verdict
from projections.answers.kinds.retraction_evidence import Three, apart, once
from projections.answers.moments import Resolved, resolved
from projections.clocks.fold import ClocksOnDemand, ProposalClocks
from projections.clocks.retractions import Retraction
from projections.counting import BOTH_RULES, Rule, counted_acceptance, earliest
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.people import People, people_of
from projections.proposals import first

_DECIDING = ProposalAccepted | AgreementExecuted | ProposalRetracted | RetractionInstructed
Outcome = Literal["none", "retracted", "before", "after", "unknown"]
_ALONE: dict[Outcome, Verdict] = {
    "none": "silent",
    "retracted": "yes",
    "before": "yes",
    "after": "no",
    "unknown": "undetermined",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of a proposal; without a clause all of it, or what is left of it."""

    proposal: str
    clause: str | None = None


@dataclass(frozen=True)
class RetractionFinding:
    """What a known deal says on a question of retraction, by the rules of `retraction`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def clocks(self) -> ClocksOnDemand:
        """The clocks of the proposals."""
        return ClocksOnDemand(self.deal)

    @cached_property
    def _retracted(self) -> dict[str, list[Fact]]:
        """By proposal, the retractions of it or of clauses of it, where there are any."""
        found = ((id_, self.clocks.proposal(id_).retracted) for id_ in self.clocks)
        return {id_: facts for id_, facts in found if facts}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What is asked about, in parts that can be retracted by themselves."""
        if self.question.clauses:
            return tuple(self._of_clause(clause) for clause in self.question.clauses)
        found = (part for proposal in self._proposals() for part in self._of_proposal(proposal))
        return tuple(found)

    def _proposals(self) -> list[str]:
        if self.question.proposal:
            return [self.question.proposal]
        governing = self.deal.governing.proposal
        if governing and (self.question.ask == "whether" or governing.id in self._retracted):
            return [governing.id]
        return list(self._retracted)

    def _of_proposal(self, proposal: str) -> list[Part]:
        held = self.held(proposal)
        retracted = proposal in self._retracted
        in_part = self.clocks[proposal].retractions.in_part if retracted else ()
        named = dict.fromkeys(clause for each in in_part for clause in each.event.clauses or ())
        found = [Part(proposal, clause) for clause in named if held is None or clause in held]
        all_named = held is not None and found and held <= {part.clause for part in found}
        return found if all_named else [*found, Part(proposal)]

    def _of_clause(self, clause: str) -> Part:
        governing = self.deal.governing
        own = (governing.holds or {}).get(clause)
        fallback = own[1] if own else governing.proposal.id if governing.proposal else ""
        if self.question.proposal:
            return Part(self.question.proposal, clause)
        holding = [each for each in self.clocks if clause in (self.held(each) or ())]
        candidates = [Part(each, clause) for each in self._retracted]
        retracted = [part for part in candidates if self.relevant(part)]
        if own and Part(own[1], clause) in retracted:
            return Part(own[1], clause)
        if retracted:
            return max(retracted, key=self._last)
        return Part(own[1] if own else holding[-1] if holding else fallback, clause)

    def _last(self, part: Part) -> tuple[object, int]:
        last = self.relevant(part)[-1].fact
        return last.interval.begin, last.place

    def held(self, proposal: str) -> set[str] | None:
        """The clauses that a proposal holds; None when no seal of it is on record."""
        contents = self.clocks.proposal(proposal).contents
        return None if contents is None else {each.clause for each in contents}

    def relevant(self, part: Part) -> list[Retraction]:
        """The retractions of a part, in their order."""
        if part.proposal not in self._retracted:
            return []
        clocks = self.clocks[part.proposal]
        held = self.held(part.proposal)
        holds = part.clause is None or held is None or part.clause in held
        own = [each for each in clocks.retractions.in_part if _names(each, part.clause)]
        found = [*(clocks.retractions.whole if holds else ()), *own]
        named = [each for each in found if self._by_whom_is_asked(each)]
        return sorted(named, key=lambda each: (each.fact.interval.begin, each.fact.place))

    def _by_whom_is_asked(self, retraction: Retraction) -> bool:
        """Whether somebody named instructed or executed it; nobody named, any retraction is."""
        envelope = retraction.fact.entry.envelope
        who = (
            retraction.fact.actor,
            envelope.on_behalf_of,
            envelope.instructed_by,
            *(each.fact.actor for each in retraction.instructions),
        )
        return not self._persons or bool(
            self._persons & {*map(self._people.canonical, filter(None, who))}
        )

    @cached_property
    def _people(self) -> People:
        return people_of(self.deal)

    @cached_property
    def _persons(self) -> set[str]:
        return {*map(self._people.canonical, self.question.persons)}

    @cached_property
    def outcomes(self) -> dict[Part, Outcome]:
        """What became of each part."""
        return {part: self._outcome(part) for part in self.parts}

    def _outcome(self, part: Part) -> Outcome:
        retractions = self.relevant(part)
        if not retractions:
            return "none"
        if self.question.before is None:
            return "retracted"
        orders = set(self.orders(part).values())
        return orders.pop() if len(orders) == 1 else "unknown"

    def orders(self, part: Part) -> dict[Rule, Outcome]:
        """By rule, whether the first retraction of a part counts before the moment asked about."""
        counted = earliest(each.counted.interval for each in self.relevant(part))
        written = self.moment is not None and self.moment.fact is None
        moments = self.moments(part).items()
        return {rule: _order(counted, when, written=written) for rule, when in moments}

    def moments(self, part: Part) -> dict[Rule, Interval | None]:
        """By rule, when the moment asked about was; None where nothing of it is on record."""
        if self.asked_of_acceptance:
            named = self._acceptance
            if named is not None and self.question.before and self.question.before.record:
                zone = self.deal.zone
                return {r: counted_acceptance(named, r, zone).interval for r in BOTH_RULES}
            accepted = self.clocks[part.proposal].retractions.against.first_accepted
            return {rule: accepted.get(rule) for rule in BOTH_RULES}
        return dict.fromkeys(BOTH_RULES, self.moment.interval if self.moment else None)

    @property
    def asked_of_acceptance(self) -> bool:
        """Whether the moment asked about is an acceptance, which counts by two rules."""
        before = self.question.before
        if before is None:
            return False
        of_record = self._acceptance
        return before.event == "proposal.accepted" or bool(
            of_record and isinstance(of_record.event, ProposalAccepted)
        )

    @cached_property
    def _acceptance(self) -> Fact | None:
        """The record of the moment asked about; of an order that was itself how the offer was
        accepted (`mode`), the acceptance.
        """
        fact = self.moment.fact if self.moment else None
        if fact is None or not isinstance(fact.event, OrderPlaced):
            return fact
        made = (each for clocks in self.proposals for each in clocks.proposal.accepted)
        same = (each for each in made if _made_by(each, fact.event.proposal, fact))
        return next(same, fact)

    @cached_property
    def moment(self) -> Resolved | None:
        """The moment asked about, where it is on record; qualified, an acceptance is none."""
        before = self.question.before
        return resolved(before, self.deal, _without_qualifications) if before else None

    @property
    def never_accepted(self) -> bool:
        """Whether it was asked of an acceptance, and none is on record by then."""
        moments = (self.moments(part) for part in self.parts if self.relevant(part))
        found = [when for moment in moments for when in moment.values()]
        return self.asked_of_acceptance and bool(found) and not any(found)

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict on the question."""
        outcomes = set(self.outcomes.values())
        if not outcomes or outcomes == {"none"}:
            return "silent"
        if self.question.ask != "whether":
            return "stated"
        if len(outcomes) == 1:
            return _ALONE[outcomes.pop()]
        if "unknown" in outcomes:
            return "undetermined"
        return "partly" if outcomes & {"before", "retracted"} else "no"

    @cached_property
    def retractions(self) -> list[tuple[ProposalClocks, Retraction]]:
        """Every retraction of what is asked about, with the clocks of its proposal."""
        found: dict[str, tuple[ProposalClocks, Retraction]] = {}
        for part in self.parts:
            for each in self.relevant(part):
                found.setdefault(each.fact.id, (self.clocks[part.proposal], each))
        return list(found.values())

    @cached_property
    def proposals(self) -> list[ProposalClocks]:
        """The clocks of the proposals that are asked about."""
        names = dict.fromkeys(part.proposal for part in self.parts)
        return [self.clocks[name] for name in names if name in self.clocks]

    @cached_property
    def instructions(self) -> list[Fact]:
        """The instructions that the retractions followed."""
        return once(b.fact for _, each in self.retractions for b in each.instructions)

    @cached_property
    def not_followed(self) -> list[Fact]:
        """The instructions to retract what is asked about that no retraction has followed."""
        clauses = set(self.question.clauses)
        followed = self._followed
        return once(
            bearing.fact
            for clocks in self.proposals
            for bearing in clocks.retractions.not_followed
            if bearing.fact.id not in followed
            and (not clauses or bearing.clause is None or bearing.clause in clauses)
        )

    @property
    def _followed(self) -> set[str]:
        """Instructions that were followed, in whichever proposal."""
        return {
            bearing.fact.id
            for clocks in map(self.clocks.__getitem__, self._retracted)
            for each in (*clocks.retractions.whole, *clocks.retractions.in_part)
            for bearing in each.instructions
        }

    @cached_property
    def accepted(self) -> list[Fact]:
        """The acceptances without qualifications, and the agreements executed."""
        asked = self.asked_of_acceptance and self.question.before and self.question.before.record
        named = self._acceptance if asked else None
        own = (f for c in self.proposals for f in (*c.proposal.accepted, *c.proposal.executed))
        return once([*([named] if named else []), *own])

    @cached_property
    def reliance(self) -> list[Fact]:
        """Who relied on it."""
        return once(each.fact for clocks in self.proposals for each in clocks.beside.reliance)

    @cached_property
    def became(self) -> list[Fact]:
        """What else became of the offer: counter-offers, rejections, lapses."""
        return once(
            fact
            for clocks in self.proposals
            for facts in (
                clocks.proposal.countered,
                clocks.proposal.rejected,
                clocks.proposal.lapsed,
            )
            for fact in facts
        )

    @cached_property
    def elsewhere(self) -> list[Fact]:
        """The retractions of proposals, or of clauses, that are not asked about."""
        own = {each.fact.id for _, each in self.retractions}
        every = (fact for facts in self._retracted.values() for fact in facts)
        return once(fact for fact in every if fact.id not in own)

    def concerned(self, fact: Fact) -> bool:
        """Whether it would be a part of this answer, if it counted.

        Of clauses, also what was to take them back by their own name.
        """
        if not isinstance(fact.event, _DECIDING):
            return False
        asked = {part.proposal for part in self.parts} - {""}
        named = {each.id for each in fact.about if each.kind == "proposal"}
        named |= {getattr(fact.event, "proposal", "")} - {""}
        clauses = {each.id for each in fact.about if each.kind == "clause"}
        return not asked or bool(named & asked or clauses.intersection(self.question.clauses))

    @property
    def evidence(self) -> Three:
        """For, against, and beside."""
        retracted = once(
            [*(each.fact for _, each in self.retractions), *self.instructions, *self.not_followed]
        )
        beside = [*self.became, *self.reliance, *self._on_its_way, *self.elsewhere]
        moment = [self.moment.fact] if self.moment and self.moment.fact else []
        asked = self.asked_of_acceptance
        match self.verdict:
            case "no" if asked:
                sides = (self.accepted, retracted, beside)
            case "stated" | "silent":
                sides = (retracted, [], [*moment, *self.accepted, *beside])
            case _ if asked or self.question.before is None:
                sides = (retracted, self.accepted, beside)
            case "undetermined":
                sides = (retracted, moment, [*self.accepted, *beside])
            case _:
                sides = (retracted, [], [*moment, *self.accepted, *beside])
        return apart(*sides)

    @property
    def _on_its_way(self) -> Iterable[Fact]:
        """What the moments of the retractions rest on: the first sending, and the arrival."""
        if not self.retractions:
            return
        for clocks in self.proposals:
            if clocks.proposal.sent:
                yield first(clocks.proposal.sent)
            if clocks.communication.arrival:
                yield clocks.communication.arrival.by


def _order(retracted: Interval, moment: Interval | None, *, written: bool) -> Outcome:
    if moment is None or retracted.before(moment):
        return "before"
    # What lies within a time that was written down is at it, and not before it.
    at_it = written and moment.begin <= retracted.begin and retracted.end <= moment.end
    return "after" if at_it or moment.before(retracted) else "unknown"


def _without_qualifications(fact: Fact) -> bool:
    return not (isinstance(fact.event, ProposalAccepted) and fact.event.qualifications)


def _made_by(acceptance: Fact, proposal: str | None, order: Fact) -> bool:
    """Whether an offer was accepted by this order: the same person, offer and moment."""
    event = acceptance.event
    return (
        isinstance(event, ProposalAccepted)
        and event.mode == "order"
        and event.proposal == proposal
        and acceptance.actor == order.actor
        and acceptance.interval == order.interval
    )


def _names(retraction: Retraction, clause: str | None) -> bool:
    return clause is not None and clause in (retraction.event.clauses or ())
