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
from functools import cached_property
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


@dataclass(frozen=True)
class Rules:
    """Rules over one set of statements; `precedence` lists documents, the prevailing one first.

    What was ruled once is kept: many items are asked of one text.
    """

    spoken: Sequence[Spoken]
    catalogue: Catalogue
    precedence: tuple[str, ...]

    @cached_property
    def _by_item(self) -> dict[Item, list[Spoken]]:
        """The statements by what they are about, each in their order."""
        found: dict[Item, list[Spoken]] = {}
        for each in self.spoken:
            found.setdefault(each.item, []).append(each)
        return found

    @cached_property
    def _axes(self) -> frozenset[str]:
        return frozenset(axis for axis, _ in self._by_item)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The documents, in the order in which they speak."""
        documents = dict.fromkeys(each.document for each in self.spoken)
        return {document: place for place, document in enumerate(documents)}

    @cached_property
    def _ruled(self) -> dict[Item, Ruling]:
        return {}

    @cached_property
    def _considered(self) -> dict[Item, Ruling]:
        return {}

    def on(self, item: Item) -> Ruling:
        """The ruling on an item, its descendants considered."""
        if item[0] not in self._axes:
            return Ruling(item, "silent", "nothing")
        found = self._considered.get(item)
        if found is None:
            found = self._considered[item] = self._on(item)
        return found

    def _on(self, item: Item) -> Ruling:
        own = self.own(item)
        if own.state in {"in", "out"}:
            return self._with_exceptions(own)
        return self._from_below(own) if own.state == "silent" else own

    def own(self, item: Item) -> Ruling:
        """The ruling by what is stated on the item or above it."""
        if item[0] not in self._axes:
            return Ruling(item, "silent", "nothing")
        found = self._ruled.get(item)
        if found is None:
            found = self._ruled[item] = self._own(item)
        return found

    def _own(self, item: Item) -> Ruling:
        nearest = self._nearest(item)
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
        if item[0] not in self._axes:
            return []
        related = dict.fromkeys((*self.catalogue.ancestry(item), *self.catalogue.descendants(item)))
        found = [each for level in related for each in self._by_item.get(level, ())]
        return sorted(found, key=self._in_order.__getitem__)

    @cached_property
    def _in_order(self) -> dict[Spoken, int]:
        return {each: place for place, each in enumerate(self.spoken)}

    def _nearest(self, item: Item) -> dict[str, list[Spoken]]:
        """Per document that speaks on the item or above it, what is nearest."""
        found: dict[str, list[Spoken]] = {}
        for level in self.catalogue.ancestry(item):
            here: dict[str, list[Spoken]] = {}
            for each in self._by_item.get(level, ()):
                if each.document not in found:
                    here.setdefault(each.document, []).append(each)
            found |= here
        return {
            document: found[document] for document in sorted(found, key=self._places.__getitem__)
        }

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
        return [each for each in self.catalogue.descendants(item) if each in self._by_item]
