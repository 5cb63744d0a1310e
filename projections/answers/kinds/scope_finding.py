"""What the text states, and what was said, on the items of a question of scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from projections.answers.asked import Question
from projections.answers.asked_text import AskedText, asked_text
from projections.answers.draft import Verdict
from projections.answers.evidence import Evidence
from projections.answers.intent import Said, said_on
from projections.answers.ranking import Ranking, order_of
from projections.answers.ruling import Rules, Ruling, State
from projections.answers.searching import passages
from projections.answers.speech import Spoken, Text, text_of
from projections.catalogue import Item, name_among, padded
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact

_VERDICTS: Mapping[State, Verdict] = {
    "in": "yes",
    "out": "no",
    "partly": "partly",
    "ambiguous": "ambiguous",
    "silent": "silent",
}
_MIXED: tuple[Verdict, ...] = ("silent", "undetermined", "ambiguous", "partly")


@dataclass(frozen=True, slots=True)
class OnItem:
    """The verdict on one item, with what it rests on."""

    item: Item
    verdict: Verdict
    ruling: Ruling
    resting: tuple[Spoken, ...] = ()
    naming: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class ScopeFinding:
    """What a known deal says on a question of scope, by the rules of `scope`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def text(self) -> Text:
        """The stated terms that are asked about: of the clauses named, else of the whole text."""
        if not self.question.clauses:
            return text_of(self.deal, self.question.terms)
        of_clauses = [each.wording for each in self.asked.wordings]
        return text_of(self.deal, self.question.terms, of_clauses)

    @cached_property
    def asked(self) -> AskedText:
        """The wordings of the clauses that are asked about."""
        return asked_text(self.deal, self.question)

    @cached_property
    def precedence(self) -> Fact | None:
        """The stated order of documents: the latest whose clause, if it names one, governs."""
        return Ranking(self.deal).fact

    @cached_property
    def rules(self) -> Rules:
        """The rules over what speaks."""
        return self._rules(self.text.speaking)

    @cached_property
    def resting(self) -> Rules:
        """The rules over what is stated and does not speak at the time."""
        return self._rules(self.text.resting)

    def _rules(self, spoken: Sequence[Spoken]) -> Rules:
        order = order_of(self.precedence) if self.precedence else ()
        return Rules(spoken, self.deal.catalogue, order)

    @cached_property
    def items(self) -> tuple[OnItem, ...]:
        """The verdict on each item asked about."""
        return tuple(self._on(item) for item in self.question.items)

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict on the question."""
        by_axis: dict[str, list[OnItem]] = {}
        for found in self.items:
            by_axis.setdefault(found.item[0], []).append(found)
        verdicts = [_of_one_axis([f.verdict for f in found]) for found in by_axis.values()]
        if len(verdicts) == 1:
            return verdicts[0]
        if "no" in verdicts:
            return "no"
        if all(verdict == "yes" for verdict in verdicts):
            return "yes" if self._one_term_says_all() else "silent"
        return next(verdict for verdict in _MIXED if verdict in verdicts)

    @cached_property
    def told(self) -> dict[Spoken, str]:
        """The sentences of statements that were told already."""
        return {}

    @cached_property
    def said(self) -> list[Said]:
        """What the records outside the text say."""
        return said_on(self.deal, self.question.items)

    @cached_property
    def stated(self) -> list[Spoken]:
        """Every statement of the text that bears on an item asked about."""
        found = (s for item in self.question.items for s in self.rules.bearing_on(item))
        return list(dict.fromkeys(found))

    @cached_property
    def overruled(self) -> list[Spoken]:
        """What bears on an item asked about, and a clarification prevails over."""
        overruled = self._rules(self.text.overruled)
        found = (s for item in self.question.items for s in overruled.bearing_on(item))
        return list(dict.fromkeys(found))

    def evidence(self, direction: str) -> list[Evidence]:
        """What speaks for `in` or `out`: the text first, then what was said; or `also_said`."""
        every = (*self.stated, *self.overruled)
        text = [Evidence(s.fact, s.words, s.wording) for s in every if s.says == direction]
        said = [each.evidence for each in self.said if each.direction == direction]
        if direction == "also_said":
            text = [named for found in self.items for named in found.naming]
        by_record = {each.fact.id: each for each in reversed([*text, *said])}
        order = dict.fromkeys(each.fact.id for each in [*text, *said])
        return [by_record[record] for record in order]

    def _on(self, item: Item) -> OnItem:
        ruling = self.rules.on(item)
        if ruling.state != "silent":
            return OnItem(item, _VERDICTS[ruling.state], ruling)
        resting = self.resting.own(item)
        if resting.state != "silent":
            return OnItem(item, "silent", ruling, resting.decided_by)
        if ruling.rule == "nothing" and (naming := tuple(self._naming(item))):
            return OnItem(item, "undetermined", ruling, (), naming)
        return OnItem(item, "silent", ruling)

    def _naming(self, item: Item) -> Iterable[Evidence]:
        """The first words of each wording that name the item, and of what clarifies it."""
        names = self.deal.catalogue.names(item)
        for wording, fact, said in self.passages:
            if quote := next((each for each, words in said if name_among(words, names)), None):
                yield Evidence(fact, quote, wording)

    @cached_property
    def passages(self) -> list[tuple[Wording, Fact, list[tuple[str, str]]]]:
        """What each wording says, and what clarifies it, with the words of each passage."""
        found = []
        for wording in self.text.wordings:
            clarified = self.deal.clarified(wording)
            own = (wording.fact, (wording.heading, *passages(wording.text)))
            agreed = ((each.fact, passages(each.event.text or "")) for each in clarified)
            for fact, said in (own, *agreed):
                found.append((wording, fact, [(each, padded(each)) for each in said]))
        return found

    def _one_term_says_all(self) -> bool:
        """Whether one term alone has every item in: two terms do not add up to a promise."""
        terms = {(id(s.wording), s.fact.id) for s in self.text.speaking}
        return any(
            all(self._rules(own).own(item).state == "in" for item in self.question.items)
            for term in terms
            if (own := [s for s in self.text.speaking if (id(s.wording), s.fact.id) == term])
        )


def _of_one_axis(verdicts: list[Verdict]) -> Verdict:
    """Several items on one axis: alike, or partly when some are in."""
    if len(set(verdicts)) == 1:
        return verdicts[0]
    if {"yes", "partly"} & set(verdicts):
        return "partly"
    return next((verdict for verdict in _MIXED if verdict in verdicts), "no")
