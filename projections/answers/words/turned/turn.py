"""A way of saying that turns what is asked into something that no reading holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from projections.answers.asked import Question
from projections.answers.words.line import Line, Phrase, phrase
from projections.answers.words.vocabulary import Vocabulary

WHO = (
    "(?:@(?:person|client|party|partner|seller|people)|we|they|he|she|anyone|anybody|someone|"
    "somebody|everyone|everybody|nobody)"
)
"""Whoever may do something, as it stands in a line."""
NAMED = "@(?:person|client|party|partner|seller)"
"""Whoever goes by a name there."""
TELLS = (
    "(?:tell|tells|told|inform|informed|notify|notified|brief|briefed|show|shows|showed|shown|"
    "mention|mentioned|warn|warned|flag|flagged|remind|reminded|email|emailed)"
)
"""What brings a text to somebody."""
Says = Callable[[Line, Question, Vocabulary], bool]


@dataclass(frozen=True)
class Turn:
    """Words that turn a question of some kinds (of all, where none is named), and the reason.

    `asks`: only where one of these is asked. `unless` stands beside them where they turn nothing.
    """

    pattern: Phrase
    reason: str
    kinds: frozenset[str] = frozenset()
    asks: frozenset[str | None] = frozenset()
    unless: Phrase | None = None
    also: Says | None = field(default=None, compare=False)

    def stands_in(self, line: Line, question: Question, vocabulary: Vocabulary) -> bool:
        """Whether they stand in a question that was read so."""
        if self.kinds and question.kind not in self.kinds:
            return False
        if self.asks and question.ask not in self.asks:
            return False
        if not line.has(self.pattern) or (self.unless and line.has(self.unless)):
            return False
        return self.also is None or self.also(line, question, vocabulary)


def turn(
    pattern: str,
    reason: str,
    *,
    kinds: str = "",
    asks: tuple[str | None, ...] = (),
    unless: str = "",
    also: Says | None = None,
) -> Turn:
    """A way of saying that turns a question; kinds as words in a row."""
    return Turn(
        phrase(pattern),
        reason,
        frozenset(kinds.split()),
        frozenset(asks),
        phrase(unless) if unless else None,
        also,
    )


def people_in(question: Question) -> set[str]:
    """Everybody, and every party, whom a reading holds."""
    return {*question.persons, *question.parties, *question.by, *question.told_to}


def is_timed(question: Question) -> bool:
    """Whether a reading holds any time at all."""
    moments = question.before, question.after, question.from_moment, question.to_moment
    return any((question.effective_at, question.known_at, *moments))
