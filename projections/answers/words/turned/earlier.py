"""What is told before or beside the question is not asked: who or what stands only there.

"Delia objected. Did Hugh?" asks of Hugh. "Bram has seen it, hasn't Owen?" too.
"""

from __future__ import annotations

import re

from projections.answers.asked import Question
from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import BREAK, Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_AUX = "(?:did|has|had|have|was|were|is|are|does|do)"
_SHORT = re.compile(
    rf" (?:and |so |but |what about )?(?:{_AUX} (?:not )?)?(?:(?:the|our|a|its) )*"
    r"(?P<what>(?:@[a-z]+|[a-z-]+)(?: [a-z-]+)?)(?: not)?"
    r"(?: (?:too|also|as well|either|then|covered|in|that too|so))* "
)
"""A second sentence that has no verb of its own, and asks the same of another."""
_SORTS = (("person", "client", "party", "partner", "seller"), ("clause",), ("item",))
_THAT = re.compile(r" (?:was|is|were) (?:that|this) (?:allowed|legal|permitted) ")
_NO_WORDS = frozenset("he she it they we you i that this any all none so not one ones".split())


def _parts(line: Line) -> tuple[Line, Line] | None:
    """What is told, and what asks behind it: behind the last break, or a comma before a verb."""
    breaks = [at for at, token in enumerate(line.tokens) if token.text == BREAK]
    at = breaks[-1] if breaks else _comma(line)
    if at is None or at + 1 >= len(line.tokens):
        return None
    second = at + 1 if breaks else at
    return Line(line.asked, line.tokens[:at]), Line(line.asked, line.tokens[second:])


def _comma(line: Line) -> int | None:
    for at, token in enumerate(line.tokens[1:], 1):
        before = line.asked[line.tokens[at - 1].end : token.begin]
        if "," in before and re.fullmatch(_AUX, token.text):
            return at
    return None


def asks_the_same(line: Line) -> tuple[Line, Line] | None:
    """What is told, and the short sentence behind it that asks the same of another."""
    parts = _parts(line)
    short = _SHORT.fullmatch(parts[1].text) if parts else None
    return parts if short and short["what"] not in _NO_WORDS else None


def held_only_there(line: Line, question: Question, vocabulary: Vocabulary) -> set[str]:
    """Whom or what a reading holds that stands only in what is told first."""
    parts = _parts(line)
    if parts is None:
        return set()
    told, asks = parts
    if question.kind in {"scope", "terms", "communication", "silence", "precedent"}:
        told, asks = with_items(told, vocabulary), with_items(asks, vocabulary)
    return {
        each
        for tag in _SORTS
        if asks.values(*tag)
        for each in _held(question, tag) & ({*told.values(*tag)} - {*asks.values(*tag)})
    }


def _asks_of_another(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether a short second sentence names one, and the reading holds one of the first as well."""
    if asks_the_same(line):
        return bool(held_only_there(line, question, vocabulary))
    parts = _parts(line)
    people = {*parts[1].values("person")} if parts and parts[1].has(_PEOPLE_ASK) else set()
    return bool(people) and bool(held_only_there(line, question, vocabulary))


def _held(question: Question, tag: tuple[str, ...]) -> set[str]:
    if tag == ("clause",):
        return {*question.clauses}
    if tag == ("item",):
        return {f"{axis} {item}" for axis, item in question.items}
    return {*question.persons, *question.parties, *question.by, *question.told_to}


def _is_of_what_is_told(line: Line, _: Question, __: Vocabulary) -> bool:
    parts = _parts(line)
    return bool(parts and _THAT.fullmatch(parts[1].text))


def _accepts(line: Line, question: Question, _: Vocabulary) -> bool:
    """Whether what is asked behind what is told is another act than what is read."""
    parts = _parts(line)
    return bool(parts and question.kind == "retraction" and parts[1].has(_ACCEPTED))


_ACCEPTED = phrase("(?:did|had|has) (?:@person|@client|@party|they|he|she) accept(?:ed)?")

_PEOPLE_ASK = phrase(f"{_AUX} (?:not )?(?:we|anyone|anybody|somebody|@person) (?:[a-z]+ )*@person")

EARLIER: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "What is told first is not asked: only the other is.",
        also=_asks_of_another,
    ),
    turn(
        "[^|]+",
        "Whether what is told was allowed is asked.",
        kinds="sign_off retraction changes objection",
        also=_is_of_what_is_told,
    ),
    turn("[^|]+", "Whether it was accepted is asked.", kinds="retraction", also=_accepts),
    turn(
        "\\| (?:did|had|has) @person (?:hear|know|learn|see|get)",
        "What somebody heard of it is asked.",
        kinds="communication",
        also=lambda _, question, __: len(question.told_to) > 1,
    ),
)
