"""A deal as rules look at it: the folds that they share, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from domain.events import Event
from domain.values import PRICING, Term, TermKind
from projections.answers.ranking import Ranking
from projections.answers.ruling import Rules
from projections.answers.speech import text_of
from projections.clauses import Wording
from projections.clocks.fold import ClocksOnDemand, ProposalClocks
from projections.clocks.retractions import Retraction
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.proving import Proof
from projections.knowledge.told import Sides
from projections.knowledge.written import Key
from projections.people import People
from projections.signing.signatures import OwnState, signatures
from projections.signing.table import Coverage, Row, coverage_of
from projections.signing.telling import SignedOff


def _whenever(_: Term) -> bool:
    return True


class Looked:
    """One deal on its basis."""

    def __init__(self, deal: KnownDeal) -> None:
        self.deal = deal
        self.moment = deal.basis.effective_at
        self._proofs: dict[tuple[str, Key], list[Proof]] = {}

    def happened(self, *kinds: type[Event]) -> list[Fact]:
        """What had happened of these kinds of events, in the order of positions."""
        found = (fact for kind in kinds for fact in self._by_kind.get(kind, ()))
        return sorted(found, key=lambda fact: fact.place)

    @cached_property
    def _by_kind(self) -> dict[type[Event], list[Fact]]:
        found: dict[type[Event], list[Fact]] = {}
        for fact in self.deal.happened:
            found.setdefault(type(fact.event), []).append(fact)
        return found

    @cached_property
    def coverage(self) -> Coverage:
        """Who signed off what, and with which authority."""
        return coverage_of(self.deal)

    @cached_property
    def knowledge(self) -> Knowledge:
        """Who was shown what."""
        return Knowledge(self.deal)

    def proofs(self, human: str, wording: Wording) -> list[Proof]:
        """Every proof of a rung of somebody on a wording, looked up once for all rules."""
        of = human, wording.key
        if of not in self._proofs:
            self._proofs[of] = self.knowledge.proofs(human, wording.key)
        return self._proofs[of]

    @cached_property
    def sides(self) -> Sides:
        """Who stands on which side."""
        return Sides(self.knowledge)

    @property
    def people(self) -> People:
        """Who is who."""
        return self.knowledge.people

    @cached_property
    def clocks(self) -> ClocksOnDemand:
        """The clocks by proposal."""
        return ClocksOnDemand(self.deal)

    @cached_property
    def retractions(self) -> list[tuple[ProposalClocks, Retraction]]:
        """Each retraction, those of whole proposals first, with the clocks of its proposal."""
        folded = self.clocks
        retracted = [folded[id_] for id_ in folded if folded.proposal(id_).retracted]
        return [
            (each, found)
            for each in retracted
            for found in (*each.retractions.whole, *each.retractions.in_part)
        ]

    @cached_property
    def drafts(self) -> list[Wording]:
        """The wordings in the drafts, in the order of their clauses."""
        return self.deal.clauses.current(self.moment)

    @cached_property
    def text(self) -> list[Wording]:
        """The governing text; the drafts where it was sealed, never sent, and they went on since.

        What will be sent then is not what was sealed.
        """
        governing = self.deal.governing
        proposal = governing.proposal if governing.tier == "sealed" else None
        sealed = proposal.sealed if proposal else None
        if sealed and any(sealed.interval.before(each.interval) for each in self.drafts):
            return self.drafts
        return self.deal.text

    @cached_property
    def wordings(self) -> list[Wording]:
        """Those of the text, then those of the drafts that it does not hold."""
        held = {id(wording) for wording in self.text}
        return [*self.text, *(each for each in self.drafts if id(each) not in held)]

    def in_text(self, wording: Wording) -> bool:
        """Whether the text holds exactly this wording."""
        return any(each is wording for each in self.text)

    @cached_property
    def texts(self) -> list[Sequence[Wording]]:
        """The text, then the drafts where they are another."""
        same = len(self.text) == len(self.drafts) and all(map(self.in_text, self.drafts))
        return [self.text] if same else [self.text, self.drafts]

    @cached_property
    def ranking(self) -> Ranking:
        """Which document prevails."""
        return Ranking(self.deal)

    def pricing(self, wording: Wording) -> Rules:
        """The rules over what the text with a wording states on prices, whenever that speaks.

        That is `text` where it holds exactly this wording, else the drafts.
        """
        return self.prices if self.in_text(wording) else self._prices_of_drafts

    def ruled(
        self,
        text: Iterable[Wording],
        kinds: tuple[TermKind, ...],
        speaks: Callable[[Term], bool] | None = None,
    ) -> Rules:
        """The rules over what a text states by terms of these kinds.

        By those that speak at the moment asked, or by those of which `speaks` says so.
        """
        spoken = text_of(self.deal, kinds, text, speaks).speaking
        return Rules(spoken, self.deal.catalogue, self.ranking.order)

    @cached_property
    def prices(self) -> Rules:
        """The rules over what the text states on prices, whenever that speaks."""
        return self.ruled(self.text, PRICING, _whenever)

    @cached_property
    def _prices_of_drafts(self) -> Rules:
        return self.ruled(self.drafts, PRICING, _whenever)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the coverage, then one for each other wording in the drafts."""
        found = self.coverage.rows
        there = {id(row.wording) for row in found}
        drafted = (each for each in self.drafts if id(each) not in there)
        return [*found, *(self.coverage.of(each, None) for each in drafted)]

    @cached_property
    def signatures(self) -> list[tuple[Row, list[OwnState]]]:
        """Each row with its signatures."""
        return [(row, signatures(self.coverage, row)) for row in self.rows]

    @cached_property
    def signed(self) -> SignedOff:
        """Says how sign-offs stand."""
        return SignedOff(self.deal)

    def sent(self, proposal: str | None) -> list[Fact]:
        """The sendings of a proposal that had begun; none of no proposal."""
        found = self.deal.proposals.by_id.get(proposal or "")
        return [each for each in found.sent if each.interval.begun_by(self.moment)] if found else []

    def before_sending(self, proposal: str | None) -> str:
        """For what is to be done: that it should be before the offer is sent, unless it was."""
        return "" if self.sent(proposal) else " before the offer is sent"

    def name(self, person: str) -> str:
        """How a person or party is called."""
        return self.deal.person(person)
