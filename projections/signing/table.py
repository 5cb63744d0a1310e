"""Sign-off coverage: the table of wordings and the sign-offs that they required (VOCABULARY 5).

Core, for other folds: `coverage_of` gives a `Coverage`, `Coverage.row` the row of one clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.events.disputes import ProposalRetracted
from domain.record import Entry
from domain.values import TermValue
from projections.authority import Authorities, Judgement, Signing, signing_of
from projections.clauses import Clause, Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.people import people_of
from projections.policy import Policies
from projections.signing.binding import Signature
from projections.signing.deciding import Decided, decided
from projections.signing.functions import Functions
from projections.signing.grants import Grants
from projections.signing.meaning import Meanings, Meant
from projections.signing.required import PolicyThen, Requested, Required, Requirements
from projections.signing.sign_offs import SignOffs

State = Literal["signed", "stale", "declined", "withdrawn", "open"]
Verdict = Literal["yes", "no", "partly", "silent"]
BeyondState = Literal["signed", "stale", "later", "declined", "withdrawn"]
STATES: dict[str, BeyondState] = {"older": "stale", "later": "later"}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature on one wording, with its authority at that moment and what became of it.

    `wording` is None when its record is struck, or not for this reader. `value` is its own, as it
    was signed. `retracted_by` are the retractions of what was signed that did not come before it:
    it stays granted. `right` is the authority by what was corrected since, where something else is
    judged then; `corrected_by` are those corrections, and the one of the signature itself.
    """

    signature: Signature
    number: int
    wording: Wording | None
    value: TermValue | None
    judgement: Judgement
    retracted_by: tuple[Fact, ...]
    right: Judgement | None = None
    corrected_by: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """How one required sign-off of a wording stands, and by which answer.

    An `open` one has no answer, or one on a later wording. `signed` is the signature given, or the
    one taken back.
    """

    required: Required
    state: State
    decided: Decided | None
    signed: Signed | None

    @property
    def by_another(self) -> bool:
        """Whether the sign-off that was requested was signed, and not by or for the one asked."""
        if self.signed is None or not isinstance(self.required, Requested):
            return False
        signature = self.signed.signature
        return self.required.request.human not in {signature.signer, signature.whose}


@dataclass(frozen=True, slots=True)
class Beyond:
    """What somebody said of a wording without being required to; `later`: signed a later one."""

    state: BeyondState
    decided: Decided
    signed: Signed | None


@dataclass(frozen=True, slots=True)
class Row:
    """One wording with what it required, and what was said beyond that.

    `proposal` is where the governing text has it from: None for a wording of the drafts, whether
    they govern or the governing text does not hold the clause.
    """

    wording: Wording
    governs: bool
    proposal: str | None
    policy: PolicyThen
    cells: tuple[Cell, ...]
    beyond: tuple[Beyond, ...]

    @property
    def verdict(self) -> Verdict:
        """Whether the wording was signed off (VOCABULARY 6.2). Authority does not matter to it."""
        states = {cell.state for cell in self.cells}
        signed = {each.state for each in self.beyond}
        if states & {"declined", "withdrawn"}:
            return "no"
        if states == {"signed"} or (not states and "signed" in signed):
            return "yes"
        return "partly" if (states | signed) & {"signed", "stale"} else "silent"


