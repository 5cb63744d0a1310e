"""Reading a question of scope in plain words: right, or not at all."""

from __future__ import annotations

import pytest

from projections.answers.asked import KINDS, QuestionNotRead
from projections.answers.known import Known
from projections.answers.question import suggested
from tests.projections.given import given, scope
from tests.records import a_record

DEAL = given(
    a_record("catalogue.item_defined", item="suite", name="Care suite", at="2025-01-01"),
    a_record(
        "catalogue.item_defined",
        item="plan",
        name="Planner",
        parent="suite",
        synonyms=["rota tool"],
        at="2025-01-01",
    ),
    a_record("deal.opened", at="2025-01-01"),
)


@pytest.mark.parametrize(
    ("question", "items", "kinds"),
    [
        ("Was the discount meant to cover expansion services?", ["orders:expansion"], "pricing"),
        ("Does the discount cover the Planner?", ["services:plan"], "pricing"),
        ("Is the rota tool discounted?", ["services:plan"], "pricing"),
        ("care-suite: within the rebate?", ["services:suite"], "pricing"),
        (
            "Does it cover the Planner bought next year?",
            ["services:plan", "orders:expansion"],
            "all",
        ),
        ("Do the payment terms apply to renewals?", ["orders:renewal"], "payment"),
        ("Was the Planner discounted on 1 March 2024?", ["services:plan"], "pricing"),
        ("Are add-ons included?", ["orders:expansion"], "all"),
        ("Does the price hold extend to affiliates?", ["beneficiaries:affiliates"], "pricing"),
        ("Is the list price within scope?", ["held:list_price"], "all"),
        ("Do the payment terms cover list prices?", ["held:list_price"], "payment"),
    ],
)
def test_a_question_of_scope_is_read(question: str, items: list[str], kinds: str) -> None:
    read = DEAL.ask(question)["question"]
    assert [f"{each['axis']}:{each['item']}" for each in read["items"]] == items
    expected = {
        "pricing": ["price", "discount", "price_hold", "price_cap"],
        "all": "all",
        "payment": ["payment"],
    }
    assert read["terms"] == expected[kinds]
    assert read["asked"] == question
    assert read["read_as"].startswith("Are ")


@pytest.mark.parametrize(
    "question",
    [
        "",
        "???",
        "Who signed off on the Planner?",
        "Did the VP know about the discount on the Planner?",
        "Does the discount cover the Planner and the moon?",
        "Was the Planner discounted on 31 February 2025?",
        "Does the discount cover it?",
        "Planner",
        "Please write a polite e-mail about the Planner discount.",
        "Which wins on the Planner, the order or the annex?",
    ],
)
def test_what_is_not_understood_is_refused_with_questions_that_can_be_asked(question: str) -> None:
    with pytest.raises(QuestionNotRead) as refused:
        DEAL.ask(question)
    assert len(refused.value.nearest) == 3
    for nearest in refused.value.nearest:
        assert DEAL.ask(nearest)["verdict"] == "silent"


@pytest.mark.parametrize(
    "parameters",
    [
        {"kind": "opinion"},
        {"kind": "scope"},
        {"kind": "scope", "items": []},
        {"kind": "scope", "items": [{"axis": "services", "item": "moon"}]},
        {"kind": "scope", "items": ["plan"]},
        {"kind": "scope", "items": "plan"},
        {"kind": "scope", "items": [{"axis": ["services"], "item": "plan"}]},
        {"kind": "scope", "items": [{"axis": "services", "item": "plan"}], "terms": ["nice"]},
        {"kind": "scope", "items": [{"axis": "services", "item": "plan"}], "terms": 3},
        {**scope("services:plan"), "more": 1},
    ],
)
def test_parameters_that_name_nothing_known_are_refused(parameters: dict[str, object]) -> None:
    with pytest.raises(QuestionNotRead):
        DEAL.ask(parameters)


def test_before_anything_was_asked_there_is_a_question_of_each_kind_that_can_be_asked() -> None:
    asked = suggested(Known(DEAL.known()))
    kinds = [DEAL.ask(each)["question"]["kind"] for each in asked]
    # Nobody and no clause is on record, of whom or which it could be asked.
    assert kinds == [kind for kind in KINDS if kind in kinds]
    assert {"scope", "terms", "changes", "integrity"} <= {*kinds}
    assert "knowledge" not in kinds
