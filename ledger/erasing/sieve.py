"""Where in a text a person may be named at all: the rest need not be looked at closely.

A content may have 25 MB, in which a name stands in hardly any place. To fold all of it, in every
reading, takes minutes; to see where nothing of a name stands, seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from unicodedata import combining, normalize

from ledger.erasing.folding import Folded, readings_of, root_of

PIECE = 8_192
"""Characters that are looked at together."""
_LONGEST_ESCAPE = 16
"""Characters that stand for one, escaped three times."""
_AROUND = 512
_MOST_REMEMBERED = 20_000
"""Characters of which is remembered what they are alike to: more than any language has."""
_MAY_FOLLOW = {"a": "[ae]*", "o": "e*", "u": "e*"}
"""What is left out of a text when its root is made."""


class _Alike(dict[int, str]):
    """What a character is alike to: for `str.translate`, in one step and letter by letter.

    What is found in a folded text is found in this too. It has no marks at all: these stand in any
    order in a text that nobody has put in one.
    """

    def __missing__(self, code: int) -> str:
        letters = normalize("NFD", root_of(Folded.of(chr(code)).together))
        found = "".join(each for each in letters if not combining(each))
        if len(self) < _MOST_REMEMBERED:
            self[code] = found
        return found


_ALIKE = _Alike()


@dataclass(frozen=True)
class Sieve:
    """Lets through what has one of these roots, and hardly anything else.

    Nothing that names somebody is longer than `longest`, escapes aside.
    """

    roots: frozenset[str]
    longest: int

    def lets_through(self, reading: str) -> bool:
        """Whether one of the roots stands there, in whatever letters."""
        alike = reading.lower() if reading.isascii() else reading.translate(_ALIKE)
        return any(each.search(alike) for each in self._patterns)

    def stretches(self, text: str) -> Iterator[str]:
        """The parts of a text that have a root in any of their readings, each with what is near.

        Where one begins or ends, no root is near: so none is cut, nor what stands beside one.
        """
        if len(text) <= PIECE:
            yield text
            return
        around = _AROUND + _LONGEST_ESCAPE * self.longest
        first: int | None = None
        for start in range(0, len(text), PIECE):
            near = text[max(0, start - around) : start + PIECE + around]
            if any(self.lets_through(reading) for _, reading in readings_of(near)):
                first = start if first is None else first
            elif first is not None:
                yield text[first:start]
                first = None
        if first is not None:
            yield text[first:]

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [re.compile(_pattern_of(each)) for each in sorted(self.roots)]


def sieve_for(beginnings: Iterable[str], values: Iterable[str]) -> Sieve:
    """For values of which each, where it stands, has one of the beginnings."""
    longest = max((len(each) for each in values), default=0)
    # Between its words, and in their letters, as much again may stand.
    return Sieve(frozenset(map(root_of, beginnings)), 3 * longest)


def _pattern_of(root: str) -> str:
    letters = root.translate(_ALIKE)
    return "".join(re.escape(each) + _MAY_FOLLOW.get(each, "") for each in letters)