class Coverage:
    """The sign-off coverage of a deal on its basis."""

    def __init__(self, deal: KnownDeal) -> None:
        self.deal = deal
        self._moment = deal.basis.effective_at
        people = people_of(deal)
        organisation = [f for f in deal.organisation if f.interval.begun_by(self._moment)]
        functions = Functions(deal.happened, people, deal.parties, deal.zone)
        grants = Grants(organisation, people, functions, deal.zone)
        self.authorities = Authorities(grants, people)
        self.policies = Policies(organisation, self._moment, deal.zone)
        self.sign_offs = SignOffs(deal, people, functions)
        self.meanings = Meanings(deal)
        self.requirements = Requirements(deal, self.sign_offs, self.policies, self.meanings)
        self._judged: dict[object, Judgement] = {}

    def tell(self, facts: Sequence[Fact]) -> None:
        """What happened further: every sign-off and seal is to be told; rows are made anew."""
        self.sign_offs.tell(facts)
        self.requirements.renew(facts)
        for kept in ("rows", "_by_clause"):
            self.__dict__.pop(kept, None)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The governing text, then the current wordings of clauses that it does not hold."""
        governing = self.deal.governing
        holds = governing.holds or {}
        text = [self.of(each, holds.get(each.clause)) for each in self.deal.text]
        if governing.tier == "drafts":
            return tuple(text)
        current = self.deal.clauses.current(self._moment)
        return *text, *(self.of(each, None) for each in current if each.clause not in holds)

    def row(self, clause: str) -> Row | None:
        """The row of a clause; None when it has no wording that governs or is current."""
        return self._by_clause.get(clause)

    @cached_property
    def _by_clause(self) -> dict[str, Row]:
        return {row.wording.clause: row for row in self.rows}

    def of(self, wording: Wording, held: tuple[int, str] | None) -> Row:
        """The row of a wording; `held`: its number and proposal where the text holds it."""
        proposal = self.deal.proposals.by_id[held[1]] if held else None
        then = self.requirements.policy(wording, proposal)
        required = self.requirements.of(wording, proposal, then)
        return Row(
            wording,
            held is not None or self.deal.governing.tier == "drafts",
            held[1] if held else None,
            then,
            tuple(self._cell(each, wording) for each in required),
            tuple(self._beyond(wording, required)),
        )

    def _cell(self, required: Required, wording: Wording) -> Cell:
        found = decided(self.sign_offs.on(wording.clause, required.keys), wording, self._moment)
        match found:
            case Decided(of="this", answer=answer):
                return Cell(required, answer.kind, found, self._signed(found, wording))
            case Decided(of="older"):
                return Cell(required, "stale", found, self._signed(found, wording))
            case Decided():
                return Cell(required, "open", found, self._signed(found, wording))
            case None:
                return Cell(required, "open", None, None)

    def _beyond(self, wording: Wording, required: Iterable[Required]) -> Iterator[Beyond]:
        """In the order of the answers that decide."""
        counted = {key for each in required for key in each.keys}
        found = []
        for _, every in self.sign_offs.by_whose(wording.clause, counted):
            apart = {
                number: own
                for number, answers in every.items()
                if (own := [each for each in answers if counted.isdisjoint(each.keys)])
            }
            if apart and (deciding := decided(apart, wording, self._moment)):
                found.append(deciding)
        for each in sorted(found, key=lambda each: each.answer.place):
            yield Beyond(STATES.get(each.of, each.answer.kind), each, self._signed(each, wording))

    def _signed(self, found: Decided, governing: Wording) -> Signed | None:
        signature = found.answer.signature
        return self.signed(signature, found.number, governing.of) if signature else None

    def signed(self, signature: Signature, number: int, clause: Clause) -> Signed:
        """A signature as it is on the wording of this number.

        It is judged by its own value, and the term that its seal held: a correction of the wording
        changes no sign-off, one of the signature is what it says in its old place.
        """
        fact, event = signature.fact, signature.event
        wording, proposal = clause.wording(number), self.deal.proposals.by_id.get(event.proposal)
        seal = proposal.sealed if proposal else None
        end = fact.interval.end
        meant = self.meanings.of(wording, end, seal, fact) if wording else Meant(None, None)
        judged = signing_of(fact, event.value, meant.known)
        right = signing_of(fact, event.value, meant.right)
        own = (fact.corrected_by,) if fact.corrected_by else ()
        return Signed(
            signature,
            number,
            wording,
            event.value,
            self._judge(fact, judged),
            tuple(self._retractions(signature, clause.id)),
            self._judge(fact, right) if right != judged else None,
            (*own, *(meant.corrected_by if right != judged else ())),
        )

    def _judge(self, fact: Fact, signing: Signing) -> Judgement:
        key = fact.id, signing.over, signing.value
        if key not in self._judged:
            self._judged[key] = self.authorities.judge(signing)
        return self._judged[key]

    def _retractions(self, signature: Signature, clause: str) -> Iterator[Fact]:
        proposal = self.deal.proposals.by_id.get(signature.event.proposal)
        for fact in proposal.retracted if proposal else ():
            event = fact.event
            assert isinstance(event, ProposalRetracted)
            taken_back = event.clauses is None or clause in event.clauses
            earlier = fact.interval.before(signature.fact.interval)
            if taken_back and not earlier and fact.interval.begun_by(self._moment):
                yield fact


def coverage_of(deal: KnownDeal) -> Coverage:
    """The sign-off coverage of a deal, folded when it is asked for."""
    return Coverage(deal)
