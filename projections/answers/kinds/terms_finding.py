"""Which wordings, with which terms, are the answer to a question of terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.events.clauses import (
    ClauseAdded,
    ClauseRemoved,
    ClauseRevised,
    TermsClarified,
    TermStated,
)
from domain.events.disputes import ProposalRetracted
from domain.events.proposals import (
    AgreementExecuted,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalRejected,
    ProposalSealed,
    ProposalSent,
)
from domain.events.told import ValueReported
from domain.values import Term, TermKind
from projections.answers.asked import Question
from projections.answers.draft import Verdict
from projections.answers.proposed import in_effect, proposes
from projections.answers.wordings import Asked
from projections.catalogue import names_in
from projections.changes.asked import end_of
from projections.changes.texts import text_of
from projections.clauses import Stated, Wording
from projections.clocks.fold import ProposalClocks, clocks_of_one
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal
from projections.signing.table import Beyond, Cell, Coverage, Signed, coverage_of
from projections.terms import terms_of

_BECOMING = (
    *(ProposalSealed, ProposalSent, ProposalAccepted, AgreementExecuted),
    *(ProposalRetracted, ProposalRejected, ProposalLapsed, ProposalCountered),
)
NAMED_BY: Mapping[TermKind, tuple[str, ...]] = {
    "price": ("price", "prices", "fee", "fees", "charge", "charges", "rate", "rates"),
    "discount": ("discount", "discounts", "rebate", "rebates", "price reduction"),
    "price_hold": ("price hold", "price lock", "hold of prices"),
    "price_cap": ("price cap", "rate cap", "cap on prices"),
    "volume": ("volume", "volumes", "minimum quantity"),
    "payment": ("payment", "payments", "payable", "invoice", "invoices"),
    "service_level": ("service level", "service levels", "sla", "response time", "response times"),
    "duration": ("duration", "initial term", "contract term"),
    "renewal": ("renewal", "renewals", "renews"),
    "liability": ("liability", "liable"),
}
"""By which words a clause without a stated term speaks of a kind."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A wording with its terms of the kinds asked about; none where only its words name them."""

    wording: Wording
    terms: tuple[Stated, ...]


