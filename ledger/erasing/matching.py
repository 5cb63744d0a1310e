"""Which texts name a person: ids, names and other values as whole words, however they are joined.

Words are apart where no letter stands between them: `CV_Olga_Ferro.pdf`, `olga.ferro@…` and
`Ferro-Olga` have the same two. Of a name that is joined by a hyphen each part counts as well as the
whole; titles are no part of it, and what is in brackets need not stand there. An erasure and
`erase --check` both go by what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Any
from unicodedata import name as name_of
from unicodedata import normalize

from ledger.erasing.folding import Folded, Reading, readings_of, spellings, spelt
from ledger.erasing.sieve import Sieve, sieve_for
from ledger.erasing.titles import bare, is_title, telling

SHORTEST_PART = 3
"""Letters that a part of a name must have to be looked for by itself."""
SHORTEST_IN_BYTES = 5
"""Characters of an id, letters and digits of another value and of each part of a name, below which
it is met by chance in what is no text: an image of some megabytes has any four somewhere.
"""
MOST_IN_ANY_ORDER = 4
"""Words of a name above which they are looked for in their own order alone."""
_WORD = re.compile(r"[^\W_]+")
_OUTER_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")
_HYPHENS = re.compile("[-\u2010-\u2015\u2212]")
_LETTER, _OTHER_WORD = r"[^\W\d_]", r"[^\W_]"
"""What may not stand beside a name; beside an id, which may be followed by a digit, nor one."""
_BETWEEN, _WITHIN = r"[\W_]{0,4}", r"[\W_]{0,2}"
_WITHOUT_SPACES = (
    "CJK ",
    "HIRAGANA ",
    "KATAKANA ",
    "HANGUL ",
    "THAI ",
    "LAO ",
    "KHMER ",
    "MYANMAR ",
)
"""Scripts, as their characters are called, in which no space is between words."""
Group = tuple[str, ...]
"""A word of a name, folded; for one with hyphens its parts, too."""


@dataclass(frozen=True)
class Matcher:
    """What a person goes by. `also` are other values that whoever asks for the erasure has named.

    Ids are matched as they are written, but addresses, names and `also` in any case, and with or
    without their accents. `others` are ids of other persons in which one of theirs stands: where
    these stand, it is not they who are meant.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    also: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    shortest_part: int = SHORTEST_PART

    def names_them(self, text: str) -> bool:
        """Whether an id, a whole name (or all of its parts), or one of `also` stands there."""
        return self.form_in(text) is not None

    def form_in(self, text: str) -> str | None:
        """In which form one of these stands there: plain, or escaped in some way."""
        # The parts of a name may stand far from each other.
        lacking = [set(parts) for parts in self._cased]
        for (form, reading), alike in self._close_up(text):
            lacking = [
                {part for part in parts if not part.search(alike.cased)} for parts in lacking
            ]
            if (
                self._ids.search(self._without_others(reading))
                or self._spelt_ids.search(self._without_others(alike.together))
                or any(self._words.search(folded) for folded in alike[1:])
                or not all(lacking)
            ):
                return form
        return None

    def may_name_them(self, text: str) -> bool:
        """The same, where the person is known to take part: a part of a name, as written, too."""
        return self.names_them(text) or self._parts_in(text, self._part)

    def tells_them(self, text: str) -> bool:
        """The same, in any case: for what can be written otherwise, and would be kept for ever."""
        return self.names_them(text) or self._parts_in(text, self._any_part)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """In small letters: one of these stands in every text that names them, folded or not."""
        found: set[str] = set()
        for value in (*self.ids, *self.names, *self.also):
            for spelling in (value.casefold(), *spellings(Folded.of(value).small)):
                words = _words(spelling) or [spelling]
                if value in self.names:
                    found.update([each for each in words if len(each) > 1] or words)
                else:
                    found.add(max(words, key=len))
        return frozenset(found - {""})

    @cached_property
    def _sieve(self) -> Sieve:
        return sieve_for(self.beginnings, (*self.ids, *self.names, *self.also, *self.others))

    @cached_property
    def in_bytes(self) -> Matcher:
        """The same for what is no text, in which short values are met by chance."""
        # The signs of an id are its own; between the words of another value any may stand.
        ids = tuple(each for each in self.ids if len(each) >= SHORTEST_IN_BYTES)
        names, also = (
            tuple(each for each in values if _length(bare(each)) >= SHORTEST_IN_BYTES)
            for values in (self.names, self.also)
        )
        return Matcher(ids, names, also, self.others, SHORTEST_IN_BYTES)

    def _parts_in(self, text: str, part: re.Pattern[str]) -> bool:
        return any(
            part.search(self._without_others(alike.cased)) for _, alike in self._close_up(text)
        )

    def _close_up(self, text: str) -> Iterator[tuple[Reading, Folded]]:
        """As what a text reads where it may name them at all, and that folded."""
        for stretch in self._sieve.stretches(text):
            for found in readings_of(stretch):
                if self._sieve.lets_through(found.text):
                    reading = Reading(found.form, normalize("NFC", found.text))
                    yield reading, Folded.of(reading.text)

    def _without_others(self, text: str) -> str:
        # There may be thousands, of which hardly ever one stands in a text.
        small = text.casefold()
        for other in self.others:
            if other.casefold() in small:
                whole = _whole(re.escape(other), other, _OTHER_WORD)
                text = re.sub(whole, " ", text, flags=re.IGNORECASE)
        return text

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        return _any_of(
            _whole(f"(?i:{re.escape(each)})" if "@" in each else re.escape(each), each, _OTHER_WORD)
            for each in self.ids
        )

    @cached_property
    def _spelt_ids(self) -> re.Pattern[str]:
        """Ids that are no single word, in any letters: a single one may be an ordinary word."""
        folded = (Folded.of(each).together for each in self.ids if not each.isalpha())
        return _any_of(_whole(spelt(each), each, _OTHER_WORD) for each in folded)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        names = (found for each in self.names for found in _of_a_name(each))
        return _any_of([*names, *(found for each in self.also for found in _of_a_value(each))])

    @cached_property
    def _cased(self) -> list[list[re.Pattern[str]]]:
        """For each name of several words, those that are long enough, as names are written."""
        every = (_groups(telling(bare(Folded.of(each).cased))) for each in self.names)
        counted = ([group for group in groups if _long_enough(group)] for groups in every)
        several = (groups for groups in counted if len(groups) > 1)
        long = ([_long_enough(group, self.shortest_part) for group in groups] for groups in several)
        return [
            [_any_of(map(_as_written, each)) for each in groups] for groups in long if all(groups)
        ]

    @property
    def _every_part(self) -> Iterator[str]:
        for each in self.names:
            for group in _groups(telling(Folded.of(each).cased)):
                if not is_title(group[0]):
                    yield from _long_enough(group, self.shortest_part)

    @cached_property
    def _part(self) -> re.Pattern[str]:
        """A part of a name as names are written; in small letters where it is joined to others."""
        cased = map(_as_written, self._every_part)
        small = (_whole(_joined(each.casefold()), each) for each in self._every_part)
        joined = (rf"(?<=[^\W_][_.]){each}|{each}(?=[_.@][^\W_])" for each in small)
        ids = (f"(?i:{_whole(_joined(each), each, _OTHER_WORD)})" for each in self._single_ids)
        return _any_of([*cased, *joined, *ids])

    @property
    def _single_ids(self) -> Iterator[str]:
        """Ids of one word: where they take part, in any letters."""
        return (Folded.of(each).together for each in self.ids if each.isalpha())

    @cached_property
    def _any_part(self) -> re.Pattern[str]:
        values = (*self._every_part, *(Folded.of(each).together for each in self.ids))
        return _any_of(f"(?i:{_whole(_joined(each), each)})" for each in values)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)


