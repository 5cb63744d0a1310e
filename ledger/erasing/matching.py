"""Which texts name a person: ids, names and other values as whole words, however they are joined.

Words are apart where no letter stands between them: `CV_Olga_Ferro.pdf`, `olga.ferro@…` and
`Ferro-Olga` have the same two. Of a name that is joined by a hyphen each part counts as well as the
whole. An erasure and `erase --check` both go by what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Any
from unicodedata import name as name_of

from ledger.erasing.folding import Folded, readings_of, root_of, spellings, spelt

SHORTEST_PART = 3
"""Letters that a part of a name must have to be looked for by itself."""
SHORTEST_IN_BYTES = 5
"""Characters of a value below which it is met by chance in what is no text."""
MOST_IN_ANY_ORDER = 4
"""Words of a name above which they are looked for in their own order alone."""
_WORD = re.compile(r"[^\W_]+")
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

    def names_them(self, text: str) -> bool:
        """Whether an id, a whole name (or all of its parts), or one of `also` stands there."""
        return self.form_in(text) is not None

    def form_in(self, text: str) -> str | None:
        """In which form one of these stands there: plain, or escaped in some way."""
        for form, reading in readings_of(text):
            alike = self._alike(reading)
            if alike and (
                self._ids.search(self._without_others(reading))
                or self._spelt_ids.search(self._without_others(alike.together))
                or any(self._words.search(text) for text in alike[1:])
                or self._has_all_parts(alike.cased)
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
    def _roots(self) -> frozenset[str]:
        return frozenset(map(root_of, self.beginnings))

    @cached_property
    def in_bytes(self) -> Matcher:
        """The same for what is no text, in which short values are met by chance."""
        ids, names, also = (
            tuple(each for each in values if len(each) >= SHORTEST_IN_BYTES)
            for values in (self.ids, self.names, self.also)
        )
        return Matcher(ids, names, also, self.others)

    def _parts_in(self, text: str, part: re.Pattern[str]) -> bool:
        return any(
            part.search(self._without_others(alike.cased))
            for _, reading in readings_of(text)
            if (alike := self._alike(reading))
        )

    def _alike(self, reading: str) -> Folded | None:
        """The reading folded, where it may name them at all: of most it is seen at once."""
        alike = Folded.of(reading)
        root = root_of(alike.together)
        return alike if any(each in root for each in self._roots) else None

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
        every = (_groups(Folded.of(each).cased) for each in self.names)
        long = ([_long_enough(group) for group in groups] for groups in every)
        return [
            [_any_of(map(_as_written, group)) for group in groups if group]
            for groups in long
            if sum(map(bool, groups)) > 1
        ]

    def _has_all_parts(self, text: str) -> bool:
        return any(all(each.search(text) for each in parts) for parts in self._cased)

    @property
    def _every_part(self) -> Iterator[str]:
        for each in self.names:
            for group in _groups(Folded.of(each).cased):
                yield from _long_enough(group)

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
    groups = _groups(Folded.of(name).small)
    orders: Iterable[Sequence[Group]] = [groups]
    if 1 < len(groups) <= MOST_IN_ANY_ORDER:
        orders = permutations(groups)
    for order in orders:
        if order:
            words = _BETWEEN.join(f"(?:{'|'.join(map(_joined, each))})" for each in order)
            yield _whole(words, "".join(_words(order[0][0] + order[-1][0])))


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
    for word in name.split():
        parts = [each for each in _HYPHENS.split(word) if _words(each)]
        if parts:
            found.append((word, *parts) if len(parts) > 1 else (word,))
    return found


def _long_enough(group: Group) -> Group:
    return tuple(each for each in group if len("".join(_words(each))) >= SHORTEST_PART)


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
