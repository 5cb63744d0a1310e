"""The sample banks: their questions of terms, precedence and silence, asked by parameters."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from domain.record import parse
from tests.projections.given import Given, records
from tests.projections.test_coverage_story import NOW
from tests.shared import shared

LOGISTICS, SOLAR = "02-logistics-precedence", "20-solar-relay"


def _item(name: str) -> list[dict[str, str]]:
    return [{"axis": "services", "item": name}]


ASKED: dict[tuple[str, str], dict[str, Any]] = {
    (LOGISTICS, "Schedule A and clause 6.1 differ on customs filing: which one wins?"): {
        "kind": "precedence",
        "documents": ["schedule-a"],
        "clauses": ["6.1"],
        "items": _item("s02.customs"),
    },
    (
        LOGISTICS,
        "Clause 6.1 and Schedule A contradict each other. Which prevailed on 20 Feb 2024?",
    ): {"kind": "precedence", "clauses": ["6.1"], "documents": ["schedule-a"]},
    (LOGISTICS, "Which price terms did we have in force on 1 April 2024?"): {
        "kind": "terms",
        "terms": ["price"],
    },
    (LOGISTICS, "Which document takes precedence, the order form or schedule A?"): {
        "kind": "precedence",
        "documents": ["order", "schedule-a"],
    },
    (LOGISTICS, "Does any document say anything about fuel card sync?"): {
        "kind": "silence",
        "items": _item("s02.fuel"),
    },
    (SOLAR, "A3.2 and G.5 say different things on inverter swaps. Which one wins?"): {
        "kind": "precedence",
        "clauses": ["A3.2", "G.5"],
        "items": _item("s20.invert"),
    },
    (SOLAR, "Does any document say anything about battery storage?"): {
        "kind": "silence",
        "words": "battery storage",
    },
    (SOLAR, "Does any document say anything about a notice given to an adviser?"): {
        "kind": "silence",
        "words": "a notice given to an adviser",
    },
}


@cache
def deal(scenario: str) -> Given:
    path = shared("data", "questions", f"{scenario}.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    return Given([parse(line) for line in lines if line])


def expected(scenario: str, question: str) -> dict[str, Any]:
    path = shared("data", "questions", f"{scenario}.questions.json")
    every: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    [found] = [each for each in every if each["q"] == question]
    return found


@pytest.mark.parametrize(("scenario", "question"), list(ASKED))
def test_verdict_citations_and_standing_are_as_expected(scenario: str, question: str) -> None:
    right = expected(scenario, question)
    times = {name: right[name] for name in ("effective_at", "known_at") if right[name]}
    answer = deal(scenario).ask(ASKED[scenario, question], now=NOW, **times)
    assert answer["verdict"] == right["verdict"]
    assert set(right["must_support"]) <= set(records(answer["supports"]))
    assert set(right["must_oppose"]) <= set(records(answer["opposes"]))
    assert all(words in json.dumps(answer) for words in right.get("must_mention", []))
    assert right["now_standing"] in {None, answer["now"]["standing"]}
