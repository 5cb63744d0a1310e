"""Nothing that a question names is lost: what it names stands in its reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from projections.answers.asked import Question
from projections.answers.words.line import Line, Token

_KEPT = frozenset({"@person", "@clause", "@version", "@proposal", "@document"})
_BESIDE: Mapping[str, frozenset[str]] = {
    "retraction": frozenset({"@person"}),  # "who told Greg to": whoever told him is asked
    "process": frozenset({"@person"}),  # who went round somebody
    "scope": frozenset({"@person", "@document"}),  # who would have it, and under what
}
"""What a kind takes to be told something by it, and leaves out of its reading."""


def keeps_all(line: Line, question: Question) -> bool:
    """Whether all people, clauses, offers and papers of a line stand in its reading."""
    beside = _BESIDE.get(question.kind, frozenset())
    values = set(_values(question.parameters))
    return all(token.values[0] in values for token in _named(line) if token.text not in beside)


def _named(line: Line) -> Iterator[Token]:
    return (token for token in line.tokens if token.text in _KEPT and token.values)


def _values(part: object) -> Iterator[str]:
    """Every text in what a reading holds."""
    match part:
        case str():
            yield part
        case Mapping():
            for each in part.values():
                yield from _values(each)
        case list() | tuple():
            for each in part:
                yield from _values(each)
        case _:
            return
