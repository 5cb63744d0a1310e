"""The verdict on what was told, and on which side each record stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from domain.events.disputes import ProposalRetracted, RetractionInstructed
from domain.events.sign_off import SignOffDeclined, SignOffWithdrawn
from domain.events.told import MessageRelayed, ObjectionRaised, StatementMade
from projections.answers.asked import Question
from projections.answers.draft import Verdict
from projections.answers.evidence import Evidence, words_said
from projections.answers.intent import said_on
from projections.answers.kinds.communication_finding import (
    CommunicationFinding,
    Told,
    Way,
    evidence_of,
    once,
)
from projections.facts import Fact

Three = tuple[tuple[Evidence, ...], tuple[Evidence, ...], tuple[Evidence, ...]]
_OPPOSITE = {"in": "out", "out": "in"}
_OF_INTEREST: frozenset[Way] = frozenset({"told", "added", "omitted", "failed", "partner_only"})
"""Where nothing in particular is asked about; the rest would be the whole deal."""
_AGAINST = (
    ObjectionRaised | SignOffDeclined | SignOffWithdrawn | RetractionInstructed | ProposalRetracted
)


@dataclass(frozen=True)
class CommunicationAnswer:
    """Decides by the rules of `communication`, over what a finding found."""

    finding: CommunicationFinding

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.finding.question

    @cached_property
    def told(self) -> list[Told]:
        """All that speaks on the matter; about nothing in particular, what is of interest."""
        if not self.finding.matter.anything:
            return self.finding.all
        text = self._text
        written = [t for t in self.finding.written if t.proposal in text]
        with_term = [t for t in written if t.wording and t.wording.terms]
        said = [t for t in self.finding.said if t.way in _OF_INTEREST]
        return [*(with_term or written), *said]

    @cached_property
    def _text(self) -> set[str]:
        """Whose clauses are named: those of the governing proposal if told, else of the last."""
        deal = self.finding.deal
        told = {t.proposal for t in self.finding.written if t.counts}
        governing = deal.governing
        if governing.proposal and governing.proposal.id in told:
            return {governing.proposal.id, *(each.id for each in governing.amendments)}
        named = [id_ for id_ in deal.proposals.by_id if id_ in told]
        return set(named[-1:]) or {t.proposal for t in self.finding.written if t.proposal}

    def for_it(self, told: Told) -> bool:
        """Whether a record says what is asked about."""
        state = self.question.state
        return state is None or told.says == state

    def opposite(self, told: Told) -> bool:
        """Whether a record says the opposite."""
        return _OPPOSITE.get(self.question.state or "") == told.says

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict on the question."""
        match self.question.ask:
            case "what":
                return "stated" if self.stated else "silent"
            case "relay":
                return "stated" if self.changed else "silent"
            case _:
                return self._whether

    @property
    def _whether(self) -> Verdict:
        if len(self.question.told_to) > 1:
            return _of_all(self.by_recipient.values())
        if len(self.question.items) > 1:
            return _of_all(
                self._of(replace(self.question, items=(i,))) for i in self.question.items
            )
        return "yes" if any(t.counts and self.for_it(t) for t in self.told) else "silent"

    @cached_property
    def by_recipient(self) -> dict[str, Verdict]:
        """The verdict on each of those who are named as told."""
        told_to = self.question.told_to
        return {each: self._of(replace(self.question, told_to=(each,))) for each in told_to}

    def _of(self, question: Question) -> Verdict:
        return CommunicationAnswer(CommunicationFinding(self.finding.deal, question)).verdict

    @cached_property
    def stated(self) -> list[Told]:
        """What was told, as far as a question of what asks for it."""
        return [t for t in self.told if self._is_stated(t)]

    def _is_stated(self, told: Told) -> bool:
        if told.way == "partner_only":
            spoken = isinstance(told.fact.event, StatementMade)
            return spoken and self.finding.audience.of_client and self.for_it(told)
        return told.way in {"told", "added", "omitted"} and self.for_it(told)

    @cached_property
    def changed(self) -> list[Fact]:
        """The relays that added something or left something out, on the matter."""
        matter = self.finding.matter
        return [f for f in self.finding.relays if matter.added(f) or matter.omitted(f)]

    @cached_property
    def taken_back(self) -> list[Fact]:
        """What was said against it since: retractions and their instructions, objections …"""
        deal, told = self.finding.deal, self.stated
        if self.question.items:
            out = [each for each in said_on(deal, self.question.items) if each.direction == "out"]
            named = {s.evidence.fact.id for s in out if isinstance(s.evidence.fact.event, _AGAINST)}
        else:
            named = set()
        proposals = {t.proposal for t in told if t.proposal}
        clauses = {t.wording.clause for t in told if t.wording}
        return [
            fact
            for fact in deal.happened
            if fact.id in named or _takes_back(fact, proposals, clauses)
        ]

    @cached_property
    def evidence(self) -> Three:
        """For, against, and beside; each record on one side."""
        taken: set[str] = set()
        if self.question.ask == "relay":
            supports = once(_cited(self.changed), taken)
            originals = [f for r in self.finding.relays if (f := self.finding.original_of(r))]
            return supports, (), once(_cited([*self.finding.relays, *originals]), taken)
        if self.question.ask == "what":
            supports = once(evidence_of(self.stated), taken)
            opposes = once(_cited(self.taken_back), taken)
        else:
            reached = [t for t in self.told if t.way in {"told", "added"}]
            supports = once(evidence_of(t for t in reached if self.for_it(t)), taken)
            opposes = once(evidence_of(t for t in reached if self.opposite(t)), taken)
        beside = (evidence for each in self.told for evidence in each.beside)
        others = [*evidence_of(self.told), *beside, *_cited(self._elsewhere)]
        return supports, opposes, once(others, taken)

    @property
    def _elsewhere(self) -> list[Fact]:
        """What speaks on the items and told nobody who is asked about anything."""
        items = self.question.items
        return [each.evidence.fact for each in said_on(self.finding.deal, items)] if items else []


def _takes_back(fact: Fact, proposals: set[str], clauses: set[str]) -> bool:
    match fact.event:
        case ProposalRetracted(proposal=proposal, clauses=named):
            return proposal in proposals and (named is None or bool(clauses & set(named)))
        case RetractionInstructed(target=target):
            return target.proposal in proposals or target.clause in clauses
        case _:
            return False


def _cited(facts: Iterable[Fact]) -> list[Evidence]:
    return [Evidence(fact, _changes(fact)) for fact in facts]


def _changes(fact: Fact) -> str | None:
    """The exact words; of a relay what it added or left out, where it did."""
    if isinstance(fact.event, MessageRelayed):
        return fact.event.adds or fact.event.omits or fact.event.words
    return next((words for _, words in words_said(fact.event)), None)


def _of_all(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    return found.pop() if len(found) == 1 else "partly"
