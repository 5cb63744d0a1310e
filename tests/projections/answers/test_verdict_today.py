"""The verdict beside an answer that stands on an earlier moment: the one that is given today."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.answering import decided, verdict
from projections.answers.asked import KINDS
from projections.answers.known import Known
from projections.answers.question import read
from tests.golden.answers import QUESTIONS
from tests.projections.answers.packs import NOW, on_story, story

ASKED = [question for question, _ in QUESTIONS]
EARLIER: dict[str, Any] = {"effective_at": "2025-05-08", "known_at": "record:story-16"}


def test_every_kind_is_asked() -> None:
    names = Known(story().known(now=NOW))
    assert {read(question, names)[0].kind for question in ASKED} == set(KINDS)


@pytest.mark.parametrize("question", ASKED)
def test_the_verdict_alone_is_that_of_the_whole_answer(question: str) -> None:
    for times in ({}, EARLIER):
        deal = story().known(now=NOW, **times)
        understood = read(question, Known(story().known(now=NOW)))[0]
        whole = decided(deal, understood, story()).verdict
        assert verdict(deal, understood, story()) == whole


@pytest.mark.parametrize("question", ASKED)
def test_an_earlier_answer_gives_today_the_verdict_that_is_given_today(question: str) -> None:
    names = Known(story().known(now=NOW))
    parameters = {"kind": (found := read(question, names)[0]).kind, **found.parameters}
    today = on_story(parameters)
    assert on_story(parameters, **EARLIER)["now"]["verdict"] == today["verdict"]
