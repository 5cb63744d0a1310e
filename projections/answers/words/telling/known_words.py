"""Whether the deal's own records speak of something: only then free words are searched for."""

from __future__ import annotations

from projections.answers.evidence import words_said
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import names_in, words_of


def are_said(words: str, vocabulary: Vocabulary) -> bool:
    """Whether a record of the deal says these words, one behind the other."""
    names = (words_of(words),)
    return any(
        names_in(said, names)
        for fact in vocabulary.known.deal.facts.counted
        for _, said in words_said(fact.event)
    )
