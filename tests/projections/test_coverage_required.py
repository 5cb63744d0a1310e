"""Which sign-offs were required: what was requested for a wording that the text still holds."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.coverage import coverage
from tests.projections.given import Given, given
from tests.projections.signing import (
    FIRST,
    asked,
    clause,
    declined,
    revised,
    row,
    sealed,
    sent,
    signed,
    states,
)
from tests.records import a_record

BOTH = (clause("3.1"), *FIRST)
"""Clauses 3.1 and 4.2 in their first wordings, in P1."""
SECOND = (revised("Thirty percent.", "2025-05-10"), sealed("P2", "2025-05-11"))
"""Clause 4.2 in wording 2, sealed in P2 with 3.1 unchanged."""


def requests(deal: Given, clause: str = "4.2", **times: Any) -> list[str]:
    return [cell["sign_off"] for cell in row(deal, clause, **times)["required"]]


def left_out(deal: Given, **times: Any) -> list[tuple[str, str]]:
    found = coverage(deal.known(**times))["not_counted"]
    return [(each["record"], each["why"]) for each in found]


def test_a_request_on_an_earlier_proposal_counts_for_a_wording_that_is_still_held() -> None:
    deal = given(*BOTH, asked("S1", "vera", id="asked"), signed("S1", "vera"), *SECOND)
    assert (requests(deal, "3.1"), states(deal, "3.1")) == (["S1"], ["signed"])
    assert requests(deal, "4.2") == []
    assert [each["state"] for each in row(deal, "4.2")["beyond"]] == ["stale"]
    assert left_out(deal) == []


def test_a_request_for_wordings_that_are_held_no_longer_is_named_apart() -> None:
    deal = given(*BOTH, asked("S1", "vera", clauses=["4.2"], id="asked"), *SECOND)
    assert left_out(deal) == [("asked", "wording_not_held")]
    assert left_out(deal, effective_at="2025-05-09") == []


def test_a_request_on_a_later_proposal_is_not_required_of_the_governing_one() -> None:
    later = asked("S2", "vera", "2025-05-12", proposal="P2", id="asked")
    deal = given(*BOTH, sent("P1", "2025-05-03"), *SECOND, later)
    assert requests(deal, "3.1") == []
    assert left_out(deal) == [("asked", "later_proposal")]


def test_a_signature_on_a_later_proposal_covers_the_same_wording() -> None:
    later = signed("S2", "vera", "2025-05-12", proposal="P2")
    deal = given(*BOTH, sent("P1", "2025-05-03"), asked("S1", "vera"), *SECOND, later)
    assert states(deal, "3.1") == ["signed"]
    assert states(deal, "4.2") == ["open"]


def test_the_latest_request_to_the_same_person_counts() -> None:
    again = asked("S2", "vera", "2025-05-12", proposal="P2")
    deal = given(*BOTH, asked("S1", "vera", id="first"), *SECOND, again)
    assert requests(deal, "3.1") == ["S2"]
    assert row(deal, "3.1")["required"][0]["earlier"] == ["first"]
    assert requests(deal, "3.1", effective_at="2025-05-11") == ["S1"]


def test_the_latest_is_by_occurrence_and_only_then_by_position() -> None:
    late = asked("S1", "vera", "2025-05-05")
    assert requests(given(*FIRST, asked("S2", "vera", "2025-05-06"), late)) == ["S2"]
    same_day = asked("S2", "vera", "2025-05-06"), asked("S1", "vera", "2025-05-06T10:00Z")
    assert requests(given(*FIRST, *same_day)) == ["S1"]
    assert requests(given(*FIRST, *reversed(same_day))) == ["S2"]


def test_what_was_signed_under_the_earlier_request_still_counts() -> None:
    deal = given(
        *BOTH,
        asked("S1", "vera"),
        signed("S1", "vera"),
        *SECOND,
        asked("S2", "vera", "2025-05-12", proposal="P2"),
    )
    assert states(deal, "3.1") == ["signed"]
    assert states(deal, "4.2") == ["stale"]


def test_the_latest_request_in_the_same_role_counts_whoever_was_asked() -> None:
    deal = given(
        *FIRST,
        asked("S1", "vera", role="Approver", id="first"),
        asked("S2", "otto", "2025-05-07", role="Approver"),
    )
    assert requests(deal) == ["S2"]
    assert left_out(deal) == [("first", "asked_again")]
    signed_before = given(*[e.record for e in deal.entries], signed("S1", "vera", "2025-05-06"))
    assert states(signed_before) == ["signed"]


def test_one_person_asked_in_two_roles_is_asked_twice() -> None:
    two = asked("S1", "vera", role="Finance"), asked("S2", "vera", "2025-05-07", role="Legal")
    deal = given(*FIRST, *two, signed("S1", "vera", "2025-05-08"))
    assert requests(deal) == ["S1", "S2"]
    assert states(deal) == ["signed", "open"]
    in_no_role = asked("S3", "vera", "2025-05-08")
    assert requests(given(*FIRST, *two, in_no_role)) == ["S3"]


def test_two_ids_of_one_human_are_one_who_is_asked() -> None:
    same = a_record("person.identified", person="vera", same_as="v@us.example", at="2025-06-01")
    two = asked("S1", "vera"), asked("S2", "v@us.example", "2025-05-07")
    assert requests(given(*FIRST, *two)) == ["S1", "S2"]
    assert requests(given(*FIRST, *two, same)) == ["S2"]


def test_a_request_for_named_clauses_is_required_of_those_alone() -> None:
    deal = given(*BOTH, asked("S1", "vera", clauses=["3.1"]))
    assert (requests(deal, "3.1"), requests(deal, "4.2")) == (["S1"], [])


def test_a_clause_that_the_governing_text_does_not_hold_is_read_in_its_current_wording() -> None:
    deal = given(
        *FIRST,
        sent("P1", "2025-05-03"),
        clause("5", at="2025-05-04"),
        sealed("P2", "2025-05-05"),
        asked("S1", "vera", proposal="P2"),
        signed("S1", "vera", proposal="P2"),
    )
    found = row(deal, "5")
    assert (found["governs"], found["proposal"]) == (False, None)
    assert states(deal, "5") == ["signed"]
    assert row(deal, "4.2")["governs"] is True


def test_the_drafts_govern_until_something_is_sealed() -> None:
    deal = given(clause(), asked("S1", "vera", id="asked"))
    found = row(deal)
    assert (found["governs"], found["required"]) == (True, [])
    assert left_out(deal) == [("asked", "no_seal")]


def test_a_sign_off_on_a_proposal_without_a_seal_on_record_binds_nothing() -> None:
    deal = given(
        *FIRST,
        asked("S1", "vera", proposal="P9", id="asked"),
        signed("S1", "vera", proposal="P9", id="signed"),
        declined("S2", "otto", "2025-05-08", proposal="P9", id="declined"),
    )
    assert row(deal)["required"] == row(deal)["beyond"] == []
    assert left_out(deal) == [(each, "no_seal") for each in ("asked", "signed", "declined")]
    sentences = [each["sentence"] for each in coverage(deal.known())["not_counted"]]
    assert "no seal of it is on record" in sentences[1]


def test_a_governing_proposal_without_a_seal_says_so_and_shows_the_drafts() -> None:
    deal = given(clause(), sent("P9", "2025-05-03"), asked("S1", "vera", proposal="P9"))
    found = coverage(deal.known())
    assert found["governing"]["contents_on_record"] is False
    assert [(each["clause"], each["governs"]) for each in found["clauses"]] == [("4.2", False)]


def test_a_seal_binds_what_was_signed_before_it_once_it_has_happened() -> None:
    deal = given(
        clause(), asked("S1", "vera"), signed("S1", "vera"), sealed("P1", "2025-05-09T10:00Z")
    )
    assert row(deal, effective_at="2025-05-08")["required"] == []
    assert states(deal) == ["signed"]


def test_a_clause_that_is_named_and_not_in_the_seal_is_said() -> None:
    deal = given(
        *FIRST,
        clause("5", at="2025-05-03"),
        signed("S1", "vera", clauses=["4.2", "5"], id="signed"),
    )
    assert [each["state"] for each in row(deal, "4.2")["beyond"]] == ["signed"]
    assert row(deal, "5")["beyond"] == []
    [found] = coverage(deal.known())["not_counted"]
    assert (found["why"], found["clauses"]) == ("not_in_seal", ["5"])


def test_an_amendment_requires_what_was_asked_on_it_and_the_base_keeps_its_own() -> None:
    records: tuple[Record, ...] = (
        *BOTH,
        asked("S1", "vera"),
        signed("S1", "vera"),
        a_record("agreement.executed", agreement="X", proposal="P1", at="2025-05-08"),
        revised("Thirty percent.", "2025-05-10"),
        sealed("A1", "2025-05-11", clauses=["4.2"], amends="P1"),
        asked("S2", "vera", "2025-05-12", proposal="A1"),
        a_record("proposal.accepted", proposal="A1", by="acme", at="2025-05-14"),
    )
    deal = given(*records)
    assert states(deal, "4.2", effective_at="2025-05-13") == ["signed"]
    assert states(deal, "4.2") == ["stale"]
    assert states(deal, "3.1") == ["signed"]
    assert requests(deal, "4.2") == ["S2"]


def test_a_due_date_and_the_role_are_shown_as_they_were_asked() -> None:
    [cell] = row(given(*FIRST, asked("S1", "vera", role="Approver", due="2025-05-09")))["required"]
    assert (cell["role"], cell["due"], cell["requested_at"]) == (
        "Approver",
        "2025-05-09",
        "2025-05-06",
    )
