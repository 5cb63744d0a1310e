"""Whose sign-off a change left behind."""

from __future__ import annotations

from tests.projections.changes.reading import NEW, OLD, P1, P2, row
from tests.projections.signing import (
    asked,
    declined,
    signed,
    withdrawn,
)
from tests.records import a_record

SIGNED = (OLD, P1, asked("S1", "vera"), signed("S1", "vera", id="sig"))


def test_a_sign_off_on_the_old_wording_went_stale() -> None:
    [left] = row(*SIGNED, NEW, P2, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["record"], left["state"], left["version"]) == ("sig", "stale", 1)
    assert (left["given"], left["answer"]) == ("before", None)


def test_a_sign_off_went_stale_by_a_draft_too_before_anything_is_sealed() -> None:
    [left] = row(*SIGNED, NEW, from_="2025-05-09", to="2025-05-10")["sign_offs"]
    assert (left["record"], left["state"]) == ("sig", "stale")


def test_whoever_signed_the_new_wording_too_is_shown_as_signed_and_not_as_stale() -> None:
    again = signed("S2", "vera", at="2025-05-12", proposal="P2", id="again")
    [left] = row(*SIGNED, NEW, P2, again, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["record"], left["state"], left["answer"]) == ("sig", "signed", "again")


def test_that_another_person_signed_the_new_wording_leaves_the_sign_off_stale() -> None:
    other = signed("S2", "otto", at="2025-05-12", proposal="P2")
    [left] = row(*SIGNED, NEW, P2, other, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["record"], left["state"]) == ("sig", "stale")


def test_a_refusal_of_the_new_wording_stands_beside_the_old_signature() -> None:
    refused = declined("S2", "vera", "2025-05-12", proposal="P2", id="no")
    request = asked("S2", "vera", at="2025-05-11", proposal="P2")
    deal = (*SIGNED, NEW, P2, request, refused)
    [left] = row(*deal, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["state"], left["answer"]) == ("declined", "no")


def test_a_sign_off_that_had_been_withdrawn_did_not_go_stale() -> None:
    back = withdrawn("S1", "vera", "2025-05-08")
    assert row(*SIGNED, back, NEW, from_="2025-05-09")["sign_offs"] == []


def test_a_sign_off_on_a_clause_that_is_gone_covers_what_is_there_no_more() -> None:
    gone = a_record("clause.removed", at="2025-05-10")
    [left] = row(*SIGNED, gone, from_="2025-05-09")["sign_offs"]
    assert (left["record"], left["state"], left["given"]) == ("sig", "left_out", None)


def test_a_correction_changes_no_sign_off() -> None:
    right = a_record(
        "record.corrected",
        corrects="c1",
        at="2025-05-08",
        data={"clause": "4.2", "heading": "Discount", "text": "Twelve percent on orders."},
    )
    assert row(*SIGNED, right, from_="proposal:P1")["sign_offs"] == []
