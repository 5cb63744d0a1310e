"""What the terms say of one scenario: by the rules of the answers of the kind `scope`, no others.

Only the text and the time differ: the wordings of the proposal, and the moment of the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from domain.values import PRICING
from projections.answers.asked import Question
from projections.answers.draft import Verdict
from projections.answers.kinds.scope_finding import ScopeFinding
from projections.answers.ranking import Ranking
from projections.answers.ruling import Rules
from projections.answers.speech import Spoken, Text, text_of
from projections.catalogue import Item
from projections.clauses import Stated, Wording
from projections.facts import Fact
from projections.stress.items import Offer, Tried, tried
from projections.stress.scenarios import Scenario
from projections.stress.tested import Tested
from projections.stress.timing import Timing

Says = Literal["in", "out", "partly", "ambiguous", "silent", "undetermined"]
_SAYS: Mapping[Verdict, Says] = {
    "yes": "in",
    "no": "out",
    "partly": "partly",
    "ambiguous": "ambiguous",
    "silent": "silent",
    "undetermined": "undetermined",
}
Open = Literal["two_readings", "no_term"]
_OPEN: Mapping[Says, Open] = {
    "ambiguous": "two_readings",
    "silent": "no_term",
    "undetermined": "no_term",
}


@dataclass(frozen=True)
class TriedText(ScopeFinding):
    """The finding of scope over another text than the governing one, at another time."""

    timing: Timing
    moment: datetime | None

    @cached_property
    def text(self) -> Text:
        """The pricing terms of the text that is tried, as they speak when the order comes."""
        wordings = self.timing.tested.wordings
        speaks = self.timing.speaks
        return text_of(self.deal, PRICING, wordings, lambda term: speaks(term, self.moment))

    @cached_property
    def precedence(self) -> Fact | None:
        """The stated order of documents: of the clauses of this text."""
        return Ranking(self.deal, self.timing.tested.wordings).fact

    @cached_property
    def by_term(self) -> list[tuple[Wording, Stated, list[Spoken], Rules]]:
        """Each term that speaks then: its own statements, and the rules over these alone."""
        own: dict[tuple[int, str], list[Spoken]] = {}
        for each in self.text.speaking:
            own.setdefault((id(each.wording), each.fact.id), []).append(each)
        found = []
        for wording, stated in self.text.terms:
            if self.timing.speaks(stated.term, self.moment):
                spoken = own.get((id(wording), stated.fact.id), [])
                found.append((wording, stated, spoken, Rules(spoken, self.deal.catalogue, ())))
        return found


_SHARED = ("text", "precedence", "rules", "resting", "passages", "by_term", "told")
"""What is the same for all questions to terms that speak then."""


class Texts:
    """The text at the moments of orders: of all at which the same terms speak it is folded once.

    `terms` are all that it states on prices, whenever they speak.
    """

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self.terms = _every(timing.tested).terms
        self._by_speaking: dict[tuple[bool, ...], TriedText] = {}

    def at(self, moment: datetime | None, items: tuple[Item, ...]) -> TriedText:
        """What the text says of these items at a moment."""
        speaking = tuple(self._timing.speaks(each.term, moment) for _, each in self.terms)
        question = Question(kind="scope", items=items, terms=PRICING)
        found = TriedText(self._timing.tested.deal, question, self._timing, moment)
        first = self._by_speaking.setdefault(speaking, found)
        if first is not found:
            found.__dict__.update({name: getattr(first, name) for name in _SHARED})
        return found


def _every(tested: Tested) -> Text:
    """All that the text states on prices, whenever it speaks."""
    return text_of(tested.deal, PRICING, tested.wordings, lambda _: True)


@dataclass(frozen=True)
class Outcome:
    """One scenario, and what the text says of it."""

    scenario: Scenario
    timing: Timing
    offer: Offer
    texts: Texts

    @cached_property
    def moment(self) -> datetime | None:
        """When the order comes; None where that is not known."""
        return self.timing.of(self.scenario.order)

    @cached_property
    def tried(self) -> Tried:
        """What is asked of the terms."""
        return tried(self.scenario.order, self.offer)

    @cached_property
    def finding(self) -> TriedText:
        """As a question of scope."""
        return self.texts.at(self.moment, self.tried.items)

    @property
    def says(self) -> Says:
        """In, out, or what else the terms come to."""
        return "undetermined" if self.endless else self._ruled

    @property
    def _ruled(self) -> Says:
        return _SAYS[self.finding.verdict]

    @property
    def endless(self) -> bool:
        """Whether it comes after an end of terms that cover it, and no end is stated.

        That they cover it then would be a guess: they speak until that very end.
        """
        after_prices = self.scenario.order.after == "price_terms"
        return after_prices and self.moment is None and self._ruled in {"in", "partly"}

    @property
    def open(self) -> Open | None:
        """What should be settled before it is sent."""
        return _OPEN.get(self.says)


def offer_of(tested: Tested) -> Offer:
    """The services that the pricing terms of a text state, whenever they speak."""
    spoken = _every(tested).speaking
    order = Ranking(tested.deal, tested.wordings).order
    return Offer(Rules(spoken, tested.deal.catalogue, order))
