"""Read without what only describes a clause by its number, or a kind of term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from projections.answers.asked import Question
from projections.answers.words.described import KINDS, undescribed
from projections.answers.words.line import Line
from projections.answers.words.priced import by_clause
from projections.answers.words.qualified import bears, unqualified
from projections.answers.words.vocabulary import Vocabulary

Read = Callable[[str], tuple[Question, ...] | None]


def without_descriptions(
    line: Line, vocabulary: Vocabulary, read: Read
) -> tuple[Question, ...] | None:
    """The reading of the question without them; None where it changes what is asked.

    `line` has its names as things.
    """
    plain = undescribed(line, vocabulary)
    found = read(plain) if plain != line.asked else None
    if found and all(one.kind in KINDS for one in found):
        return tuple(replace(one, asked=line.asked) for one in found)
    if priced := by_clause(line, vocabulary):
        text, clause = priced
        found = read(text)
        if found and all((one.kind, one.clauses) == ("terms", (clause,)) for one in found):
            return tuple(replace(one, asked=line.asked) for one in found)
    for text, about in unqualified(line, vocabulary):
        found = read(text)
        if found and all(bears(one, about, vocabulary) for one in found):
            over = " ".join(about)
            return tuple(
                replace(one, asked=line.asked, passed_over=(over, *one.passed_over))
                for one in found
            )
    return None
