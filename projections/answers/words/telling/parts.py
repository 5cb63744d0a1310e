"""What the productions of the grammar share: who is meant by a group, and the times behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projections.answers.asked import Kind
from projections.answers.words import times
from projections.answers.words.beside import with_days_of_moments
from projections.answers.words.frames.frame import NotThis
from projections.answers.words.line import BREAK, Found, Line, Token
from projections.answers.words.moments import moments
from projections.answers.words.vocabulary import Vocabulary

_TIMES = frozenset({"@when", "@known", "@before"})


@dataclass(frozen=True)
class Parts:
    """A question taken apart: its kind, its parameters, and the tokens of its times.

    `over`: what is so of all that the record has of the kind, and stands in no parameter.
    """

    kind: Kind
    parameters: Mapping[str, Any]
    times: tuple[Token, ...] = ()
    over: tuple[str, ...] = ()


def of_group(found: Found, name: str) -> tuple[Token, ...]:
    """The tokens of all groups of this name that took part."""
    groups = found.match.groupdict().items()
    own = [each for each, said in groups if said and each.rstrip("0123456789") == name]
    return tuple(token for each in own for token in found.tokens(each))


def people(found: Found, name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Whom the groups of this name mean; nobody for "we", who speak where nobody is named."""
    values: list[str] = []
    for token in of_group(found, name):
        values += vocabulary.people.client if token.text in {"them", "they"} else token.values
    return tuple(dict.fromkeys(values))


def rest_of(line: Line, rest: tuple[Token, ...], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The times that these tokens tell, and nothing beside. Raises NotThis."""
    rest = tuple(token for token in rest if token.text != BREAK)
    if not rest:
        return ()
    plain = moments(Line(line.asked, rest))
    plain = times.known(with_days_of_moments(times.timed(plain), vocabulary))
    if any(token.text not in _TIMES for token in plain.tokens):
        raise NotThis("What stands behind it is no time.")
    return plain.tokens


def without_times(line: Line, vocabulary: Vocabulary) -> tuple[Line, tuple[Token, ...]]:
    """The line without the times that stand at its head or within it, and these."""
    plain = times.known(with_days_of_moments(times.timed(moments(line)), vocabulary))
    found = tuple(token for token in plain.tokens if token.text in _TIMES)
    kept = tuple(token for token in plain.tokens if token.text not in _TIMES)
    return Line(line.asked, _unbroken(kept)), found


def _unbroken(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tokens[1:] if tokens and tokens[0].text == BREAK else tokens
