"""The table of sign-off coverage: which wording is signed, stale, declined, withdrawn or open."""

from __future__ import annotations

from typing import Any

import pytest

from projections.signing.table import coverage_of
from tests.projections.given import Given, given
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    clause,
    declined,
    policy,
    revised,
    row,
    sealed,
    sent,
    signed,
    states,
    withdrawn,
)
from tests.records import a_record

ASKED = asked("S1", "vera")
SECOND = (revised("Thirty percent.", "2025-05-10"), sealed("P2", "2025-05-11"))
"""Clause 4.2 in wording 2, sealed in P2."""


def verdict(deal: Given, **times: Any) -> str:
    found = coverage_of(deal.known(**times)).row("4.2")
    assert found is not None
    return found.verdict


def test_what_was_asked_and_not_answered_is_open() -> None:
    deal = given(*FIRST, ASKED)
    assert states(deal) == ["open"]
    [cell] = row(deal)["required"]
    assert (cell["of"], cell["record"], cell["answer"], cell["signed"]) == (
        "vera",
        ASKED.id,
        None,
        None,
    )
    assert "No answer is on record." in cell["sentence"]


def test_what_the_person_asked_signed_is_signed_from_then_on() -> None:
    deal = given(*FIRST, ASKED, signed("S1", "vera"))
    assert states(deal, effective_at="2025-05-06") == ["open"]
    assert states(deal, effective_at="2025-05-07T10:00:00Z") == ["signed"]
    assert states(deal, known_at=3) == ["open"]


def test_a_sign_off_does_not_cover_a_later_wording() -> None:
    deal = given(*FIRST, ASKED, signed("S1", "vera"), *SECOND, asked("S2", "vera", proposal="P2"))
    assert states(deal, effective_at="2025-05-10") == ["signed"]
    [cell] = row(deal)["required"]
    assert cell["state"] == "stale"
    assert cell["signed"]["version"] == 1
    assert cell["signed"]["difference"] == [
        {"removed": "Twenty"},
        {"added": "Thirty"},
        {"kept": " percent."},
    ]
    assert "wording 1, an older one" in cell["sentence"]


def test_of_several_older_wordings_the_newest_that_is_signed_is_shown() -> None:
    third = revised("Forty percent.", "2025-05-12"), sealed("P3", "2025-05-13")
    deal = given(
        *FIRST,
        ASKED,
        signed("S1", "vera"),
        *SECOND,
        asked("S2", "vera", "2025-05-11", proposal="P2"),
        signed("S2", "vera", "2025-05-11T12:00Z", proposal="P2"),
        *third,
        asked("S3", "vera", "2025-05-13", proposal="P3"),
    )
    assert row(deal)["required"][0]["signed"]["version"] == 2
    taken_back = withdrawn("S2", "vera", "2025-05-14")
    deal = given(*[entry.record for entry in deal.entries], taken_back)
    assert row(deal)["required"][0]["signed"]["version"] == 1


def test_a_signature_on_a_later_wording_leaves_the_governing_one_open() -> None:
    deal = given(
        *FIRST,
        sent("P1", "2025-05-03"),
        ASKED,
        *SECOND,
        signed("S2", "vera", "2025-05-12", proposal="P2"),
    )
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["signed"]["version"]) == ("open", 2)
    assert "a later one" in cell["sentence"]
    assert verdict(deal) == "silent"


def test_a_revision_that_arrived_late_is_older_though_its_number_is_higher() -> None:
    late = a_record("clause.revised", text="Fifteen percent.", at="2025-05-01T12:00Z")
    deal = given(
        clause(at="2025-05-01T10:00Z", text="Ten percent."),
        revised("Twenty percent.", "2025-05-03"),
        late,
        sealed("P1", "2025-05-04", contents=[{"clause": "4.2", "version": 3}]),
        signed("S1", "vera", "2025-05-05", proposal="P1"),
        sealed("P2", "2025-05-06"),
        asked("S2", "vera", "2025-05-07", proposal="P2"),
    )
    [cell] = row(deal)["required"]
    assert (row(deal)["version"], cell["state"], cell["signed"]["version"]) == (2, "stale", 3)


def test_a_declined_sign_off_says_by_whom_and_why() -> None:
    deal = given(*FIRST, ASKED, declined("S1", "vera", "2025-05-07"))
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["reason"]) == ("declined", "Too cheap.")
    assert "Declined by vera, 2025-05-07: “Too cheap.”" in cell["sentence"]


def test_a_withdrawn_sign_off_is_shown_as_granted_and_then_withdrawn() -> None:
    deal = given(
        *FIRST, ASKED, signed("S1", "vera", id="yes"), withdrawn("S1", "boss", "2025-05-08")
    )
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["signed"]["record"]) == ("withdrawn", "yes")
    assert "Signed by vera" in cell["sentence"]
    assert "Withdrawn by boss" in cell["sentence"]
    assert states(deal, effective_at="2025-05-07") == ["signed"]


