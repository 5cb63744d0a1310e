"""Telling: who told whom what, what became of it on its way, and who objected to it.

`telling.jsonl`: questions over sixteen deals, and what each must be read as, or that a near one
must be refused. The first 59 were written before the rules, the next 24 before they were tried.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.known import Known
from projections.answers.question import read
from tests.questions.bank import FOLDER
from tests.questions.measure import known, ledger

LINES = [
    json.loads(line)
    for line in (Path(__file__).parent / "telling.jsonl").read_text(encoding="utf-8").splitlines()
]
READ = [line for line in LINES if line["kind"]]
REFUSED = [line for line in LINES if line["kind"] is None]


@cache
def names(deal: str) -> Known:
    """The names of a deal of the bank, or of a scenario by its number."""
    made_up = [*(FOLDER / "deals").glob(f"{deal}.jsonl")]
    [path] = made_up or [*(FOLDER / "scenarios").glob(f"{deal}-*.jsonl")]
    return known(_deal_in(path), path)


def _deal_in(path: Path) -> str:
    deals = (entry.record.deal for entry in ledger(path).entries)
    return next(deal for deal in deals if deal is not None)


@pytest.mark.parametrize("line", READ, ids=lambda line: line["question"])
def test_what_was_told_is_read(line: dict[str, Any]) -> None:
    [found] = read(line["question"], names(line["deal"]))

    assert (found.kind, found.parameters) == (line["kind"], line["parameters"])
    assert (found.effective_at, found.known_at) == (line.get("effective_at"), None)


@pytest.mark.parametrize("line", REFUSED, ids=lambda line: line["question"])
def test_what_would_turn_it_is_refused(line: dict[str, Any]) -> None:
    with pytest.raises(QuestionNotRead):
        read(line["question"], names(line["deal"]))


@pytest.mark.parametrize("said", ["isnt", "isn't", "isn’t", "is not", "is no longer", "is never"])
def test_a_negation_in_what_was_told_is_kept(said: str) -> None:
    asked = f"Did we ever tell the client that salt electrolysis {said} capped?"
    [found] = read(asked, names("131"))

    assert (found.state, found.negated) == ("out", False)


@pytest.mark.parametrize("said", ["Didnt we", "Didn't we", "Did we not", "Did we never"])
def test_a_negation_of_the_telling_is_read_as_its_affirmative(said: str) -> None:
    [found] = read(f"{said} tell the client that salt electrolysis is capped?", names("131"))

    assert (found.state, found.negated) == ("in", True)
