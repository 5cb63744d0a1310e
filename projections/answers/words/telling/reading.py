"""A question of telling as one of its kind: every word has its place, or it is not read here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from projections.answers.asked import Question
from projections.answers.words import negation, preambles
from projections.answers.words.assembling import questions
from projections.answers.words.frames.every import FRAMES
from projections.answers.words.frames.frame import (
    Given,
    NotThis,
    with_items,
    with_subjects,
)
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.telling.objections import objected
from projections.answers.words.telling.parts import Parts, without_times
from projections.answers.words.telling.relays import relayed
from projections.answers.words.telling.resolved import resolved
from projections.answers.words.telling.told import told
from projections.answers.words.topics import with_topic
from projections.answers.words.vocabulary import Vocabulary

Take: TypeAlias = Callable[[Line, Vocabulary], Parts | None]
_SPOKEN = phrase(
    "tell|told|say|said|write|wrote|written|inform|informed|notified|notify|advised|assured|warned|"
    "promised|promise|mention|mentioned|hear|heard|learn|learnt|learned|know|word|news|message|"
    "mail|email|aware|passed|pass|forwarded|forward|relayed|relay|handed|briefed|confirm|confirmed|"
    "object|objected|objection|objections|protest|protested|complain|complained|complaint|"
    "complaints|against|pushback|push|pushed|contest|contested|oppose|opposed|issue|exception"
)
_OCCASION = frozenset("before after until at by on in when while during".split())
_TAG = re.compile(
    r" \| (?:(?:right|correct|true|yes|no|is that so|is that right|is that correct)|"
    r"(?:did|has|have|had|was|were) (?:we|they|he|she|anybody|anyone|it))(?: not)? $"
)


def told_of(named: Line, vocabulary: Vocabulary) -> tuple[Question, ...] | None:
    """The reading of a question of telling; `named` has its names as things."""
    if not named.has(_SPOKEN):
        return None
    line = preambles.without_preambles(with_topic(named))
    if not line.tokens or line.tokens[-1] is not named.tokens[-1]:
        return None  # what stands behind it may turn it
    if line.tokens[0] is not named.tokens[0] and line.tokens[0].text in _OCCASION:
        return None  # before the meeting it is asked, and not of what was before it
    line = _untagged(resolved(line))
    things = with_items(line, vocabulary)
    texts = with_items(with_subjects(line, vocabulary), vocabulary)
    for taken, meant in ((relayed, things), (told, things), (objected, texts)):
        found = _taken(taken, meant, vocabulary)
        if found:
            return found
    return None


def _taken(take: Take, line: Line, vocabulary: Vocabulary) -> tuple[Question, ...] | None:
    """What a production makes of the line: as it stands, or without the times in its head."""
    head, tail = _halves(line)
    for times in (False, True):
        own, at = without_times(head, vocabulary) if times else (head, ())
        plain, negated = negation.affirmed(own)
        if (times and not at) or any(token.text == "@twice" for token in plain.tokens):
            continue
        main = Line(line.asked, (*plain.tokens, *tail))
        parts = take(main, vocabulary) if main.tokens else None
        if parts is None:
            continue
        try:
            parts = replace(parts, times=(*at, *parts.times))
            return _questions(main, parts, vocabulary, negated=negated)
        except NotThis:
            continue
    return None


def _untagged(line: Line) -> Line:
    match = _TAG.search(line.text)
    return Line(line.asked, line.tokens[: -len(line.within(*match.span()))]) if match else line


_MARK = phrase("that|whether|@item")


def _halves(line: Line) -> tuple[Line, tuple[Token, ...]]:
    """What tells, and what is told: that is not turned to the affirmative."""
    found = line.find(_MARK)
    at = found.begin if found else len(line.tokens)
    return Line(line.asked, line.tokens[:at]), line.tokens[at:]


def _questions(
    line: Line, parts: Parts, vocabulary: Vocabulary, *, negated: bool
) -> tuple[Question, ...]:
    [frame] = [each for each in FRAMES if each.kind == parts.kind]
    given = Given(replace(line, tokens=tuple(_of_people(line)) + parts.times), vocabulary, negated)
    read = questions(frame, given, dict(parts.parameters))
    return tuple(replace(one, passed_over=(*parts.over, *one.passed_over)) for one in read)


def _of_people(line: Line) -> list[Token]:
    """Whom it names: who accepted may be one of them."""
    return [each for each in line.tokens if each.text in {"@person", "@client", "@party"}]