def test_a_request_that_is_taken_back_before_anybody_signed_is_withdrawn() -> None:
    assert states(given(*FIRST, ASKED, withdrawn("S1", "ana", "2025-05-07"))) == ["withdrawn"]


def test_a_withdrawal_shows_what_was_signed_and_takes_back_the_rest_of_the_request() -> None:
    deal = given(
        clause("3.1"),
        *FIRST,
        ASKED,
        signed("S1", "dana", on_behalf_of="otto", clauses=["4.2"], id="yes"),
        withdrawn("S1", "boss", "2025-05-08", id="no"),
    )
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["answers"]) == ("withdrawn", ["yes", "no"])
    assert cell["signed"]["record"] == "yes"
    assert states(deal, "3.1") == ["withdrawn"]


def test_a_withdrawal_is_no_answer_to_what_was_signed_only_afterwards() -> None:
    deal = given(
        *FIRST,
        withdrawn("S1", "vera", "2025-05-05", id="no"),
        signed("S1", "vera", "2025-05-06", id="yes"),
        policy("A", "2025-01-01", ({}, "deal_desk")),
        assigned("vera", "deal_desk"),
    )
    assert row(deal)["required"][0]["answers"] == ["yes"]


@pytest.mark.parametrize("against", [declined, withdrawn])
def test_what_was_declined_or_withdrawn_and_then_granted_is_signed(against: Any) -> None:
    deal = given(
        *FIRST, ASKED, against("S1", "vera", "2025-05-07"), signed("S1", "vera", "2025-05-08")
    )
    assert states(deal) == ["signed"]


def test_asking_again_does_not_undo_a_refusal_and_a_new_wording_does() -> None:
    deal = given(*FIRST, ASKED, declined("S1", "vera", "2025-05-07"))
    again = asked("S2", "vera", "2025-05-08")
    assert states(given(*[entry.record for entry in deal.entries], again)) == ["declined"]
    anew = (*SECOND, asked("S2", "vera", "2025-05-12", proposal="P2"))
    assert states(given(*[entry.record for entry in deal.entries], *anew)) == ["open"]


def test_a_refusal_is_of_the_clauses_that_were_asked_about() -> None:
    deal = given(
        clause("3.1"),
        *FIRST,
        asked("S1", "vera", clauses=["4.2"]),
        asked("S2", "otto"),
        declined("S1", "vera", "2025-05-07"),
    )
    assert states(deal, "4.2") == ["declined", "open"]
    assert states(deal, "3.1") == ["open"]


def test_a_refusal_of_a_later_proposal_under_the_same_id_is_none_of_the_earlier_wording() -> None:
    """As with a signature: it is over what the proposal that it names holds."""
    again = (revised("Ten percent.", "2025-05-08"), sealed("P2", "2025-05-09"))
    deal = given(*FIRST, ASKED, *again, declined("S1", "vera", "2025-05-10", proposal="P2"))
    assert states(deal, effective_at="2025-05-09") == []
    assert states(deal) == []
    [refusal] = row(deal)["beyond"]
    assert (refusal["state"], row(deal)["version"]) == ("declined", 2)
    on_the_first = given(*FIRST, ASKED, declined("S1", "vera", "2025-05-07"), *again)
    assert row(on_the_first)["beyond"] == []


def test_records_of_one_day_that_could_have_decided_otherwise_are_marked() -> None:
    deal = given(
        *FIRST, ASKED, declined("S1", "vera", "2025-05-07"), signed("S1", "vera", "2025-05-07")
    )
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["order_unknown"]) == ("signed", True)
    assert "order of these records is not known" in cell["sentence"]


def test_records_of_one_source_about_one_sign_off_have_an_order() -> None:
    source = {"source": {"system": "e-sign"}}
    deal = given(
        *FIRST,
        ASKED,
        signed("S1", "vera", "2025-05-07", **source),
        withdrawn("S1", "vera", "2025-05-07", **source),
    )
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["order_unknown"]) == ("withdrawn", False)


def test_an_answer_that_may_have_come_after_the_moment_asked_is_marked() -> None:
    deal = given(*FIRST, ASKED, signed("S1", "vera", "2025-05-07"))
    noon = row(deal, effective_at="2025-05-07T12:00Z")["required"][0]
    assert (noon["state"], noon["order_unknown"]) == ("signed", True)
    assert row(deal)["required"][0]["order_unknown"] is False


def test_a_sign_off_for_named_clauses_covers_those_alone() -> None:
    deal = given(clause("3.1"), *FIRST, ASKED, signed("S1", "vera", clauses=["4.2"]))
    assert states(deal, "4.2") == ["signed"]
    assert states(deal, "3.1") == ["open"]


def test_who_was_asked_about_some_clauses_signed_those_when_nothing_else_is_said() -> None:
    deal = given(clause("3.1"), *FIRST, asked("S1", "vera", clauses=["4.2"]), signed("S1", "vera"))
    assert states(deal, "4.2") == ["signed"]
    assert row(deal, "3.1")["required"] == row(deal, "3.1")["beyond"] == []
