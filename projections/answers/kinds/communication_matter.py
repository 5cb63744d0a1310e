"""What a question of communication is about, and what words say on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.events.clauses import TermsClarified
from domain.events.told import MessageRelayed
from domain.values import Ref, ScopeStatement
from projections.answers.asked import Question
from projections.answers.evidence import words_said
from projections.answers.intent import said_by
from projections.answers.plain_direction import direction_of
from projections.answers.searching import passages
from projections.catalogue import Item, names_in, words_of
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact

Says = Literal["in", "out", "names", "about"]
"""`names`: names the matter without a direction; `about`: its refs do, its words do not."""


@dataclass(frozen=True)
class Matter:
    """The items, words or clauses asked about; none of them: whatever was said."""

    deal: KnownDeal
    question: Question

    @property
    def anything(self) -> bool:
        """Whether nothing in particular is asked about."""
        return not (self.question.items or self.question.words or self.question.clauses)

    @property
    def name(self) -> str:
        """What is asked about, in words."""
        catalogue = self.deal.catalogue
        named = [catalogue.title(item) for item in self.question.items]
        if self.question.words:
            named.append(f"“{self.question.words}”")
        if self.question.clauses and not named:
            named = [f"clause {clause}" for clause in self.question.clauses]
        return " and ".join(named) or "anything"

    @cached_property
    def _names(self) -> list[tuple[str, ...]]:
        """By item, or for the words, the names that it goes by."""
        found = [self.deal.catalogue.names(item) for item in self.question.items]
        if self.question.words:
            found.append((words_of(self.question.words),))
        return found

    def of_fact(self, fact: Fact) -> Says | None:
        """What a record outside the text says on the matter; None when it does not speak of it."""
        texts = [words for _, words in words_said(fact.event)]
        if self.anything:
            return "names"
        found = [
            *(self._of_item(fact, item, texts) for item in self.question.items),
            *(self._of_words(texts) for _ in (1,) if self.question.words),
        ]
        if not found:
            return self._of_clauses(fact, texts)
        spoken: list[Says] = [each for each in found if each]
        if spoken:
            return _most(spoken)
        return "about" if self._topical(fact) else None

    def _of_item(self, fact: Fact, item: Item, texts: list[str]) -> Says | None:
        said = said_by(fact, item, self.deal.catalogue)
        if isinstance(fact.event, MessageRelayed):
            # What a relay adds or leaves out is told apart: here it says what its own words say.
            return self._plain(texts[:1] if fact.event.words else [], item)
        if said is not None and said.direction != "also_said":
            return "in" if said.direction == "in" else "out"
        return self._plain(texts, item)

    def _plain(self, texts: Iterable[str], item: Item) -> Says | None:
        return plain(texts, self.deal.catalogue.names(item))

    def _of_words(self, texts: Iterable[str]) -> Says | None:
        return plain(texts, (words_of(self.question.words or ""),))

    def _of_clauses(self, fact: Fact, texts: Iterable[str]) -> Says | None:
        if not self._refers(getattr(fact.event, "about", ())):
            return None
        found = {direction_of(text, ()) for text in texts}
        return _most([each or "names" for each in found])

    def _refers(self, refs: Iterable[Ref]) -> bool:
        """Whether one of these refs is to a clause asked about, or to a proposal that holds it."""
        clauses = self._clauses
        for ref in refs:
            proposal = self.deal.proposals.by_id.get(ref.proposal or "")
            held = {each.clause for each in (proposal.contents or ())} if proposal else set()
            if ref.clause in clauses or held & clauses:
                return True
        return False

    def _topical(self, fact: Fact) -> bool:
        """Whether a record is about a topic that names the matter, though its words do not."""
        about: tuple[Ref, ...] = getattr(fact.event, "about", ())
        topics = [ref.topic for ref in about if ref.topic]
        return any(names_in(topic, names) for topic in topics for names in self._names)

    def of_wording(self, wording: Wording) -> tuple[Says, str] | None:
        """What a clause says on the matter, with the words that say so."""
        key = wording.clause, wording.number
        if key not in self._wordings:
            self._wordings[key] = self._of_wording(wording)
        return self._wordings[key]

    @cached_property
    def _wordings(self) -> dict[tuple[str, int], tuple[Says, str] | None]:
        """By wording, as far as it was asked: many proposals hold the same."""
        return {}

    def _of_wording(self, wording: Wording) -> tuple[Says, str] | None:
        if self.question.clauses and wording.clause not in self.question.clauses:
            return None
        if not self._names:
            return "names", wording.text
        found = [self._stated(wording, item) for item in self.question.items]
        spoken = [each for each in found if each]
        if spoken:
            return next((each for each in spoken if each[0] != "names"), spoken[0])
        for names in self._names:
            if says := plain([wording.text, wording.heading], names):
                return says, _sentence(wording, names)
        return None

    def _stated(self, wording: Wording, item: Item) -> tuple[Says, str] | None:
        """The nearest of the wording's own statements of scope."""
        stated = wording.term(self.deal.basis.effective_at)
        found = self._nearest(stated.term.scope, item) if stated else None
        return (found[0], found[1] or wording.text) if found else None

    def _nearest(
        self, scope: Sequence[ScopeStatement], item: Item
    ) -> tuple[Says, str | None] | None:
        """What is stated nearest to an item, with its words; at odds, that it is named."""
        for level in self.deal.catalogue.ancestry(item):
            own = [each for each in scope if (each.axis, each.item) == level]
            if own:
                alike = len({each.state for each in own}) == 1
                return own[0].state if alike else "names", own[0].words
        return None

    def of_clarification(self, event: TermsClarified) -> Says | None:
        """What a clarification says: by its term, else in plain words."""
        scope = event.term.scope if event.term else ()
        stated = [self._nearest(scope, item) for item in self.question.items]
        if spoken := [each[0] for each in stated if each]:
            return _most(spoken)
        if not self._names:
            return "names" if self.anything or set(event.clauses) & self._clauses else None
        texts = [event.text] if event.text else []
        said = [each for names in self._names if (each := plain(texts, names))]
        return _most(said) if said else None

    @property
    def _clauses(self) -> set[str]:
        return set(self.question.clauses)

    def added(self, fact: Fact) -> Says | None:
        """What the addition of a relay says on the matter: by the vocabulary, it says it is in."""
        event = fact.event
        if not isinstance(event, MessageRelayed) or event.adds is None:
            return None
        if self.anything:
            return "names"
        named = any(names_in(event.adds, names) for names in self._names)
        return "in" if named or (not self._names and self._refers(event.about)) else None

    def omitted(self, fact: Fact) -> bool:
        """Whether a relay left something out on the matter."""
        event = fact.event
        if not isinstance(event, MessageRelayed) or event.omits is None:
            return False
        return self.anything or any(names_in(event.omits, names) for names in self._names)


def plain(texts: Iterable[str], names: tuple[str, ...]) -> Says | None:
    """What texts say of what goes by these names, by their plain words."""
    naming = [text for text in texts if names_in(text, names)]
    found = {direction_of(text, names) for text in naming}
    if not naming:
        return None
    return found.pop() or "names" if len(found) == 1 else "names"


def _most(spoken: list[Says]) -> Says:
    """The direction where all that speak agree; else that it is named."""
    directions = {each for each in spoken if each in {"in", "out"}}
    return directions.pop() if len(directions) == 1 else "names"


def _sentence(wording: Wording, names: tuple[str, ...]) -> str:
    """The sentence of a clause that names something; its heading where only that does."""
    found = (each for each in passages(wording.text) if names_in(each, names))
    return next(found, wording.heading)
