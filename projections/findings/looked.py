"""A deal as rules look at it: the folds that they share, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from domain.values import PRICING
from projections.answers.ranking import Ranking
from projections.answers.ruling import Rules
from projections.answers.speech import Text, text_of
from projections.clauses import Wording
from projections.clocks.fold import ClocksOnDemand
from projections.deal import KnownDeal
from projections.knowledge.knowing import Knowledge
from projections.people import People
from projections.signing.table import Coverage, coverage_of


class Looked:
    """One deal on its basis."""

    def __init__(self, deal: KnownDeal) -> None:
        self.deal = deal
        self.moment = deal.basis.effective_at

    @cached_property
    def coverage(self) -> Coverage:
        """Who signed off what, and with which authority."""
        return coverage_of(self.deal)

    @cached_property
    def knowledge(self) -> Knowledge:
        """Who was shown what."""
        return Knowledge(self.deal)

    @property
    def people(self) -> People:
        """Who is who."""
        return self.knowledge.people

    @cached_property
    def clocks(self) -> ClocksOnDemand:
        """The clocks by proposal."""
        return ClocksOnDemand(self.deal)

    @cached_property
    def drafts(self) -> list[Wording]:
        """The wordings in the drafts, in the order of their clauses."""
        return self.deal.clauses.current(self.moment)

    @cached_property
    def wordings(self) -> list[Wording]:
        """Those of the governing text, then those of the drafts that it does not hold."""
        governing = self.deal.text
        held = {id(wording) for wording in governing}
        return [*governing, *(each for each in self.drafts if id(each) not in held)]

    def governs(self, wording: Wording) -> bool:
        """Whether the governing text holds exactly this wording."""
        return any(each is wording for each in self.deal.text)

    def text_with(self, wording: Wording) -> Sequence[Wording]:
        """The text that a wording is to be read in: the governing one, else the drafts."""
        return self.deal.text if self.governs(wording) else self.drafts

    @cached_property
    def ranking(self) -> Ranking:
        """Which document prevails."""
        return Ranking(self.deal)

    def pricing(self, wording: Wording) -> tuple[Text, Rules]:
        """What the text with a wording states on prices, and the rules over it."""
        text = self._governing_pricing if self.governs(wording) else self._drafted_pricing
        return text, Rules(text.speaking, self.deal.catalogue, self.ranking.order)

    @cached_property
    def _governing_pricing(self) -> Text:
        return text_of(self.deal, PRICING, self.deal.text)

    @cached_property
    def _drafted_pricing(self) -> Text:
        return text_of(self.deal, PRICING, self.drafts)
