"""How a text left the house: policy, who was asked, what was bypassed, and who had not seen it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from domain.events.proposals import ProposalOpened, ProposalReceived
from domain.events.sign_off import SignOffRequested
from projections.answers.asked import Moment, Question
from projections.answers.asked_text import AskedText, asked_text
from projections.answers.draft import Verdict
from projections.answers.kinds.process_engagement import Engagement, Engagements
from projections.answers.moments import Resolved
from projections.authority import ALLOWED
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.told import Sides
from projections.policy import Policies, Regime
from projections.proposals import Proposal, first
from projections.signing.required import ByPolicy, Requested
from projections.signing.signatures import OwnState, signatures
from projections.signing.table import Cell, Coverage, Row, coverage_of

Kind = Literal["not_signed", "authority", "in_person", "not_asked"]


@dataclass(frozen=True, slots=True)
class Bypass:
    """Something that was passed by: a required sign-off, the authority needed, or a person.

    `people` are the humans who were passed by, as far as they are known; `clauses` those on which a
    signature was beyond authority; `now` a required sign-off that was signed only afterwards.
    """

    kind: Kind
    people: tuple[str, ...]
    cell: Cell | None = None
    signed: OwnState | None = None
    now: Cell | None = None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcessFinding:
    """What a known deal says on a question of process, by the rules of `process`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def proposal(self) -> Proposal | None:
        """The proposal that is asked about: the one named, else what the text comes from."""
        named = self.question.proposal
        if named is None and self.question.clauses:
            holds = self.deal.governing.holds or {}
            named = next((holds[c][1] for c in self.question.clauses if c in holds), None)
        found = self.deal.proposals.by_id.get(named) if named else self.deal.governing.proposal
        return found.by(self.deal.basis.effective_at) if found else None

    @cached_property
    def sent(self) -> Fact | None:
        """When it first left the house."""
        return first(self.proposal.sent) if self.proposal and self.proposal.sent else None

    @cached_property
    def then(self) -> KnownDeal:
        """The deal as it stood when it was sent; as it stands, when it was not."""
        if self.sent is None:
            return self.deal
        return self.deal.then(min(self.sent.interval.end, self.deal.basis.effective_at))

    @cached_property
    def table(self) -> Coverage:
        """The sign-off coverage when it was sent."""
        return coverage_of(self.then)

    @cached_property
    def text(self) -> AskedText:
        """The wordings that went out."""
        named = self.proposal.id if self.proposal else None
        return asked_text(self.then, replace(self.question, proposal=named))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Their rows then."""
        return tuple(self.table.of(each.wording, each.held) for each in self.text.wordings)

    @cached_property
    def cells(self) -> list[tuple[Row, Cell]]:
        """What was required then."""
        return [(row, cell) for row in self.rows for cell in row.cells]

    @cached_property
    def signatures(self) -> list[tuple[Row, list[OwnState]]]:
        """The signatures by then, on each row."""
        return [(row, signatures(self.table, row)) for row in self.rows]

    @cached_property
    def signed(self) -> list[tuple[Row, OwnState]]:
        """The same, one by one, but for those that were taken back."""
        every = ((row, each) for row, own in self.signatures for each in own)
        return [(row, each) for row, each in every if not each.taken_back]

    @property
    def perhaps_later(self) -> list[Fact]:
        """The signatures of which it is not known whether they were given before it was sent."""
        if self.sent is None:
            return []
        moment = Resolved(Moment(record=self.sent.id), self.sent.interval, self.sent)
        facts = dict.fromkeys(each.signed.signature.fact for _, each in self.signed)
        return [fact for fact in facts if moment.order(fact) == "unknown"]

    @cached_property
    def requests(self) -> list[Fact]:
        """Everybody who had been asked by then: for what counts, and on this proposal."""
        counted = {
            cell.required.request.fact.id
            for _, cell in self.cells
            if isinstance(cell.required, Requested)
        }
        proposal = self.proposal.id if self.proposal else None
        return [
            each.fact
            for each in self.table.sign_offs.requests
            if each.fact.id in counted or each.event.proposal == proposal
        ]

    @cached_property
    def regimes(self) -> list[Regime]:
        """The policies in force when it was sent; at the moment asked about, when it was not."""
        own = (row.policy.regime for row in self.rows)
        today = self._today_in_force if self.sent is None else None
        return list({each.fact.id: each for each in (*own, today) if each}.values())

    @property
    def later_regime(self) -> Regime | None:
        """The policy in force at the moment asked about, where another was when it was sent."""
        today = self._today_in_force
        then = {each.fact.id for each in self.regimes}
        return today if today and today.fact.id not in then else None

    @cached_property
    def _today_in_force(self) -> Regime | None:
        moment = self.deal.basis.effective_at
        published = [f for f in self.deal.organisation if f.interval.begun_by(moment)]
        return Policies(published, moment, self.deal.zone).in_force(moment)

    @cached_property
    def arrived(self) -> list[Fact]:
        """The records of its arrival with people of the client."""
        sides = Sides(self.known)
        found = (*self.proposal.received, *self.proposal.opened) if self.proposal else ()
        return [
            fact
            for fact in found
            if isinstance(fact.event, ProposalReceived | ProposalOpened)
            and sides.of(fact.event.by, fact.interval.end) == "client"
        ]

    @cached_property
    def verdict(self) -> Verdict:
        """Stated, where there is anything to state."""
        policies = (*self.regimes, self.later_regime)
        anything = (self.sent, any(policies), self.requests, self.signed, self.text.wordings)
        return "stated" if any(anything) else "silent"

    @cached_property
    def humans(self) -> tuple[str, ...]:
        """The people named, each human once."""
        people = self.table.sign_offs.people
        return tuple(dict.fromkeys(people.canonical(each) for each in self.question.persons))

    @cached_property
    def known(self) -> Knowledge:
        """The knowledge ladder, up to the moment asked about."""
        return Knowledge(self.deal)

    @cached_property
    def bypassed(self) -> list[Bypass]:
        """What was passed by when it was sent."""
        return [*self._unsigned(), *self._beyond(), *self._in_person(), *self._unasked()]

    def _unsigned(self) -> Iterator[Bypass]:
        """What was required and not signed, each once, with what became of it afterwards."""
        seen: set[object] = set()
        for row, cell in self.cells:
            required = cell.required
            key = required.request if isinstance(required, Requested) else required.function
            if cell.state == "signed" or key in seen:
                continue
            seen.add(key)
            yield Bypass("not_signed", self._of(cell), cell, now=self._today(row, cell))

    def _of(self, cell: Cell) -> tuple[str, ...]:
        """The one who was asked, or everybody of the function that a policy asks for."""
        if isinstance(cell.required, Requested):
            return (cell.required.request.human,)
        return tuple(self.house(cell.required.function))

    def house(self, function: str | None = None) -> Iterator[str]:
        """The people of the house then, of a function or of any."""
        signing = self.table.sign_offs
        for person in dict.fromkeys(map(signing.people.canonical, self.then.participants)):
            own = signing.functions.of(person)
            if any(function in {None, each.function} for each in own):
                yield person

    def _today(self, row: Row, cell: Cell) -> Cell | None:
        """The same sign-off, where it was signed afterwards."""
        if self.sent is None or row.proposal is None:
            return None
        clause = self.deal.clauses.by_id.get(row.wording.clause)
        wording = clause.wording(row.wording.number) if clause else None
        if wording is None:
            return None
        held = (wording.number, row.proposal)
        found = next(
            (each for each in self._coverage.of(wording, held).cells if _alike(each, cell)), None
        )
        return found if found and found.state == "signed" else None

    @cached_property
    def _coverage(self) -> Coverage:
        """The coverage at the moment asked about."""
        return coverage_of(self.deal) if self.sent else self.table

    def _beyond(self) -> Iterator[Bypass]:
        """Signatures beyond authority: who would have been within it was passed by."""
        found: dict[tuple[str, str], list[tuple[Row, OwnState]]] = {}
        for row, each in self.signed:
            judged = each.signed.judgement
            if each.state == "signed" and ALLOWED[judged.authority] == "no":
                key = each.signed.signature.fact.id, judged.because
                found.setdefault(key, []).append((row, each))
        judge = self.table.authorities.judge
        for rows in found.values():
            signed = rows[0][1]
            signing = signed.signed.judgement.signing
            within = tuple(
                person
                for person in self.house()
                if judge(replace(signing, signer=person, principal=None)).because == "allowed"
            )
            clauses = tuple(row.wording.clause for row, _ in rows)
            yield Bypass("authority", within, signed=signed, clauses=clauses)

    def _in_person(self) -> Iterator[Bypass]:
        """Those for whom a deputy signed, and who did not sign themselves."""
        signers = {each.signed.signature.signer for _, each in self.signed}
        seen: set[str] = set()
        for _, each in self.signed:
            whose = each.signed.signature.whose
            if whose not in signers and whose not in seen and each.state == "signed":
                seen.add(whose)
                yield Bypass("in_person", (whose,), signed=each)

    def _unasked(self) -> Iterator[Bypass]:
        """People who are named, and whom nobody asked."""
        canonical = self.table.sign_offs.people.canonical
        asked = {
            canonical(each.event.of)
            for each in self.requests
            if isinstance(each.event, SignOffRequested)
        }
        yield from (Bypass("not_asked", (each,)) for each in self.humans if each not in asked)

    @cached_property
    def engagements(self) -> list[Engagement]:
        """Of the people named, else of those who were passed by: when they last saw the terms."""
        passed = (human for each in self.bypassed for human in each.people)
        humans = self.humans or tuple(dict.fromkeys(passed))
        keys = [each.key for each in self.text.wordings]
        found = Engagements(self.known, self.sent, keys)
        return [found.of(human) for human in humans]

    def functions_of(self, human: str) -> list[str]:
        """What somebody of the house was of, by then."""
        own = self.table.sign_offs.functions.of(human)
        return list(dict.fromkeys(each.function for each in own))

    def policy_asks(self, functions: Iterable[str]) -> bool:
        """Whether the policy asked for one of these functions on any of the wordings."""
        asked = {each.function for row in self.rows for each in row.policy.asks}
        return not asked.isdisjoint(functions)


def _alike(one: Cell, other: Cell) -> bool:
    match one.required, other.required:
        case Requested(request=a), Requested(request=b):
            return a.fact.id == b.fact.id
        case ByPolicy(function=a), ByPolicy(function=b):
            return a == b
        case _:
            return False
