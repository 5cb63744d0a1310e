"""Ids as people type them, found whole before a question is split into words.

"Offer B", "offer-b" and "Offer-B's" are Offer-B; "A1" and "a-1" are A-1; "Art 5", "article 5" and
"§ 5" are Art.5, "clause 11" is C-11 where no other clause has that number. Two ids that are typed
alike are only what is written exactly so. A number is never a part of a longer one, or of a share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from projections.answers.words.dates import MONTHS
from projections.answers.words.numerals import Numerals

_RUNS = re.compile(r"[^\W\d_]+|\d+")
_BEGIN = r"(?<![^\W_])(?<![^\W_][.,/-])"
_UNITS = r"%|per\s?cent\b|pct\b|(?:months?|days?|weeks?|years?|hours?|minutes?|pieces?|kg|km)\b"
_END = rf"(?![^\W_])(?![.,/-][^\W_])(?!\s?(?:{_UNITS}))"
_NOUNS = r"(?:clauses?|cl\.?|articles?|art\.?|sections?|sec\.?|paragraphs?|para\.?|§)\s?"
_CLAUSE_HEADS = frozenset("art article cl clause sec section par para c k".split())
"""With what an id begins that only says that it is a clause."""
_WORDS = frozenset("a i".split())


@dataclass(frozen=True, slots=True)
class Typed:
    """Where an id stands in what was asked, and how it is spelt in the deal, case folded."""

    begin: int
    end: int
    id: str


class Ids:
    """The ids of a deal by all that is typed for them. `clauses` are of them, by their spelling."""

    def __init__(self, every: Iterable[str], clauses: Mapping[str, str]) -> None:
        self._every = frozenset(every)
        self._clauses = frozenset(clauses)
        self._numerals = Numerals(clauses)

    @cached_property
    def _runs(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each id with its runs of letters and of digits; the longest first."""
        made = [(id_, tuple(_RUNS.findall(id_))) for id_ in self._every]
        made = [(id_, runs) for id_, runs in made if len(runs) > 1]
        return sorted(made, key=lambda each: (-len(each[1]), -len(each[0]), each[0]))

    def _patterns(self, asked: str) -> Iterator[tuple[re.Pattern[str], str, tuple[str, ...]]]:
        """Those that can stand in it: a deal has thousands of ids, and a question few runs."""
        there = {*_RUNS.findall(asked.casefold())}
        for id_, runs in self._runs:
            if there.issuperset(runs):
                yield _compiled(_pattern(runs)), id_, runs
        for id_, runs in self._runs:
            numbered = id_ in self._clauses and runs[0] in _CLAUSE_HEADS
            if numbered and there.issuperset(runs[1:]) and self._is_only(id_, runs):
                yield _compiled(_NOUNS + _pattern(runs[1:])), id_, runs

    @cached_property
    def _alike(self) -> dict[tuple[str, ...], int]:
        alike: dict[tuple[str, ...], int] = defaultdict(int)
        for id_ in self._every:
            alike[tuple(_RUNS.findall(id_))] += 1
        return alike

    def _is_only(self, own: str, runs: tuple[str, ...]) -> bool:
        """Whether no other clause has these numbers."""
        others = (tuple(_RUNS.findall(id_)) for id_ in self._clauses if id_ != own)
        return not any(_numbers(other) == runs[1:] for other in others)

    def typed(self, asked: str) -> list[Typed]:
        """The ids in what was asked, in order; none overlaps another."""
        taken: list[Typed] = []
        for pattern, id_, runs in self._patterns(asked):
            for found in pattern.finditer(asked):
                exact = found.group().casefold() == id_
                if not exact and (self._alike[runs] > 1 or not _is_id(found.group(), runs)):
                    continue
                taken += _apart(Typed(found.start(), found.end(), id_), taken)
        for pattern, id_ in self._numerals.patterns({*_RUNS.findall(asked.casefold())}):
            for found in pattern.finditer(asked):
                taken += _apart(Typed(found.start(), found.end(), id_), taken)
        return sorted(taken, key=lambda each: each.begin)


def _apart(one: Typed, taken: list[Typed]) -> list[Typed]:
    """It, where nothing that is taken overlaps it."""
    over = any(each.begin < one.end and one.begin < each.end for each in taken)
    return [] if over else [one]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_BEGIN}{pattern}{_END}", re.IGNORECASE)


def _numbers(runs: tuple[str, ...]) -> tuple[str, ...]:
    return runs if runs and runs[0].isdigit() else runs[1:]


def _pattern(runs: tuple[str, ...]) -> str:
    made = re.escape(runs[0])
    for before, run in pairwise(runs):
        made += _between(before, run)
    return made


def _between(before: str, run: str) -> str:
    """A run and what may stand before it: "2.a", "2a", "2(a)", but not "2 a"; "1.3", not "13"."""
    said = re.escape(run)
    if before.isdigit():
        apart = "" if run.isdigit() or run in _WORDS or len(run) > 1 else r"|\s" + said
        return rf"(?:[./-]{'' if run.isdigit() else '?'}{said}|\s?\({said}\){apart})"
    return rf"(?:[./-]|\.?\s){'?' if run.isdigit() else ''}{said}"


def _is_id(said: str, runs: tuple[str, ...]) -> bool:
    """Whether what is not written exactly as the id is no ordinary speech: "a 1", "offer a"."""
    spaced = re.findall(r"[^\W\d_]+(?=\s)|(?<=[^\W\d_]\s)[^\W\d_]+|(?<=\s)[^\W\d_]{2,}", said)
    if runs[0] in MONTHS and spaced:
        return False
    letters = [word for word in spaced if len(word) == 1]
    alone = len(spaced) == len(letters)
    return all(word.isupper() or not (alone or word in _WORDS) for word in letters)


def spelt(ids: Iterable[str], *, by: str) -> Iterator[tuple[str, str]]:
    """Each id as it is written, and its last part behind one of these marks, if it has a digit."""
    for id_ in ids:
        whole = id_.casefold()
        if any(letter.isdigit() or letter in "-./" for letter in whole):
            yield whole, id_
        local = re.split(f"[{by}]", whole)[-1]
        if local != whole and any(letter.isdigit() for letter in local):
            yield local, id_
