"""Topics: the wordings whose stated scope, heading or text names one (VOCABULARY 4).

A topic that is the name of an item (its name, a synonym, its plain words or its id) goes by all of
them. Whole words count, as everywhere. Every scope stated of a wording by `effective_at` counts,
also of a term that was replaced later; and only wordings that had begun when the record occurred.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from projections.catalogue import Catalogue, Item, words_of
from projections.knowledge.written import Chronicle, Key, Written

FEW = 8
"""An index of all words costs as much as looking through them for so many topics."""


class Topics:
    """Finds wordings by topic. Their words are put together once, when first asked for."""

    def __init__(self, chronicle: Chronicle, catalogue: Catalogue) -> None:
        self._chronicle = chronicle
        self._catalogue = catalogue
        self.found: dict[str, tuple[Written, ...]] = {}
        self._begins: dict[str, list[datetime]] = {}
        self._texts: dict[Key, str] = {}

    def naming(self, topic: str) -> tuple[Written, ...]:
        """The wordings that name a topic, in the order in which they began."""
        if topic not in self.found:
            found = set(self._by_scope(topic)) | set(self._by_words(topic))
            ordered = sorted(found, key=lambda each: (each.interval.begin, each.place))
            self.found[topic] = tuple(ordered)
            self._begins[topic] = [each.interval.begin for each in ordered]
        return self.found[topic]

    def begun(self, topic: str, moment: datetime) -> int:
        """How many of them had begun by `moment`."""
        self.naming(topic)
        return bisect_right(self._begins[topic], moment)

    def _by_scope(self, topic: str) -> Iterable[Written]:
        for item in self._items.get(words_of(topic), ()):
            yield from self._scopes.get(item, ())

    def _by_words(self, topic: str) -> Iterable[Written]:
        words = words_of(topic)
        names = {words}
        for item in self._items.get(words, ()):
            names |= set(self._catalogue.names(item))
        for name in names - {""}:
            padded = f" {name} "
            yield from (each for each in self._maybe(name) if padded in self._words(each))

    def _maybe(self, name: str) -> Iterable[Written]:
        """Those to look through: for many topics the few that have its rarest word."""
        words = name.split()
        if len(self.found) >= FEW:
            return min((self._having.get(word, ()) for word in words), key=len)
        longest = max(words, key=len)
        return [each for each, letters in self._letters if longest in letters]

    @cached_property
    def _items(self) -> dict[str, list[Item]]:
        """Items by what they are called."""
        found: dict[str, list[Item]] = {}
        for item in self._catalogue.known:
            for name in {*self._catalogue.names(item), words_of(item[1])}:
                found.setdefault(name, []).append(item)
        return found

    @cached_property
    def _scopes(self) -> dict[Item, list[Written]]:
        found: dict[Item, list[Written]] = {}
        for written in self._chronicle.by_key.values():
            said = (statement for term in written.terms for statement in term.scope)
            for item in dict.fromkeys((each.axis, each.item) for each in said):
                found.setdefault(item, []).append(written)
        return found

    @cached_property
    def _letters(self) -> list[tuple[Written, str]]:
        """Every wording with all that may name a topic, case folded, not yet taken apart."""
        return [
            (each, "\n".join(self._said(each)).casefold())
            for each in self._chronicle.by_key.values()
        ]

    def _said(self, each: Written) -> Iterable[str]:
        return (self._chronicle.heading_recorded(each), each.text, *_scope(each))

    def _words(self, each: Written) -> str:
        """Heading, text and words of scope, as words, with bars between that no name can cross."""
        found = self._texts.get(each.key)
        if found is None:
            found = " | ".join(["", *map(words_of, self._said(each)), ""])
            self._texts[each.key] = found
        return found

    @cached_property
    def _having(self) -> dict[str, list[Written]]:
        """Wordings by each word in them."""
        found: dict[str, list[Written]] = {}
        for each in self._chronicle.by_key.values():
            for word in dict.fromkeys(self._words(each).split()):
                found.setdefault(word, []).append(each)
        return found


def _scope(written: Written) -> Iterable[str]:
    said = (statement for term in written.terms for statement in term.scope)
    return (statement.words for statement in said if statement.words)