def _of_a_name(name: str) -> Iterator[str]:
    """A name with its words in any order, whatever joins them, in small letters."""
    whole = bare(Folded.of(name).cased)
    shorter = telling(whole)
    # One word that is left may be an ordinary one.
    forms = {whole, shorter} if " " in shorter else {whole}
    for order in (order for each in sorted(forms) for order in _orders(each)):
        if order:
            words = _BETWEEN.join(f"(?:{'|'.join(map(_joined, each))})" for each in order)
            yield _whole(words, "".join(_words(order[0][0] + order[-1][0])))


def _orders(name: str) -> Iterable[Sequence[Group]]:
    groups = _groups(name.casefold())
    return permutations(groups) if 1 < len(groups) <= MOST_IN_ANY_ORDER else [groups]


def _of_a_value(value: str) -> Iterator[str]:
    """One that is no name, with its words in their order; an address as it is written."""
    small = Folded.of(value.strip()).together
    words = _words(small)
    inner = spelt(small) if "@" in small or not words else _BETWEEN.join(map(spelt, words))
    if inner:
        yield _whole(inner, "".join(words) or small, _OTHER_WORD)


def _groups(name: str) -> list[Group]:
    """The words of a name; a hyphenated one with each of its parts."""
    found = []
    for written in name.split():
        word = _OUTER_SIGNS.sub("", written)
        parts = [each for each in _HYPHENS.split(word) if _words(each)]
        if parts:
            found.append((word, *parts) if len(parts) > 1 else (word,))
    return found


def _long_enough(group: Group, shortest: int = SHORTEST_PART) -> Group:
    return tuple(each for each in group if _length(each) >= shortest)


def _length(value: str) -> int:
    return sum(map(len, _words(value)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _joined(word: str) -> str:
    """A word of a name, whatever stands where it has a hyphen or an apostrophe."""
    return _WITHIN.join(map(spelt, _words(word)))


def _as_written(part: str) -> str:
    written = {part, part.upper(), part.title(), part.lower().capitalize()}
    return _whole(f"(?:{'|'.join(sorted(map(_joined, written)))})", part)


def _whole(pattern: str, value: str, apart: str = _LETTER) -> str:
    """The pattern of a value as a whole word, where its script has spaces between words."""
    before = f"(?<!{apart})" if _begins_a_word(value[:1]) else ""
    after = f"(?!{apart})" if _begins_a_word(value[-1:]) else ""
    return f"{before}{pattern}{after}"


def _begins_a_word(character: str) -> bool:
    return character.isalnum() and not name_of(character, "").startswith(_WITHOUT_SPACES)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    # Without any nothing matches.
    return re.compile("|".join(patterns) or r"(?!)")
