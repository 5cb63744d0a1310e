"""What turns a question, and no reading holds: then it is refused, and the reason is told."""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.line import Line
from projections.answers.words.turned.anchors import ANCHORS
from projections.answers.words.turned.beside import BESIDE
from projections.answers.words.turned.choices import CHOICES
from projections.answers.words.turned.claims import CLAIMS
from projections.answers.words.turned.conserved import CONSERVED
from projections.answers.words.turned.days import DAYS
from projections.answers.words.turned.deeds import DEEDS
from projections.answers.words.turned.earlier import EARLIER
from projections.answers.words.turned.left_out import LEFT_OUT
from projections.answers.words.turned.likened import LIKENED
from projections.answers.words.turned.manner import MANNER
from projections.answers.words.turned.matters import MATTERS
from projections.answers.words.turned.numbers import NUMBERS
from projections.answers.words.turned.of_offers import OF_OFFERS
from projections.answers.words.turned.offers import OFFERS
from projections.answers.words.turned.passed import PASSED
from projections.answers.words.turned.receipt import RECEIPT
from projections.answers.words.turned.roles import ROLES
from projections.answers.words.turned.supposed import SUPPOSED
from projections.answers.words.turned.texts import TEXTS
from projections.answers.words.turned.timing import TIMING
from projections.answers.words.turned.turn import Turn
from projections.answers.words.turned.words import WORDS
from projections.answers.words.vocabulary import Vocabulary

TURNS: tuple[Turn, ...] = (
    *ROLES,
    *CHOICES,
    *EARLIER,
    *SUPPOSED,
    *MANNER,
    *OFFERS,
    *TEXTS,
    *MATTERS,
    *WORDS,
    *RECEIPT,
    *OF_OFFERS,
    *DEEDS,
    *LIKENED,
    *BESIDE,
    *ANCHORS,
    *NUMBERS,
    *DAYS,
    *TIMING,
    *PASSED,
    *CONSERVED,
    *LEFT_OUT,
    *CLAIMS,
)
"""In this order: the first one gives the reason."""


def turned(line: Line, question: Question, vocabulary: Vocabulary) -> str | None:
    """The reason why a reading is not what was asked; None where nothing says so."""
    for each in TURNS:
        if each.stands_in(line, question, vocabulary):
            return each.reason
    return None
