"""Which of the documents or clauses asked about prevails, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from projections.answers.asked import Question
from projections.answers.draft import Verdict
from projections.answers.ranking import Ranking, first_of
from projections.answers.ruling import Rules, Ruling
from projections.answers.speech import Spoken, text_of
from projections.answers.wordings import Asked
from projections.catalogue import Item
from projections.clauses import Wording
from projections.deal import KnownDeal

Reason = Literal[
    "precedence", "nearest", "not_stated", "not_ranked", "one_document", "at_odds", "nothing"
]
MOST_CONTESTED = 20
"""Of the items on which the text differs; more would hide the answer."""


@dataclass(frozen=True)
class PrecedenceFinding:
    """What a known deal says on a question of precedence, by the rules of `precedence`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def ranking(self) -> Ranking:
        """What is on record of the precedence of documents."""
        return Ranking(self.deal)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """The clauses that are named, each in the wording that governs, else the current one."""
        asked = Asked(self.deal)
        found = (asked.of(clause) for clause in self.question.clauses)
        return tuple(wording for wording in found if wording)

    @property
    def missing(self) -> list[str]:
        """The clauses that are named and have no wording by then."""
        found = {wording.clause for wording in self.wordings}
        return [clause for clause in self.question.clauses if clause not in found]

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents between which is asked; all of the text when fewer than two are named."""
        named = dict.fromkeys((*self.question.documents, *(w.document for w in self.wordings)))
        if len(named) > 1 or len(self.wordings) > 1:
            return tuple(named)
        of_text = dict.fromkeys(wording.document for wording in self.deal.text)
        if self.question.items and not named:
            return tuple(dict.fromkeys(s.document for s in self._bearing(self.spoken)))
        return tuple(named | of_text | dict.fromkeys(self.ranking.order))

    @cached_property
    def of_all(self) -> bool:
        """Whether the order of documents at large is asked about, not one between two."""
        return len({*self.question.documents}) + len(self.question.clauses) < 2

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """What the text states, and the named clauses that it does not hold."""
        held = {id(wording) for wording in self.deal.text}
        beside = (wording for wording in self.wordings if id(wording) not in held)
        return text_of(self.deal, (), (*self.deal.text, *beside)).speaking

    @cached_property
    def between(self) -> tuple[Spoken, ...]:
        """The statements that are compared.

        Those of the documents, all terms of one taken together; where clauses of one document are
        asked about and no item is named, those of the clauses.
        """
        found = [each for each in self.spoken if each.document in self.documents]
        if len(self.documents) == 1 and not self.question.items:
            clauses = {id(wording) for wording in self.wordings}
            found = [each for each in found if id(each.wording) in clauses]
        return tuple(found)

    @cached_property
    def rulings(self) -> tuple[Ruling, ...]:
        """The ruling on every item asked about; where none is, on those that are contested."""
        items = self.question.items or self._contested()
        return tuple(self._rules(item).own(item) for item in items)

    @cached_property
    def reason(self) -> Reason:
        """The rule that decides, or why none does."""
        rules = {ruling.rule for ruling in self.rulings}
        if (self.question.items or len(self.documents) == 1) and "at_odds" in rules:
            return "at_odds"
        if len(self.documents) < 2:
            return self._in_one_document()
        if self.ranking.fact is None:
            return "not_stated"
        return "precedence" if self.of_all or self._all_ranked else "not_ranked"

    def _in_one_document(self) -> Reason:
        if len(self.wordings) < 2 and not self.question.items:
            return "precedence" if self.ranking.fact else "nothing"
        apart = self.rulings and all(self._stated_apart(ruling.item) for ruling in self.rulings)
        return "nearest" if apart else "one_document"

    @property
    def verdict(self) -> Verdict:
        """Stated with its rule, or ambiguous; silent where there is nothing to rank."""
        match self.reason:
            case "precedence" | "nearest":
                return "stated"
            case "nothing":
                return "silent"
            case _:
                return "ambiguous"

    @cached_property
    def prevailing(self) -> str | None:
        """The document that prevails by the stated precedence."""
        if self.reason != "precedence":
            return None
        among = self.ranking.order if len(self.documents) < 2 else self.documents
        return first_of(among, self.ranking.order)

    @property
    def _all_ranked(self) -> bool:
        return not self.ranking.unranked(self.documents)

    def _rules(self, item: Item) -> Rules:
        above = set(self.deal.catalogue.ancestry(item))
        own = [each for each in self.between if each.item in above]
        return Rules(own, self.deal.catalogue, self.ranking.order)

    def _bearing(self, spoken: Iterable[Spoken]) -> list[Spoken]:
        above = {i for item in self.question.items for i in self.deal.catalogue.ancestry(item)}
        return [each for each in spoken if each.item in above]

    @cached_property
    def _states(self) -> dict[Item, set[tuple[str, str]]]:
        """Who says what of each item: the document, or the clause where only one is asked about."""
        several = len(self.documents) > 1
        states: dict[Item, set[tuple[str, str]]] = {}
        for each in self.between:
            by = each.document if several else each.wording.clause
            states.setdefault(each.item, set()).add((by, each.says))
        return states

    def _stated_apart(self, item: Item) -> bool:
        """Whether one of them states it in, and another out, at whatever distance."""
        levels = self.deal.catalogue.ancestry(item)
        said = [each for level in levels for each in self._states.get(level, ())]
        ins, outs = ({by for by, says in said if says == state} for state in ("in", "out"))
        return bool(ins and outs) and len(ins | outs) > 1

    def _contested(self) -> Sequence[Item]:
        """The items that are stated apart, in the order of the text."""
        return [item for item in self._states if self._stated_apart(item)][:MOST_CONTESTED]
