"""What "it", "that clause" and "they" mean behind a sentence that names just one such thing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from projections.answers.words.line import Line
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.ordinary import is_ordinary

_CLAUSES = frozenset({"@clause", "@version"})
_OFFERS = frozenset({"@proposal"})
_PARTIES = frozenset({"@party", "@client", "@partner", "@item"})
_I = re.IGNORECASE
_MEANS: Mapping[re.Pattern[str], frozenset[str]] = {
    re.compile(r"\b(?:that|this|the same) (?:clause|term|section|article|wording)\b", _I): _CLAUSES,
    re.compile(r"\b(?:that|this|the same) (?:offer|proposal|bid|quote)\b", _I): _OFFERS,
    re.compile(r"\b(?:they|them)\b", _I): _PARTIES,
    re.compile(
        r"(?<!\bis )(?<!\bwas )(?<!\bdoes )\bit(?= (?:signed|approved|been|ever|retracted|"
        r"withdrawn|changed|altered|still|now|before|when|\?)|\W*$)|(?:(?<=\bis )|(?<=\bwas ))it"
        r"(?= (?:ever )?(?:signed|approved|retracted|withdrawn|changed|altered|cleared)\b)",
        _I,
    ): _CLAUSES | _OFFERS,
}
"""By what they may mean; "it" only where it is done something to."""
_BEGINS = re.compile(
    r"\W*(?:(?:so|and|but|then|well) )*(?:do|does|did|are|is|were|was|have|has|had|can|could|will|"
    r"would|what|which|who|how)\b",
    _I,
)
"""What names no other topic first: of "the ropes, do they …" they are the ropes."""


def with_referents(asks: str, background: Line) -> str:
    """What asks, with the one thing that the background names for each such word.

    A word that may mean two of them, or none, stays.
    """
    for pattern, tags in _MEANS.items():
        if tags == _PARTIES and not (_BEGINS.match(asks) and _is_plain(background)):
            continue
        name = _the_one(background, tags)
        if name is not None:
            asks = pattern.sub(name.replace("\\", ""), asks)
    return asks


def _is_plain(background: Line) -> bool:
    """Whether it names nothing that is not known: "they want our marzipan" may ask about that."""
    does = {at + 1 for at, token in enumerate(background.tokens) if token.text in _WHO}
    return all(
        token.is_thing
        or at in does
        or is_grammar(token.text)
        or is_ordinary(token.text)
        or token.text.endswith(("ed", "ing"))
        or not token.text.isalpha()
        for at, token in enumerate(background.tokens)
    )


_WHO = frozenset({"@person", "@party", "@client", "@partner", "we", "they"})


def _the_one(line: Line, tags: frozenset[str]) -> str | None:
    named = {token.values: line.said([token]) for token in line.tokens if token.text in tags}
    return next(iter(named.values())).removesuffix("'s") if len(named) == 1 else None
