"""What a question names stands in its reading: figures, subjects, ways; else it is not read."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from tests.projections.words.test_names_and_things import names

READ: list[tuple[str, str, str, dict[str, Any]]] = [
    # figures are the clauses that have them, in the text that is asked of
    ("46", "Did Freja sign off on the 36 months?", "sign_off", {"clauses": ("B-6",)}),
    ("46", "Did Freja approve the 10 %?", "sign_off", {"clauses": ("B-1", "B-2")}),
    ("133", "Did finance sign off on the rebate of 6 %?", "sign_off", {"clauses": ("3.4",)}),
    ("135", "Did Ottokar sign off on the 36 months?", "sign_off", {"clauses": ("IV.1",)}),
    # a span of time tells a clause, or the wording that has it
    ("63", "Did finance approve the 24 month hold?", "sign_off", {"clauses": ("7",)}),
    ("46", "Did Dagny know about the three year hold?", "knowledge", {"clauses": ("B-6",)}),
    ("135", "Did Nino know about the 36-month hold?", "knowledge", {"clauses": ("IV.1",)}),
    (
        "102",
        "Did Otieno exceed his authority when he approved the 24 month hold?",
        "sign_off",
        {"clauses": ("Art.4",), "version": 1, "ask": "allowed"},
    ),
    # what was allowed is judged by the signature
    ("51", "Was Will allowed to grant 14 percent?", "sign_off", {"clauses": ()}),
    # an amendment, by its sort and its id, is one offer, compared with what it amends
    ("64", "What did the amendment AM1 change?", "changes", {"proposal": None}),
    ("64", "Was 3.1 changed by the amendment AM1?", "changes", {"clauses": ("3.1",)}),
    # what applies to an item is told by the terms
    ("44", "What discount applies to training days?", "terms", {}),
    ("51", "Which rate applied to tug standby?", "terms", {}),
    # what it was about is the clause of that heading
    (
        "111",
        "What did Sigrid tell Rose about the hand-over?",
        "communication",
        {"clauses": ("5.1",)},
    ),
    ("111", "What did Sigrid tell Rose about it?", "communication", {"clauses": ()}),
    # whither something was moved is no time of the question
    ("103", "Why was the hand-over moved to 30 May 2025?", "changes", {"effective_at": None}),
    # whose message it was is not who passed it on
    (
        "106",
        "What did Faye omit when she passed on Sari's message?",
        "communication",
        {"by": ("s106.faye",)},
    ),
]
REFUSED: list[tuple[str, str]] = [
    ("132", "Has engineering ever signed off on the 95 days?"),
    ("135", "Did Ottokar sign off on the 37 months?"),
    ("63", "Did finance approve the 18 month hold?"),
    ("103", "Was Zofia Bąk's sign-off given for 15 or for 18 per cent?"),
    ("103", "Did Zofia sign off on 15 or 18 per cent?"),
    ("63", "What would the amendment A1 have changed in clause 7?"),
    ("52", "Did the amendment P4 change the order of the papers?"),
    ("62", "What did Solène tell Mei-Ling about the weather?"),
    ("45", "What was the price per minute in the first contract?"),
    (
        "44",
        "Was Chase's approval of the free calibration visits withdrawn before the order came in?",
    ),
    ("116", "Was Summer Rossi still authorised when she signed on 18 March 2025?"),
    ("43", "Which sign-offs were still open when P1 was sent to Nordfjord?"),
    ("105", "Did the retraction of P1 arrive before P1 itself?"),
    ("52", "Was the order of April 2024 corrected?"),
    ("111", "Had Will Odhiambo received P2 when he accepted P1?"),
    ("114", "Did Dawn receive P3 before she accepted it?"),
]


@pytest.mark.parametrize(("deal", "asked", "kind", "held"), READ)
def test_what_is_named_stands_in_the_reading(
    deal: str, asked: str, kind: str, held: dict[str, Any]
) -> None:
    for one in read(asked, names(deal)):
        assert one.kind == kind
        assert {name: getattr(one, name) for name in held} == held


@pytest.mark.parametrize(("deal", "asked"), REFUSED)
def test_what_the_reading_would_lose_is_not_read(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(asked, names(deal))
