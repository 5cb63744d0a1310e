"""Where the documents say something about what is asked, and what else does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.events.told import DocumentFiled
from projections.answers.asked import Question
from projections.answers.draft import Verdict
from projections.answers.evidence import Evidence, words_said
from projections.answers.intent import IN_THE_TEXT, Said, said_on
from projections.answers.searching import Sought, passages
from projections.answers.speech import Spoken
from projections.answers.wordings import Asked
from projections.catalogue import Item, names_in, words_of
from projections.clauses import Clarification, Stated, Wording
from projections.deal import KnownDeal
from projections.facts import Fact

Matter = Item | str
"""What is looked for: an item, or free words."""
How = Literal["words", "scope", "above", "below"]


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a wording that says something: its words, or a statement of scope.

    `above`, `below`: the statement is of what stands above or below the item, `stated`. `words` is
    None of a clarification that is on record by its term alone.
    """

    matter: Matter
    wording: Wording
    fact: Fact
    words: str | None
    how: How
    stated: Item | None = None
    state: str | None = None


@dataclass(frozen=True)
class SilenceFinding:
    """What a known deal says on a question of silence, by the rules of `silence`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """The items and the words asked about; words that name items are the items too."""
        words = self.question.words
        if words is None:
            return self.question.items
        named = words_of(words)
        catalogue = self.deal.catalogue
        also = (item for item in catalogue.known if named in catalogue.names(item))
        items = tuple(dict.fromkeys((*self.question.items, *also)))
        return items if len(items) > len(self.question.items) else (*items, words)

    @cached_property
    def governing(self) -> tuple[Wording, ...]:
        """The governing text, as far as it is asked about."""
        return tuple(filter(self._asked, self.deal.text))

    @cached_property
    def beside(self) -> tuple[Wording, ...]:
        """All other current wordings, as far as they are asked about."""
        return tuple(filter(self._asked, Asked(self.deal).beside.values()))

    @cached_property
    def earlier(self) -> tuple[Wording, ...]:
        """The wordings that stand no more."""
        stands = {id(wording) for wording in (*self.governing, *self.beside)}
        moment = self.deal.basis.effective_at
        every = (w for clause in self.deal.clauses.by_id.values() for w in clause.wordings.values())
        begun = (w for w in every if w.interval.begun_by(moment) and self._asked(w))
        return tuple(wording for wording in begun if id(wording) not in stands)

    def _asked(self, wording: Wording) -> bool:
        return not self.question.documents or wording.document in self.question.documents

    @cached_property
    def found(self) -> dict[Matter, list[Found]]:
        """Per matter, every place that says something of it: one for each record."""
        return self._in((*self.governing, *self.beside))

    @cached_property
    def formerly(self) -> dict[Matter, list[Found]]:
        """The same of wordings that stand no more, for what no standing one says."""
        found = self._in(self.earlier) if self.silent_on else {}
        return {matter: places for matter, places in found.items() if matter in self.silent_on}

    @property
    def silent_on(self) -> list[Matter]:
        """What no document says anything about."""
        return [matter for matter, places in self.found.items() if not places]

    @property
    def verdict(self) -> Verdict:
        """Yes when the documents say something of all that is asked; silent when of nothing."""
        if not self.silent_on:
            return "yes"
        return "silent" if len(self.silent_on) == len(self.matters) else "partly"

    @cached_property
    def near(self) -> list[Wording]:
        """Wordings that have all the words, and in no one sentence."""
        sought = [Sought(each) for each in self.silent_on if isinstance(each, str)]
        texts = (*self.governing, *self.beside)
        return [w for w in texts if any(each.near((w.heading, w.text)) for each in sought)]

    @cached_property
    def said(self) -> list[Said]:
        """What the records outside the documents say of it; of free words without a direction."""
        items = [matter for matter in self.matters if not isinstance(matter, str)]
        found = said_on(self.deal, items)
        sought = [Sought(matter) for matter in self.matters if isinstance(matter, str)]
        return [*found, *self._said_words(sought)] if sought else found

    def _said_words(self, sought: list[Sought]) -> Iterator[Said]:
        for fact in self.deal.happened:
            if fact.event.stored_as in IN_THE_TEXT:
                continue
            for _, said in words_said(fact.event):
                if any(each.says(passage) for each in sought for passage in passages(said)):
                    yield Said(Evidence(fact, said), "also_said", ("words", ""))
                    break

    @cached_property
    def filed(self) -> list[Fact]:
        """Documents that were filed: their content is not searched."""
        return [fact for fact in self.deal.happened if isinstance(fact.event, DocumentFiled)]

    def _in(self, wordings: Iterable[Wording]) -> dict[Matter, list[Found]]:
        found: dict[Matter, list[Found]] = {matter: [] for matter in self.matters}
        looked = [self._look(matter) for matter in self.matters]
        for wording in wordings:
            for look in looked:
                found[look.matter].extend(look.in_wording(wording))
        return found

    def _look(self, matter: Matter) -> _Look:
        if isinstance(matter, str):
            return _ForWords(self.deal, matter)
        return _ForItem(self.deal, matter)


class _Look(ABC):
    """Looks for one matter in wordings."""

    def __init__(self, deal: KnownDeal, matter: Matter) -> None:
        self.deal = deal
        self.matter = matter

    def in_wording(self, wording: Wording) -> Iterator[Found]:
        """One place for each record of a wording: its statement of scope first, else its words."""
        moment = self.deal.basis.effective_at
        clarified = self.deal.clarified(wording, moment)
        own = wording.term(moment)
        place = self._scope(wording, own) if own else None
        if place is None or place.fact is not wording.fact:
            words = (wording.heading, *passages(wording.text))
            place = self._words(wording, wording.fact, words) or place
        if place:
            yield place
        for each in clarified:
            if found := self._clarified(wording, each):
                yield found

    def _clarified(self, wording: Wording, each: Clarification) -> Found | None:
        term = each.event.term
        stated = self._scope(wording, Stated(each.fact, term)) if term else None
        return stated or self._words(wording, each.fact, passages(each.event.text or ""))

    @abstractmethod
    def _scope(self, wording: Wording, stated: Stated) -> Found | None:
        """Where a term states it, if it does."""

    def _words(self, wording: Wording, fact: Fact, words: Iterable[str]) -> Found | None:
        said = next((each for each in words if self._says(each)), None)
        return Found(self.matter, wording, fact, said, "words") if said else None

    @abstractmethod
    def _says(self, passage: str) -> bool:
        """Whether these words are of it."""


class _ForWords(_Look):
    def __init__(self, deal: KnownDeal, matter: str) -> None:
        super().__init__(deal, matter)
        self._sought = Sought(matter)

    def _scope(self, wording: Wording, stated: Stated) -> Found | None:
        term = stated.term
        words = [each.words for each in term.scope if each.words]
        more = [*words, *([term.condition] if term.condition else [])]
        return self._words(wording, stated.fact, more)

    def _says(self, passage: str) -> bool:
        return self._sought.says(passage)


class _ForItem(_Look):
    def __init__(self, deal: KnownDeal, matter: Item) -> None:
        super().__init__(deal, matter)
        catalogue = deal.catalogue
        self._names = catalogue.names(matter)
        self._how: dict[Item, How] = dict.fromkeys(catalogue.descendants(matter), "below")
        self._how |= dict.fromkeys(catalogue.ancestry(matter), "above")
        self._how[matter] = "scope"

    def _scope(self, wording: Wording, stated: Stated) -> Found | None:
        """The nearest statement: of the item itself, of what is above it, of what is below it."""
        near = list(self._how)
        spoken = [s for s in stated.term.scope if (s.axis, s.item) in self._how]
        order: dict[How, int] = {"scope": 0, "above": 1, "below": 2, "words": 3}
        best = min(
            spoken,
            key=lambda s: (order[self._how[s.axis, s.item]], near.index((s.axis, s.item))),
            default=None,
        )
        if best is None:
            return None
        item = (best.axis, best.item)
        words = Spoken(best, wording, stated.fact, stated.term).words
        how = self._how[item]
        return Found(self.matter, wording, stated.fact, words, how, item, best.state)

    def _says(self, passage: str) -> bool:
        return names_in(passage, self._names) is not None
