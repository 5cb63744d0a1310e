"""Words that are right as they stand, and words for which others may be mistaken."""

from __future__ import annotations

from functools import cache

from projections.answers.words import (
    clauses,
    fillers,
    moments,
    negation,
    preambles,
    proposals,
    synonyms,
    times,
)
from projections.answers.words.common import COMMON
from projections.answers.words.cues import WORDS as CUE_WORDS
from projections.answers.words.dates import WORDS as DATE_WORDS
from projections.answers.words.frames.every import FRAMES
from projections.answers.words.meaning import thesaurus
from projections.answers.words.meaning.inflecting import is_a_form
from projections.answers.words.ordinary import LIMITS, ORDINARY, PASSING


@cache
def known_words() -> frozenset[str]:
    """Words for which others may be mistaken; made when the first question is read."""
    return frozenset(
        {
            *fillers.WORDS,
            *negation.WORDS,
            *DATE_WORDS,
            *(word for frame in FRAMES for word in frame.vocabulary),
            *moments.WORDS,
            *fillers.SPOKEN,
            *times.WORDS,
            *clauses.WORDS,
            *proposals.WORDS,
            *synonyms.WORDS,
            *preambles.WORDS,
            *PASSING,
            *thesaurus.forms(),
        }
    )


@cache
def _spelt() -> frozenset[str]:
    return ORDINARY | LIMITS | CUE_WORDS | thesaurus.words()


def is_spelt(word: str) -> bool:
    """Whether it is no mistake for another word, and no word a mistake for it."""
    return word in _spelt() or is_a_form(word, thesaurus.words()) or is_a_form(word, COMMON)
