"""The times of an answer in a bundle: those of the export, else the question's own."""

from __future__ import annotations

import json
from typing import Any

from api.evidence.answers import times_of
from projections.basis import Asked
from tests.api.evidence.bundles import Files, House
from tests.projections.given import given
from tests.records import a_record

QUESTION = "What terms were in force on 1 January 2025?"


def answered(files: Files) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["answers/question-1.json"])
    return found


def test_a_question_that_names_a_day_is_answered_for_that_day(house: House) -> None:
    then = answered(house.export(questions=(QUESTION,)).files)
    assert then["basis"]["effective_at"].startswith("2025-01-01")
    now = answered(house.export(questions=("What terms are in force?",)).files)
    assert not now["basis"]["effective_at"].startswith("2025")
    assert then["sentence"] != now["sentence"]


def test_times_that_an_export_was_asked_for_win() -> None:
    deal = given(a_record("deal.opened"), a_record("deal.closed", outcome="won"))
    now = deal.known().basis
    assert times_of(now) == Asked(role="admin")
    then = deal.known(effective_at="2025-02-01", known_at=1).basis
    asked = times_of(then)
    assert isinstance(asked, Asked)
    assert (asked.known_at, str(asked.effective_at)[:10]) == (1, "2025-02-01")
