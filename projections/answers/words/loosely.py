"""The third reading: of a question that no frame reads word for word, by cues and needed things.

1. What only says why or by whom it is asked is left out (`asides`).
2. The cues of each kind are weighed (`cues`), and said in the words of its frame.
3. A word that no frame knows is passed over when it is ordinary (`ordinary`); a name, a number, a
   quotation, a limit or any other noun is not, and nothing is read.
4. The kind is the one whose frame then finds what it needs, when it is stronger than every other by
   a margin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from projections.answers.asked import Question
from projections.answers.words.asides import variants
from projections.answers.words.cues import canonical, strength
from projections.answers.words.frames.frame import Frame
from projections.answers.words.line import Line, Token
from projections.answers.words.misread import Misread
from projections.answers.words.ordinary import is_ordinary

MARGIN = 2
_ROUNDS = 3
Tried = Callable[[Frame, Line], tuple[Question, ...] | Misread]


@dataclass(frozen=True)
class _Heard:
    strength: int
    questions: tuple[Question, ...]


def loosely(line: Line, frames: tuple[Frame, ...], tried: Tried) -> tuple[Question, ...] | None:
    """The reading of the line by the kind that it speaks for; None when it is not clear."""
    for each in variants(line):
        found = sorted(_heard(each, frames, tried), key=lambda heard: -heard.strength)
        if not found:
            continue
        if len(found) > 1 and found[0].strength - found[1].strength < MARGIN:
            return None
        return found[0].questions
    return None


def _heard(line: Line, frames: tuple[Frame, ...], tried: Tried) -> Iterator[_Heard]:
    weights = {frame.kind: strength(frame.kind, line) for frame in frames}
    for frame in frames:
        weight = weights[frame.kind]
        if weight < 2 or weight + MARGIN < max(weights.values()):
            continue
        found = _by(frame, canonical(frame.kind, line), tried)
        if found:
            yield _Heard(weight, found)


def _by(frame: Frame, line: Line, tried: Tried) -> tuple[Question, ...] | None:
    """Read by one frame, with what it does not know passed over, if that is ordinary."""
    passed: dict[int, str] = {}
    for _ in range(_ROUNDS):
        found = tried(frame, line)
        if not isinstance(found, Misread):
            said = tuple(passed[at] for at in sorted(passed))
            return tuple(replace(each, passed_over=said) for each in found)
        over = [token for token in found.left if _is_passed(line, token)]
        if not over or len(over) < len(found.left):
            return None
        begins = {token.begin for token in over}
        passed |= {token.begin: token.text for token in over}
        kept = tuple(token for token in line.tokens if token.begin not in begins)
        line = replace(line, tokens=kept)
    return None


def _is_passed(line: Line, token: Token) -> bool:
    if token.is_thing or not is_ordinary(token.text):
        return False
    if token.capital and not token.first:
        return False
    return not _QUOTES.match(line.asked[token.begin - 1 : token.begin])


_QUOTES = re.compile("[\"“«‘]")
