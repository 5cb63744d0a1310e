"""The lines of a digest: the words, shortened only at a mark, since when, and what is asked."""

from __future__ import annotations

import re

from hypothesis import given as supposing
from hypothesis import strategies as st

from projections.digest.words import LONGEST, beginning, changed
from tests.projections.digest.telling import displayed, told
from tests.projections.signing import (
    asked,
    clause,
    granted,
    percent,
    policy,
    revised,
    sealed,
    signed,
    term,
)
from tests.records import a_record

SEEN = (clause(text="Ten percent."), displayed("4.2", "2025-05-02"))
MARK = re.compile(r"\[… (\d+) characters? left out …\] ?")


def test_a_line_has_both_wordings_when_and_by_whom_and_what_each_states() -> None:
    later = revised("Twelve percent.", "2025-05-03", id="later", actor="rep",
                    requested_by="vera", term=term("discount", percent("12")))  # fmt: skip
    [line] = told(*SEEN, later)["lines"]
    assert line == (
        "Clause 4.2 “Discount” (wording 2, in the drafts) was reworded 2025-05-03 by The Rep, "
        "at the request of Vera (record later). It was “Ten percent.” (wording 1, the last that "
        "you had before you) and is “Twelve percent.” Stated of wording 1: a discount of 22 %, "
        "with no scope stated. Stated of wording 2: a discount of 12 %, with no scope stated."
    )


def test_of_more_than_three_the_others_are_named() -> None:
    more = [clause(name, at="2025-05-03") for name in "56789"]
    found = told(*SEEN, *more)
    assert len(found["lines"]) == 3
    assert found["rest"] == "Besides, 2 more: clause 8 (wording 1) and clause 9 (wording 1)."
    assert len(found["about"]) == 5
    assert found["subject"] == "Harbour: 5 clauses changed since you last had the terms before you"


def test_a_wording_of_which_nobody_stated_what_it_means_says_so() -> None:
    [line] = told(*SEEN, revised("Twelve.", "2025-05-03", term=None))["lines"]
    assert line.endswith(" Nobody stated what wording 2 means.")


def test_a_removed_clause_is_told_with_what_they_had() -> None:
    [line] = told(*SEEN, a_record("clause.removed", clause="4.2", at="2025-05-04", id="x"))["lines"]
    assert "was removed from the drafts 2025-05-04" in line
    assert "You last had wording 1 before you: “Ten percent.”" in line


def test_a_removed_clause_that_still_governs_is_told_so() -> None:
    offer = (sealed("P1", "2025-05-02"), a_record("proposal.sent", at="2025-05-02"))
    gone = a_record("clause.removed", clause="4.2", at="2025-05-04", id="x")
    [line] = told(*SEEN, *offer, gone)["lines"]
    assert "The governing text still holds wording 1." in line


def test_what_is_asked_is_what_records_ask() -> None:
    later = revised("Twelve.", "2025-05-03")
    [nothing] = told(*SEEN, later)["asked"]
    assert nothing.startswith("Nobody asks anything of you on record.")
    offer = (later, sealed("P1", "2025-05-04"))
    assert told(*SEEN, *offer, asked("S1", "vera", id="ask"))["asked"] == [
        "Your sign-off S1 of P1 is asked for (record ask): clause 4.2 (wording 2)."
    ]
    ruled = policy("POL", "2025-01-01", ({"kind": "discount"}, "sales_leadership"))
    assert told(*SEEN, *offer, ruled)["asked"][0].startswith("A policy asks for a sign-off of your")
    beyond = (granted("G1", "vera"), granted("G2", "rep", limit=percent("5")),
              signed("S2", "rep", id="sig"))  # fmt: skip
    [said] = told(*beyond[:2], *SEEN, *offer, beyond[2])["asked"]
    assert said == (
        "The Rep signed S2 of P1 beyond the own authority where yours reaches (record sig): "
        "clause 4.2 (wording 2)."
    )


def test_words_of_a_record_never_begin_a_line_of_the_text() -> None:
    text = "Ten.\n2. Pay at once:\r\nhttps://pay.example\u2028Now."
    found = told(*SEEN, clause("5", at="2025-05-03", text=text))["text"]
    assert "\n   | 2. Pay at once:\n   | https://pay.example\n   | Now." in found


def test_a_long_wording_is_cut_at_a_mark_that_says_how_much_is_left_out() -> None:
    text = "word " * 400
    said = beginning(text)
    [left] = MARK.findall(said)
    assert text.startswith(MARK.sub("", said).rstrip())
    assert len(MARK.sub("", said)) - 1 + int(left) == len(text)


def test_the_place_that_changed_is_shown_with_what_stands_around_it() -> None:
    old, new = (f"{'before ' * 200}{price}{' after' * 200}" for price in ("100 EUR", "250 EUR"))
    was, is_ = changed(old, new)
    assert "before 100 EUR after" in was
    assert "before 250 EUR after" in is_
    assert len(MARK.findall(was)) == len(MARK.findall(is_)) == 2


@supposing(st.text(max_size=2000), st.text(max_size=2000))
def test_nothing_is_left_out_without_a_mark(old: str, new: str) -> None:
    for text, said in zip((old, new), changed(old, new), strict=True):
        marks = [each for each in MARK.finditer(said) if each[0] not in text]
        bare = said
        for each in marks:
            bare = bare.replace(each[0], "", 1)
        assert sum(int(each[1]) for each in marks) >= len(text) - len(bare)
        assert len(bare) <= LONGEST + 200
