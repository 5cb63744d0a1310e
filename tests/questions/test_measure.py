"""The bank is read as it must be; the part held back is measured, and its lines are not shown."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.questions.bank import (
    BELOW_THE_BAR,
    FIRST_READ,
    HALVES,
    HELD_BACK,
    NOT_READ_YET,
    Half,
    questions,
)
from tests.questions.measure import answered_though_unreadable, report, share, told
from tests.shared import CHECKOUT

DEVELOPED_ON = sorted({*HALVES} - {HELD_BACK} - NOT_READ_YET | {*FIRST_READ})
"""What has a first reading on record has been looked at since."""
READ_RIGHT = 0.97
MOST = 0.9
"""What is demanded of the parts below the bar."""


@pytest.mark.parametrize("half", DEVELOPED_ON)
def test_what_it_was_developed_on_is_read_right(half: Half) -> None:
    by_kind, found = report(half)
    least = MOST if half in BELOW_THE_BAR else READ_RIGHT
    assert share(sum(by_kind.values(), start=Counter())) >= least
    assert [each.asked.id for each in found if each.mark == "wrong"] == []
    assert answered_though_unreadable(half) == []


def test_the_report_shows_nothing_of_what_is_held_back() -> None:
    if HELD_BACK is None:
        pytest.skip("No part is held back.")
    questions = {each.asked.question for each in report(HELD_BACK)[1]}
    assert not any(question in line for line in told() for question in questions)


def test_the_readme_says_how_well_the_last_part_is_read() -> None:
    if HELD_BACK is None:
        pytest.skip("No part is held back.")
    marks = sum(report(HELD_BACK)[0].values(), start=Counter())
    refused = f"{marks['unread']} {'is' if marks['unread'] == 1 else 'are'} refused"
    said = (
        f"Of {sum(marks.values())} questions of part `{HELD_BACK}` of the bank, {marks['right']}"
        f" are read right, {refused} and {marks['wrong']} are read wrong"
    )
    assert said in (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_say_how_the_last_part_was_read_before_anybody_looked() -> None:
    last = max(FIRST_READ)
    right, refused, wrong = FIRST_READ[last]
    said = f"{right} were read right, {refused} refused and {wrong} read wrong"
    assert right + refused + wrong == len(questions(last))
    for each in ("README.md", "tests/questions/README.md"):
        assert said in (CHECKOUT / each).read_text(encoding="utf-8")
