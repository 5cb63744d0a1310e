"""Which statement decides for an item on an axis (VOCABULARY 6.2, kind `scope`). Pure.

1. In one document, all its terms together, the nearest stated ancestor-or-self decides;
   statements that disagree at the same distance put the document at odds with itself: ambiguous,
   whatever the others say.
2. Documents that disagree: the stated precedence decides; a document that it does not list is not
   ranked, and then it is ambiguous.
3. A term with a condition gives partly.
4. A descendant ruled the other way gives partly. The item silent: all its children in gives in,
   some descendant in gives partly, only outs leave it silent.
5. What no statement covers is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from projections.answers.speech import Spoken
from projections.catalogue import Catalogue, Item

State = Literal["in", "out", "partly", "ambiguous", "silent"]
Rule = Literal[
    "nearest", "precedence", "documents_differ", "at_odds", "condition", "descendants", "nothing"
]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the text states on one item.

    `decided_by` are the statements that the state rests on; `exceptions` are descendants that are
    ruled otherwise, or are what is stated below a silent item.
    """

    item: Item
    state: State
    rule: Rule
    decided_by: tuple[Spoken, ...] = ()
    exceptions: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules over one set of statements; `precedence` lists documents, the prevailing one first."""

    spoken: Sequence[Spoken]
    catalogue: Catalogue
    precedence: tuple[str, ...]

    def on(self, item: Item) -> Ruling:
        """The ruling on an item, its descendants considered."""
        own = self.own(item)
        if own.state in {"in", "out"}:
            return self._with_exceptions(own)
        return self._from_below(own) if own.state == "silent" else own

    def own(self, item: Item) -> Ruling:
        """The ruling by what is stated on the item or above it."""
        nearest = {doc: found for doc in self._documents() if (found := self._nearest(doc, item))}
        if not nearest:
            return Ruling(item, "silent", "nothing")
        every = tuple(each for found in nearest.values() for each in found)
        if any(len({each.says for each in found}) > 1 for found in nearest.values()):
            return Ruling(item, "ambiguous", "at_odds", every)
        if len({each.says for each in every}) == 1:
            return self._decided(item, "nearest", every)
        return self._by_precedence(item, nearest, every)

    def bearing_on(self, item: Item) -> list[Spoken]:
        """Every statement on the item, above it or below it."""
        related = {*self.catalogue.ancestry(item), *self.catalogue.descendants(item)}
        return [each for each in self.spoken if each.item in related]

    def _documents(self) -> list[str]:
        return list(dict.fromkeys(each.document for each in self.spoken))

    def _nearest(self, document: str, item: Item) -> list[Spoken]:
        for level in self.catalogue.ancestry(item):
            found = [s for s in self.spoken if s.document == document and s.item == level]
            if found:
                return found
        return []

    def _decided(self, item: Item, rule: Rule, by: tuple[Spoken, ...]) -> Ruling:
        if all(each.term.condition is not None for each in by):
            return Ruling(item, "partly", "condition", by)
        unconditional = tuple(each for each in by if each.term.condition is None)
        return Ruling(item, "in" if by[0].says == "in" else "out", rule, unconditional)

    def _by_precedence(
        self, item: Item, nearest: dict[str, list[Spoken]], every: tuple[Spoken, ...]
    ) -> Ruling:
        ranked = [doc for doc in self.precedence if doc in nearest]
        unranked = [doc for doc in nearest if doc not in self.precedence]
        if not ranked:
            return Ruling(item, "ambiguous", "documents_differ", every)
        says = nearest[ranked[0]][0].says
        if any(nearest[doc][0].says != says for doc in unranked):
            return Ruling(item, "ambiguous", "documents_differ", every)
        by = tuple(s for doc in nearest for s in nearest[doc] if s.says == says)
        prevailing = tuple(nearest[ranked[0]])
        decided = self._decided(item, "precedence", prevailing)
        return replace(decided, decided_by=by if decided.state in {"in", "out"} else prevailing)

    def _with_exceptions(self, own: Ruling) -> Ruling:
        other = tuple(
            below
            for below in self._stated_below(own.item)
            if self.own(below).state not in {own.state, "silent"}
        )
        if not other:
            return own
        return Ruling(own.item, "partly", "descendants", own.decided_by, other)

    def _from_below(self, own: Ruling) -> Ruling:
        stated = {below: self.own(below) for below in self._stated_below(own.item)}
        if not stated:
            return own
        by = tuple(dict.fromkeys(s for ruling in stated.values() for s in ruling.decided_by))
        children = self.catalogue.children(own.item)
        if all(self.on(child).state == "in" for child in children):
            return Ruling(own.item, "in", "descendants", by, tuple(children))
        inside = tuple(item for item, ruling in stated.items() if ruling.state in {"in", "partly"})
        if inside:
            return Ruling(own.item, "partly", "descendants", by, inside)
        return Ruling(own.item, "silent", "descendants", by, tuple(stated))

    def _stated_below(self, item: Item) -> list[Item]:
        stated = {each.item for each in self.spoken}
        return [below for below in self.catalogue.descendants(item) if below in stated]
