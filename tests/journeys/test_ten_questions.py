"""The ten questions of the story, from plain words to the verdict and the evidence named there."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from ledger.application import Ledger
from tests.journeys.test_story import asked, told

__all__ = ["told"]  # the fixture


class Expected(NamedTuple):
    """What an answer must say."""

    question: str
    kind: str
    verdict: str
    cites: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


TEN = (
    Expected(
        "Was the discount meant to cover expansion services?",
        "scope",
        "yes",
        ("story-11", "story-10", "story-20a"),
        ("story-22",),
        ("added by Customer during the Term", "affiliates", "renewal", "sales leadership"),
    ),
    Expected(
        "Did the VP know about clause 4.2 before it was sent?",
        "knowledge",
        "partly",
        ("story-12b",),
        ("story-26",),
        ("received", "P3", "did not hold clause 4.2", "chat did not report from 2025-05-05"),
    ),
    Expected(
        "Who signed off on 4.2, and were they allowed to?",
        "sign_off",
        "stated",
        ("story-15d", "story-17b"),
        (),
        ("exceeded", "500000.00", "640000.00", "delegation", "No rule of it is about scope"),
    ),
    Expected(
        "Was the offer retracted before the client accepted?",
        "retraction",
        "undetermined",
        ("story-23", "story-24"),
        (),
        ("dispatch rule", "receipt rule", "accepted first", "retracted first", "not known"),
    ),
    Expected(
        "What was promised to the client?",
        "communication",
        "stated",
        ("story-11", "story-20a", "story-10"),
        (),
        ("all future services included", "anything you add"),
    ),
    Expected(
        "Was anything altered or added later?",
        "integrity",
        "no",
        ("story-26",),
        (),
        ("The proof holds", "I was never told"),
    ),
    Expected(
        "What changed between P3 and P7?",
        "changes",
        "stated",
        ("story-11",),
        (),
        ("2025-05-02", "Ingrid Solbakken", "Marguerite Oyelaran", "Hanneke Brouwerquist"),
    ),
    Expected(
        "Did anybody object in time?",
        "objection",
        "silent",
        (),
        (),
        ("no objection is not consent",),
    ),
    Expected("Does the discount cover analytics?", "scope", "silent"),
    Expected("Does it cover scheduling bought next year?", "scope", "yes", ("story-11",)),
)


@pytest.mark.parametrize("expected", TEN, ids=[each.question for each in TEN])
def test_a_question_of_the_story(told: Ledger, expected: Expected) -> None:
    answer = asked(told, expected.question)
    assert (answer["question"]["kind"], answer["verdict"]) == (expected.kind, expected.verdict)
    assert answer["now"]["standing"] == "contested"
    assert set(expected.cites) <= _cited(answer, "supports", "opposes", "also_said")
    assert set(expected.against) <= _cited(answer, "opposes")
    said = " ".join(_strings(answer))
    assert [words for words in expected.says if words not in said] == []


def test_what_was_known_on_10_may_is_known_by_the_sources(told: Ledger) -> None:
    question = "What did we know on 10 May about what was agreed with the client?"
    answer = asked(told, question)
    assert (answer["question"]["kind"], answer["verdict"]) == ("terms", "stated")
    assert answer["basis"]["known_by"] == "source"
    assert "The ledger itself began later" in answer["sentence"]
    assert answer["governing"]["proposal"] == "P7"
    assert answer["sentence"].count("exceeded") == 2
    assert "nothing was sent" in answer["sentence"]


def _cited(answer: dict[str, Any], *sides: str) -> set[str]:
    return {each["record"] for side in sides for each in answer[side]}


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [found for each in value.values() for found in _strings(each)]
    if isinstance(value, list):
        return [found for each in value for found in _strings(each)]
    return [value] if isinstance(value, str) else []
