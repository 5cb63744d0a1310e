"""Whether a reading holds somebody who stands in a place of the sentence."""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.line import Line, Phrase, phrase
from projections.answers.words.turned.turn import Says, people_in
from projections.answers.words.vocabulary import Vocabulary


def holds(*patterns: str) -> Says:
    return _Holds(tuple(map(phrase, patterns)))


class _Holds:
    """Whether a reading holds somebody who stands in the place `who` of a pattern."""

    def __init__(self, patterns: tuple[Phrase, ...]) -> None:
        self._patterns = patterns

    def __call__(self, line: Line, question: Question, _: Vocabulary) -> bool:
        held = people_in(question)
        for each in self._patterns:
            for match in each.finditer(line.text):
                tokens = line.within(*match.span("who"))
                if held & {value for token in tokens for value in token.values}:
                    return True
        return False
