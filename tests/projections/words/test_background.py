"""What only says why it is asked is passed over; what would change the question is not."""

from __future__ import annotations

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from tests.projections.words.test_guards import COBALT, GULLWING, NAMES, STORY


@pytest.mark.parametrize(
    ("question", "kind", "background"),
    [
        (
            "Sorry for pinging you so early in the day. Who signed off on 4.2?",
            "sign_off",
            "Sorry for pinging you so early in the day",
        ),
        (
            "Everyone is pointing fingers. Did the VP know about 4.2 before it went out?",
            "knowledge",
            "Everyone is pointing fingers",
        ),
        (
            "Was the offer retracted? They were hinting at something.",
            "retraction",
            "were hinting at something",
        ),
        (
            "The discount is a sore point. Was the offer retracted?",
            "retraction",
            "The discount is a sore point",
        ),
        (
            "Not that I'd expect it, but was 4.2 ever retracted?",
            "retraction",
            "Not that I'd expect it",
        ),
    ],
)
def test_background_is_passed_over_and_told(question: str, kind: str, background: str) -> None:
    (found,) = read(question, NAMES[STORY])
    assert (found.kind, found.asked) == (kind, question)
    assert background.rstrip(".") in " ".join(found.passed_over)


def test_he_or_she_is_the_one_person_of_the_background() -> None:
    (found,) = read("I had Philippa on the phone all day. Did she see 4.2?", NAMES[STORY])
    assert (found.kind, found.persons, found.clauses) == ("knowledge", ("agency-buyer",), ("4.2",))


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (STORY, "We are only talking about the first wording. Who signed off on 4.2?"),
        (STORY, "Suppose the discount had never been there. Was the offer retracted?"),
        (STORY, "Suppose 4.2 had said so. Was the offer retracted?"),
        (STORY, "This is about 4.1. Who objected?"),
        (STORY, "Draft them a mail that we are sorry. Who signed off on 4.2?"),
        (STORY, "I told them about the drones. Are they covered by the discount?"),
        (STORY, "We rang Zebediah about this. Who signed off on 4.2?"),
        (STORY, "Tobias rang Philippa in a huff. Did she see 4.2?"),
        (STORY, "warranty clause: signed off?"),
        (STORY, "Who signed off on 4.2? And who objected to it?"),
        (COBALT, "Brandt. Any objection to P2?"),
    ],
)
def test_what_would_change_the_question_is_not_passed_over(deal: str, question: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES[deal])


@pytest.mark.parametrize(
    ("deal", "question", "same"),
    [
        (STORY, "§ 4.2: who signed off?", "Clause 4.2: who signed off?"),
        (STORY, "Does the discount cover any more of them (expansion services)?",
         "Does the discount cover expansion services?"),
        (STORY, "expansion services @ the discount?", "expansion services at the discount?"),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_read_alike(deal: str, question: str, same: str) -> None:
    (found,), (other,) = read(question, NAMES[deal]), read(same, NAMES[deal])
    assert (found.kind, found.parameters) == (other.kind, other.parameters)
    assert found.asked == question


def test_a_month_in_which_nothing_happened_is_one_time() -> None:
    quiet = read("In March 2031, did the discount cover expansion services?", NAMES[STORY])
    assert [one.effective_at for one in quiet] == ["2031-03-31"]


def test_a_month_in_which_something_happened_is_its_first_and_its_last_day() -> None:
    moved = read("In May 2025, did the discount cover expansion services?", NAMES[STORY])
    assert [one.effective_at for one in moved] == ["2025-05-01", "2025-05-31"]


def test_the_first_and_the_last_of_all_years_are_read_or_refused() -> None:
    (last,) = read("In December 9999, did the discount cover expansion services?", NAMES[STORY])
    assert last.effective_at == "9999-12-31"
    with pytest.raises(QuestionNotRead):
        read("In March 0000, did the discount cover expansion services?", NAMES[STORY])


def test_a_day_that_says_again_when_it_was_is_no_second_time() -> None:
    (found,) = read("Had Bram seen 5.3 when P2 was sent on 21 March 2024?", NAMES[GULLWING])
    assert found.kind == "knowledge"
    with pytest.raises(QuestionNotRead):
        read("Had Bram seen 5.3 when P2 was sent on 2 January 2024?", NAMES[GULLWING])
