"""Signing and taking back, told in a sentence before the question, or with two things set beside.

What is read of each, and near sentences that no reading would answer.
"""

from __future__ import annotations

import pytest

from projections.answers.asked import QuestionNotRead
from tests.projections.words.test_signing_and_after import asked_of, in_short

FENNMARK = "fennmark-2024"
READ = [
    (
        "41",
        "Tadhg signed 4.2 on a Sunday evening in Grant's name. Was he still covered?",
        "sign_off ask=allowed clauses=4.2 persons=s41.tadhg",
    ),
    (
        "41",
        "Had the deputyship of Tadhg run out before he approved 4.2?",
        "sign_off ask=allowed clauses=4.2 persons=s41.tadhg not",
    ),
    ("76", "What made Baraka turn down A-1?", "sign_off ask=who clauses=A-1"),
    (
        "76",
        "Baraka refused A-1 on 6 February. Did he come round?",
        "sign_off ask=whether clauses=A-1 persons=s76.baraka",
    ),
    (
        FENNMARK,
        "Beate's yes or our recall of P2: which got through earlier?",
        "retraction ask=whether proposal=P2 before=fm.p2acc",
    ),
    (
        FENNMARK,
        "Who told Jürgen to pull P2, and on what grounds?",
        "retraction ask=who proposal=P2",
    ),
    (
        FENNMARK,
        "What did we give them in P2 that they did not have in P1?",
        "changes ask=what from=P1 to=P2",
    ),
    (
        "101",
        "Did the hand-over date shift between the two offers?",
        "changes ask=whether clauses=7 from=P1 to=P2",
    ),
]
REFUSED = [
    ("41", "Tadhg signed 4.2. Was he still ill?"),
    ("76", "Baraka refused A-1 on 6 February. Did he resign?"),
    ("76", "What made Baraka turn down C/3?"),
    (FENNMARK, "Beate's yes or our recall of P2: which was wiser?"),
    (FENNMARK, "Who told Jürgen to pull P2, and who accepted it?"),
    (FENNMARK, "Was Timo allowed to sign P2 for Sabine?"),
]


@pytest.mark.parametrize(("deal", "asked", "wanted"), READ)
def test_what_is_read(deal: str, asked: str, wanted: str) -> None:
    assert [in_short(each) for each in asked_of(deal, asked)] == [wanted]


@pytest.mark.parametrize(("deal", "asked"), REFUSED)
def test_what_no_reading_holds_is_refused(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        asked_of(deal, asked)
