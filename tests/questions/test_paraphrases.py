"""Sentences that were written before they were tried: each is read as it must be, or refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from tests.questions.bank import FOLDER, Question, Reading, deals
from tests.questions.measure import known, measured


def lines(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8") as each:
        yield from map(json.loads, each)


def question(line: dict[str, Any]) -> Question:
    reading = Reading(**{name: line[name] for name in Reading.__annotations__})
    return Question(
        id=line["id"],
        half="a",
        deal=line["deal"],
        question=line["question"],
        register="terse",
        expected=(reading,),
        accepted=(),
        negated=False,
        given={},
        asked_at=None,
    )


def test_each_paraphrase_is_read_as_it_must_be() -> None:
    found = [measured(question(line)) for line in lines("paraphrases.jsonl")]
    assert len(found) > 500
    assert [(each.mark, each.asked.question) for each in found if each.mark != "right"] == []


def test_what_is_no_question_about_the_record_is_refused() -> None:
    answered = []
    for line in lines("paraphrases_refused.jsonl"):
        try:
            read(line["question"], known(line["deal"], deals()[line["deal"]]))
        except QuestionNotRead:
            continue
        answered.append(line["question"])
    assert answered == []
