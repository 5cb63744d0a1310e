"""Whether plain words say that something is in or out, by listed phrases: no more than that.

1. Only sentences that name the thing, as whole words, are looked at; all where no name is given.
2. A question, or a sentence with `if`, `whether`, `unless`, `would`, `could`, `might` or `maybe`,
   says neither.
3. OUT: one of the phrases of `_OUT`. IN: one of `_IN`, and no negation in the sentence.
4. A sentence with two negations, or with both an OUT and another IN phrase, says neither; so do
   words whose sentences disagree.

The words themselves are always quoted: whoever reads them judges anew.
"""

from __future__ import annotations

import re
from typing import Literal

from projections.catalogue import names_in, words_of

Direction = Literal["in", "out"]
_SCOPE = (
    "included|include|includes|covered|cover|covers|part|in scope|within (?!\\d|\\w+ (?:working )?"
    "(?:hours|days|weeks|months|years))|discounted|apply|applies|extend|extends|extended|free|"
    "promised|offered"
)
_NEGATION = (
    r"(?:not|never|no longer|nor|neither|cannot|(?:is|are|do|does|did|was|were|won|wo|ca)n? t)"
)
_OUT = re.compile(
    rf"\b(?:{_NEGATION} (?:\w+ )?(?:{_SCOPE})|excluded?|excludes|excluding|exclusion|except|"
    r"excepted|exempt|outside|out of scope|(?:is|are|stays?|remains?) out|left out|"
    r"no (?:discount|rebate|reduction|price hold|hold|price cap)|list price|charged separately|"
    r"priced separately|quoted separately|not in (?:it|the offer|the price|the contract))\b"
)
_INSIDE = (
    rf"{_SCOPE}|including|inclusive|same (?:price|prices|discount|rate|rebate|terms)|"
    r"on us|at no charge|(?:is|are|stays?|remains?) in"
)
_IN = re.compile(rf"\b(?:{_INSIDE}|price holds?|discount holds?)\b")
_IN_TOO = re.compile(rf"\b(?:{_INSIDE})\b")
"""Beside what says out: "not included in the price hold" tells of what it is out."""
_NO = re.compile(r"\b(?:not|never|no|nor|neither|none|nothing|nobody|without|cannot|t)\b")
_OPEN = re.compile(r"\b(?:if|whether|unless|would|could|might|maybe|perhaps)\b")
_SENTENCE = re.compile(r"[^.!?;]+[.!?;]?")


def direction_of(text: str, names: tuple[str, ...]) -> Direction | None:
    """What a text says of the thing that goes by these names (already as words), if it is plain."""
    every = _SENTENCE.findall(text)
    sentences = [each for each in every if not names or names_in(each, names)]
    found = {_of(sentence, names) for sentence in sentences}
    return found.pop() if len(found) == 1 else None


def _of(sentence: str, names: tuple[str, ...]) -> Direction | None:
    said = f" {words_of(sentence)} "
    # A name may hold such a phrase itself ("included services"): it says nothing.
    for name in names:
        said = said.replace(f" {name} ", " · ")
    if sentence.rstrip().endswith("?") or _OPEN.search(said):
        return None
    out = _OUT.search(said)
    rest = _OUT.sub(" · ", said)
    if out:
        return None if _IN_TOO.search(rest) or _NO.search(rest) else "out"
    return "in" if _IN.search(said) and not _NO.search(said) else None