@dataclass(frozen=True)
class TermsFinding:
    """What a known deal says on a question of terms, by the rules of `terms`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def proposal(self) -> Proposal | None:
        """The proposal that is asked about; None when the drafts are."""
        if self.question.proposal is not None:
            return self.deal.proposals.by_id.get(self.question.proposal)
        return self.deal.governing.proposal

    @property
    def sealed(self) -> bool:
        """Whether what the text holds is on record."""
        if self.question.proposal is None:
            return self.deal.governing.tier == "drafts" or self.deal.governing.holds is not None
        seal = self.proposal.sealed if self.proposal else None
        return seal is not None and seal.interval.begun_by(self.deal.basis.effective_at)

    @cached_property
    def text(self) -> tuple[Wording, ...]:
        """The wordings that are asked about, before kinds."""
        if not self.question.clauses:
            return self._whole
        whole = {wording.clause: wording for wording in self._whole}
        return tuple(
            found for clause in self.question.clauses if (found := self._of(clause, whole))
        )

    def _of(self, clause: str, whole: Mapping[str, Wording]) -> Wording | None:
        number = self.question.version
        asked = Asked(self.deal)
        if self.question.proposal is None or number is not None:
            return asked.of(clause, number)
        return whole.get(clause)

    @cached_property
    def _whole(self) -> tuple[Wording, ...]:
        if self.question.proposal is None:
            return tuple(self.deal.text)
        if not self.sealed:
            return ()
        end = end_of(self.deal, f"proposal:{self.question.proposal}", "/proposal")
        return tuple(held.wording for held in text_of(end).values() if held.wording)

    @property
    def missing(self) -> list[str]:
        """The clauses that are named and have no wording there."""
        found = {wording.clause for wording in self.text}
        return [clause for clause in self.question.clauses if clause not in found]

    @cached_property
    def governing(self) -> frozenset[int]:
        """The identities of the wordings of the governing text."""
        return frozenset(id(wording) for wording in self.deal.text)

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """The wordings that speak of the kinds asked about, in the order of the text."""
        return tuple(found for wording in self.text if (found := self._spoken(wording)))

    @property
    def without_term(self) -> list[Wording]:
        """The other wordings of which no term is stated: of what kind they are is not on record."""
        moment = self.deal.basis.effective_at
        spoken = {id(each.wording) for each in self.spoken}
        return [w for w in self.text if id(w) not in spoken and w.term(moment) is None]

    @property
    def verdict(self) -> Verdict:
        """Stated, or silent when there is nothing to state."""
        return "stated" if self.spoken else "silent"

    def _spoken(self, wording: Wording) -> Spoken | None:
        stated = tuple(terms_of(self.deal, wording))
        kinds = self.question.terms
        own = tuple(each for each in stated if not kinds or each.term.kind in kinds)
        if own or not kinds:
            return Spoken(wording, own)
        names = tuple(name for kind in kinds for name in NAMED_BY.get(kind, ()))
        named = not stated and names_in(f"{wording.heading} {wording.text}", names)
        return Spoken(wording, ()) if named else None

    def concerned(self, fact: Fact) -> bool:
        """Whether it would be a part of this answer, if it counted.

        What becomes of any proposal decides which text governs; of a named one, its own matters.
        """
        event = fact.event
        if isinstance(event, _BECOMING):
            return self.question.proposal in {None, event.proposal}
        if isinstance(event, TermsClarified):
            return self._asks_of(event.clauses, event.term)
        if isinstance(event, ClauseAdded | ClauseRevised | ClauseRemoved | TermStated):
            return self._asks_of((event.clause,), getattr(event, "term", None))
        return False

    def _asks_of(self, clauses: Sequence[str], term: Term | None) -> bool:
        """Whether clauses, or a term of theirs, are among what is asked about."""
        if self.question.clauses:
            return not {*clauses}.isdisjoint(self.question.clauses)
        spoken = {each.wording.clause for each in self.spoken}
        kinds = self.question.terms
        return not kinds or not spoken.isdisjoint(clauses) or bool(term and term.kind in kinds)

    @cached_property
    def clocks(self) -> ProposalClocks | None:
        """Where the proposal stands, None when the drafts are asked about."""
        if self.proposal is None:
            return None
        return clocks_of_one(self.deal, self.proposal.id)

    @cached_property
    def signatures(self) -> list[Signed]:
        """Every signature on the wordings that speak, once for each authority that it had."""
        table = coverage_of(self.deal)
        signed = _once(each for spoken in self.spoken for each in _signed(table, spoken))
        asked = self.question.proposal
        return [each for each in signed if asked in {None, each.signature.event.proposal}]

    @cached_property
    def drafts(self) -> list[Wording]:
        """Current wordings of the same clauses that the text does not hold."""
        clauses = {each.wording.clause for each in self.spoken}
        held = {id(each.wording) for each in self.spoken}
        beside = Asked(self.deal).beside.values()
        return [w for w in beside if w.clause in clauses and id(w) not in held]

    @cached_property
    def proposed(self) -> list[Fact]:
        """What would state terms of these kinds in these clauses, and does not count."""
        clauses, agreed = {each.clause for each in self.text}, in_effect(self.deal)
        return [f for f in self.deal.happened if proposes(f, agreed) and self._on(f, clauses)]

    def _on(self, fact: Fact, clauses: set[str]) -> bool:
        match fact.event:
            case TermsClarified(clauses=named, term=term):
                of_kind = term is None or self._of_kind(term)
            case TermStated(clause=clause, term=term):
                named, of_kind = (clause,), self._of_kind(term)
            case _:
                return False
        return of_kind and not clauses.isdisjoint(named)

    def _of_kind(self, term: Term) -> bool:
        return not self.question.terms or term.kind in self.question.terms

    @cached_property
    def reported(self) -> list[Fact]:
        """What other systems reported, the latest of each field: evidence only, never a term."""
        latest: dict[tuple[str, str, str], Fact] = {}
        for fact in self.deal.happened:
            if isinstance(fact.event, ValueReported):
                key = (fact.event.system, fact.event.object, fact.event.field)
                if key not in latest or latest[key].interval.begin <= fact.interval.begin:
                    latest[key] = fact
        return list(latest.values())


def _signed(table: Coverage, spoken: Spoken) -> Iterator[Signed]:
    row = table.row(spoken.wording.clause)
    if row is None or row.wording is not spoken.wording:
        return
    cells: tuple[Cell | Beyond, ...] = (*row.cells, *row.beyond)
    for cell in cells:
        if cell.signed is not None and cell.state == "signed":
            yield cell.signed


def _once(signed: Iterable[Signed]) -> Iterator[Signed]:
    seen: set[tuple[str, str]] = set()
    for each in signed:
        key = each.signature.fact.id, each.judgement.authority
        if key not in seen:
            seen.add(key)
            yield each
