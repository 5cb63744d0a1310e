"""Plain words into a question. What is not clear is not guessed."""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.known import Known
from projections.answers.words.openers import read_alone
from projections.answers.words.reader import Reader


def read(asked: str, known: Known) -> tuple[Question, ...]:
    """The question in plain words; two of them where two readings matter.

    Raises QuestionNotRead rather than guess.
    """
    reader = Reader(known)
    return read_alone(asked, reader.vocabulary, reader.read)


def suggested(known: Known) -> list[str]:
    """Questions that can be asked on a deal, one of every kind; each can be read."""
    return Reader(known).suggested()
