"""Questions of the bank with one thing made wrong: what is not known, or asks twice, is refused."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from projections.answers.asked import Kind, QuestionNotRead
from projections.answers.asked import Question as Read
from projections.answers.words.frames.frame import Given, with_items
from projections.answers.words.line import Token
from projections.answers.words.ordinary import PASSING
from projections.answers.words.reader import Reader
from tests.questions.bank import HALVES, HELD_BACK, NOT_READ_YET, Question, deals, questions
from tests.questions.measure import known

UNKNOWN = {
    "@person": "Zoltan",
    "@clause": "99.9",
    "@version": "99.9",
    "@party": "Acme",
    "@proposal": "P77",
    "@document": "annex 77",
}
NOUNS = ("marzipan", "drones", "horses", "music")
ADVERBS = sorted(word for word in PASSING if word.endswith("ly"))


def every() -> Iterator[Question]:
    # A trial that fails shows its question: what is held back takes no part.
    halves = [half for half in HALVES if half not in {HELD_BACK, *NOT_READ_YET}]
    return (each for half in halves for each in questions(half) if each.asked_at is None)


class Trial(Reader):
    """Refuses without the nearest questions: the trials do not look at them, and they take long."""

    def _nearest(self, kind: Kind | None, given: Given | None) -> list[str]:
        return []


@cache
def reader(deal: str) -> Trial:
    return Trial(known(deal, deals()[deal]))


def read(deal: str, question: str) -> tuple[Read, ...] | None:
    try:
        return reader(deal).read(question)
    except QuestionNotRead:
        return None


def replaced(question: str, begin: int, end: int, by: str) -> str:
    return f"{question[:begin]}{by}{question[end:]}"


def test_a_name_that_nobody_knows_refuses_the_question() -> None:
    spoilt = [
        (each.deal, replaced(each.question, token.begin, token.end, UNKNOWN[token.text]))
        for each in every()
        for token in reader(each.deal).line(each.question).tokens
        if token.text in UNKNOWN and token.begin > 0
    ]
    assert len(spoilt) > 500
    assert [asked for deal, asked in spoilt if read(deal, asked)] == []


def test_an_item_that_nobody_knows_refuses_the_question() -> None:
    spoilt = [
        (each.deal, replaced(each.question, token.begin, token.end, noun))
        for each in every()
        if each.expected[0].kind != "silence"
        for token in items(each)
        for noun in NOUNS
    ]
    assert len(spoilt) > 300
    assert [asked for deal, asked in spoilt if read(deal, asked)] == []


def items(each: Question) -> list[Token]:
    own = reader(each.deal)
    line = with_items(own.line(each.question), own.vocabulary)
    return [token for token in line.tokens if token.text == "@item"]


def test_two_questions_in_one_are_refused() -> None:
    by_deal: dict[str, list[Question]] = {}
    for each in every():
        by_deal.setdefault(each.deal, []).append(each)
    joined = [
        (one.deal, one.question.rstrip(" ?.!") + between + other.question)
        for own in by_deal.values()
        for number, (one, other) in enumerate(pairwise(own[::7]))
        if one.expected[0].kind != other.expected[0].kind
        for between in ((", and ", "? ", "; ")[number % 3],)
    ]
    assert len(joined) > 60
    assert [asked for deal, asked in joined if read(deal, asked)] == []


def test_an_adverb_in_passing_changes_no_reading() -> None:
    changed = []
    for number, each in enumerate(every()):
        adverb = ADVERBS[number % len(ADVERBS)]
        plain, more = (
            read(each.deal, asked) for asked in (each.question, f"{adverb}, {each.question}")
        )
        searched = each.expected[0].kind == "silence"  # an adverb may be searched for
        if plain and more and not searched and parameters(plain) != parameters(more):
            changed.append((adverb, each.question))
    assert changed == []


def parameters(found: tuple[Read, ...]) -> list[tuple[str, dict[str, Any]]]:
    return [(one.kind, one.parameters) for one in found]
