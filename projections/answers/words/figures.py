"""Numbers as they are said: "six thousand", "4,180", "a year and a half" as eighteen months."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
WORDS = frozenset({*_SMALL, *_LARGE})
_FIGURE = re.compile(r"\d[\d.,]*")
_SPANS = (
    (re.compile(r"\b(?:a|one) year and a half\b"), "18 months"),
    (re.compile(r"\b(?:a year|one year|twelve months)\b"), "12 months"),
    (re.compile(r"\bhalf a year\b"), "6 months"),
    (re.compile(r"\b(?:two years|2 years)\b"), "24 months"),
    (re.compile(r"\b(?:three years|3 years)\b"), "36 months"),
)


def in_months(text: str) -> str:
    """A text, case folded, with years as the months that they are."""
    for pattern, months in _SPANS:
        text = pattern.sub(months, text)
    return text


def is_number(word: str) -> bool:
    """Whether a word is a number, or a part of one."""
    return word in WORDS or bool(_FIGURE.fullmatch(word))


def value_of(word: str) -> str:
    """A figure without what only groups its digits, and without an empty fraction."""
    plain = re.sub(r"[,\s](?=\d{3}(?!\d))", "", word.strip(".,"))
    whole, _, rest = plain.partition(".")
    return whole if not rest.strip("0") else f"{whole}.{rest}"


def figures(words: Sequence[str]) -> frozenset[str]:
    """The numbers among these words, each in figures."""
    found: set[str] = set()
    run: list[str] = []
    for word in (*words, ""):
        if word in WORDS or (word == "and" and run and run[-1] in _LARGE):
            run.append(word)
            continue
        if run:
            found.add(str(_spoken(run)))
            run = []
        if _FIGURE.fullmatch(word):
            found.add(value_of(word))
    return frozenset(found)


def _spoken(run: Sequence[str]) -> int:
    total = part = 0
    for word in run:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            total, part = total + max(part, 1) * _LARGE[word], 0
        else:
            part += _SMALL.get(word, 0)
    return total + part
