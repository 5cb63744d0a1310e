"""Clause ids that are one run of letters, and numerals that are typed in the other figures.

"VII" stands as it is written, and "clause vii", "clause 7" are VII too; "clause 4.1" is IV.1, where
no clause has that number. Other letters are a clause only behind a noun for one: "section B".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

_ROMAN = re.compile("(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10}
_MARK = "§"
_MOST = 40
_RUNS = re.compile(r"[^\W\d_]+|\d+")
_NOUNS = (
    r"(?<![^\W_])(?:(?:clauses?|cl\.?|articles?|art\.?|sections?|sec\.?|paragraphs?|para\.?|§|"
    r"points?|items?|parts?)\s?(?:(?:no\.?|number|nr\.?)\s?)?)"
)
_END = r"(?![^\W_])(?![.,/(-][^\W_])(?!\s?(?:%|per\s?cent|days?|months?|years?)\b)"


def lettered(id_: str) -> str:
    """How an id of letters alone is carried in a line, so that no word is taken for it."""
    return f"{_MARK}{id_.casefold()}"


def value_of(numeral: str) -> int | None:
    """The number that a Roman numeral is, up to 39; None for another word."""
    if not _ROMAN.fullmatch(numeral):
        return None
    values = [_VALUES[letter] for letter in numeral]
    less = sum(one for one, two in pairwise(values) if one < two)
    return sum(values) - 2 * less


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


class Numerals:
    """The clauses of a deal by what is typed for ids with a numeral, or of letters alone.

    `clauses` are the ids by how they are carried in a line.
    """

    def __init__(self, clauses: Mapping[str, str]) -> None:
        self._carried = {id_: name for name, id_ in reversed([*clauses.items()])}
        self._runs = {tuple(_RUNS.findall(id_.casefold())) for id_ in self._carried}
        heads = {runs[0] for runs in self._runs if runs}
        self._is_roman = any(len(head) > 1 and value_of(head) for head in heads)

    def patterns(self, there: set[str]) -> Iterator[tuple[re.Pattern[str], str]]:
        """What is typed, and how its clause is carried; `there` are the runs of what was asked."""
        for id_, name in self._carried.items():
            if id_.isalpha() and id_.casefold() in there and id_ != "I":
                said = id_ if len(id_) == 1 else f"(?i:{id_})"
                yield re.compile(rf"(?i:{_NOUNS}){said}{_END}"), name
                if len(id_) > 1 and id_.isupper() and value_of(id_.casefold()):
                    yield re.compile(rf"(?<![^\W_]){id_}(?![^\W_])"), name
            other = self._in_other_figures(id_)
            if other and there.issuperset(other) and other[0] not in _VALUES:
                said = r"\s?[./-]?\s?".join(map(re.escape, other))
                yield re.compile(rf"{_NOUNS}{said}{_END}", re.IGNORECASE), name

    def _in_other_figures(self, id_: str) -> tuple[str, ...] | None:
        """An id with its numeral in the other figures, where no clause has that."""
        runs = tuple(_RUNS.findall(id_.casefold()))
        head = runs[0] if runs else ""
        if head.isdigit() and 0 < int(head) < _MOST:
            other: tuple[str, ...] = (_numeral(int(head)), *runs[1:])
        elif self._is_roman and value_of(head):
            other = (str(value_of(head)), *runs[1:])
        else:
            return None
        return None if other in self._runs else other
