"""What a reading would leave out is said, or meant, or it is not read."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from tests.projections.words.test_names_and_things import names

READ: list[tuple[str, str, str, dict[str, Any]]] = [
    ("45", "Is audio description priced anywhere in what was agreed?", "silence", {"words": None}),
    (
        "75",
        "Does anything in our papers cover damaged glass plates?",
        "silence",
        {"words": "damaged glass plates"},
    ),
    ("64", "Who had sweeping taken out of 3.1?", "changes", {"clauses": ("3.1",)}),
    ("71", "When did the metro learn about the November date?", "knowledge", {"version": 2}),
    ("71", "When did the metro learn about 8?", "knowledge", {"version": None}),
    (
        "65",
        "What did Nilo add to our message about blood panels?",
        "communication",
        {"items": (), "passed_over": ("message about blood panels",)},
    ),
    (
        "83",
        "What did Toivo keep back from the parish?",
        "communication",
        {"ask": "relay", "by": ("s83.toivo",)},
    ),
    (
        "83",
        "On what authority did Rose sign III.2?",
        "sign_off",
        {"ask": "allowed", "persons": ("s83.rose",)},
    ),
    (
        "86",
        "Did Griet have the power to approve 6000 euros?",
        "sign_off",
        {"ask": "allowed", "persons": ("s86.griet",)},
    ),
    (
        "64",
        "Does apron clearing enjoy the winter rebate?",
        "scope",
        {"items": (("services", "s64.apron"),)},
    ),
]
REFUSED: list[tuple[str, str]] = [
    ("72", "Does Aongatete Block pay the full rent?"),
    ("75", "Was the number of days in MSA.14 changed in the records?"),
    ("86", "Was Prudence's objection to the six thousand in time?"),
    ("74", "Did Levant Hydro get the offer?"),
    ("74", "Does clause 11 shut out what was said before?"),
    ("72", "Was Mere entitled to add the bumblebee boxes?"),
    ("52", "What did the museum write back to our second offer?"),
]


@pytest.mark.parametrize(("deal", "asked", "kind", "held"), READ)
def test_what_it_would_leave_out_is_meant_or_said(
    deal: str, asked: str, kind: str, held: dict[str, Any]
) -> None:
    (one,) = read(asked, names(deal))
    assert one.kind == kind
    assert {name: getattr(one, name) for name in held} == held


def test_a_month_that_who_and_why_have_no_place_for_is_told() -> None:
    (one,) = read("Who changed clause 3 in April 2024?", names("45"))
    assert (one.kind, one.clauses) == ("changes", ("3",))
    assert one.passed_over == ("in April 2024",)


@pytest.mark.parametrize(("deal", "asked"), REFUSED)
def test_what_turns_it_is_not_left_out(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(asked, names(deal))
