"""Free words in texts: found as they stand, or all of them in one sentence. Pure, no model.

1. Whole words are compared, without case; endings of number and tense do not count (notices is
   notice, listed is list). Words that carry nothing by themselves (the, of, to …) do not count;
   `not`, `no` and `without` do.
2. A passage is a heading, a sentence, or words of scope. It says the words when they stand in it as
   one phrase, or all of them stand in it in whatever order.
3. A text of which only several passages together have all of the words does not say them: `near`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from projections.catalogue import words_of

_CARRY_NOTHING = frozenset(
    "a an the of to on in for by with from at as is are be been was were am do does did has have "
    "had that this these those any some or and its it their they our we us your you his her he "
    "she about which who whom when where what if there anything something near nearby around "
    "beside close".split()
)
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("s", ""))
_SHORTEST = 3


def passages(text: str) -> list[str]:
    """The sentences of a text, word for word."""
    return [part.strip() for part in re.split(r"(?<=[.;!?])\s+", text) if part.strip()]


class Sought:
    """Words that are looked for."""

    def __init__(self, words: str) -> None:
        self.phrase = words_of(words)
        either = (_carrying(each) for each in self.phrase.split(" or "))
        self.stems = tuple(filter(None, either))
        """Of each of the words that may be said: one is enough."""

    def says(self, passage: str) -> bool:
        """Whether a passage says the words."""
        said = words_of(passage)
        if self.phrase and f" {self.phrase} " in f" {said} ":
            return True
        stems = frozenset(map(_stem, said.split()))
        return any(each <= stems for each in self.stems)

    def near(self, texts: Iterable[str]) -> bool:
        """Whether these texts have all of the words between them."""
        return self.says(" ".join(texts))


def _carrying(words: str) -> frozenset[str]:
    return frozenset(_stem(each) for each in words.split() if each not in _CARRY_NOTHING)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    if word.endswith("ss"):
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending) + instead
            break
    return word.removesuffix("e") if len(word) > _SHORTEST else word
