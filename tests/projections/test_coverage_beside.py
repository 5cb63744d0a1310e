"""What stands beside the table: what nobody required, retractions, corrections; the verdict."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.coverage import coverage
from projections.facts import Role
from projections.signing.table import coverage_of
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
    withdrawn,
)
from tests.records import DEAL, a_record

ASKED = asked("S1", "vera")
SECOND = (revised("Thirty percent.", "2025-05-10"), sealed("P2", "2025-05-11"))
"""Clause 4.2 in wording 2, sealed in P2."""


def verdict(deal: Given, **times: Any) -> str:
    found = coverage_of(deal.known(**times)).row("4.2")
    assert found is not None
    return found.verdict


def test_what_somebody_signed_whom_nobody_asked_is_listed_beside() -> None:
    deal = given(*FIRST, signed("S1", "vera", id="yes"))
    found = row(deal)
    assert found["required"] == []
    [beyond] = found["beyond"]
    assert (beyond["state"], beyond["signed"]["record"]) == ("signed", "yes")
    assert beyond["signed"]["authority"]["state"] == "unknown"
    assert "Nobody required it." in beyond["sentence"]
    assert "nobody was asked" in found["sentence"]


def test_beside_the_table_stand_older_later_declined_and_withdrawn_sign_offs_too() -> None:
    def beside(*records: Record) -> list[str]:
        return [each["state"] for each in row(given(*FIRST, *records))["beyond"]]

    assert beside(signed("S1", "vera"), *SECOND) == ["stale"]
    assert beside(signed("S1", "vera"), withdrawn("S1", "vera", "2025-05-08")) == ["withdrawn"]
    assert beside(declined("S1", "vera", "2025-05-08")) == ["declined"]
    later = signed("S1", "vera", "2025-05-12", proposal="P2")
    assert beside(sent("P1", "2025-05-03"), *SECOND, later) == ["later"]


def test_one_who_signed_every_wording_is_listed_once_by_the_one_asked_about() -> None:
    both = signed("S1", "vera"), *SECOND, signed("S2", "vera", "2025-05-12", proposal="P2", id="2")
    assert [each["answer"] for each in row(given(*FIRST, *both))["beyond"]] == ["2"]


def test_conditions_and_words_of_a_signature_are_shown() -> None:
    said: dict[str, Any] = {"conditions": ["Paid in 30 days."], "statement": "As sealed."}
    [cell] = row(given(*FIRST, ASKED, signed("S1", "vera", **said)))["required"]
    assert cell["signed"]["conditions"] == ["Paid in 30 days."]
    assert cell["signed"]["statement"] == "As sealed."
    assert "on the conditions “Paid in 30 days.”" in cell["sentence"]


def retracted(at: str, **given: Any) -> Record:
    data = {"proposal": "P1", "to": ["acme"], "reason_class": "commercial", "reason": "Changed."}
    return a_record("proposal.retracted", at=at, **data | given)


def test_what_was_retracted_stays_signed_and_is_shown_as_granted_and_then_retracted() -> None:
    back = retracted("2025-05-09", id="back")
    deal = given(clause("3.1"), *FIRST, ASKED, signed("S1", "vera"), back)
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["signed"]["retracted_by"]) == ("signed", ["back"])
    assert "then retracted, 2025-05-09" in cell["signed"]["retracted"]
    assert row(deal, effective_at="2025-05-08")["required"][0]["signed"]["retracted_by"] == []


def test_a_retraction_of_other_clauses_or_from_before_is_not_one_of_what_was_signed() -> None:
    def found(back: Record) -> Any:
        deal = given(clause("3.1"), *FIRST, ASKED, signed("S1", "vera"), back)
        return row(deal)["required"][0]["signed"]["retracted_by"]

    assert found(retracted("2025-05-09", clauses=["3.1"])) == []
    assert found(retracted("2025-05-06")) == []
    assert found(retracted("2025-05-09", clauses=["4.2"], id="b")) == ["b"]


def test_a_correction_of_the_wording_changes_no_sign_off_and_is_shown_beside_it() -> None:
    right = {"clause": "4.2", "heading": "Discount", "text": "Twelve percent."}
    fix = a_record(
        "record.corrected", deal=DEAL, id="fix", at="2025-06-01", corrects="c", data=right
    )
    found = row(given(*FIRST, ASKED, signed("S1", "vera"), fix))
    assert [cell["state"] for cell in found["required"]] == ["signed"]
    assert found["corrected"]["by"] == "fix"
    assert {"removed": "Twenty"} in found["corrected"]["difference"]


def test_a_struck_signature_counts_for_nothing() -> None:
    yes = signed("S1", "vera", id="yes")
    strike = a_record("record.struck", deal=DEAL, record="yes", at="2025-06-01")
    deal = given(*FIRST, ASKED, yes, strike)
    assert states(deal) == ["open"]
    assert states(deal, known_at=4) == ["signed"]


def test_the_difference_from_a_wording_that_is_struck_is_not_shown() -> None:
    strike = a_record("record.struck", deal=DEAL, record="c", at="2025-06-01")
    deal = given(*FIRST, ASKED, signed("S1", "vera"), *SECOND, strike)
    again = asked("S2", "vera", "2025-05-12", proposal="P2")
    [cell] = row(given(*[entry.record for entry in deal.entries], again))["required"]
    assert (cell["state"], cell["signed"]["version"]) == ("stale", 1)
    assert cell["signed"]["difference"] is None


def test_a_grant_that_is_privileged_is_kept_from_readers_and_counted() -> None:
    """Else "no grant is on record" would be said of what is only kept from them."""
    grant = a_record("authority.granted", person="vera", at="2025-01-01", privilege="work_product")
    deal = given(*FIRST, grant, signed("S1", "vera"))
    roles: list[tuple[Role, str, int]] = [("reader", "unknown", 1), ("legal", "within", 0)]
    for role, state, withheld in roles:
        found = coverage(deal.known(role=role))
        [signature] = [each["signed"] for each in found["clauses"][0]["beyond"]]
        assert (signature["authority"]["state"], found["withheld"]) == (state, withheld)


def test_a_signature_that_is_privileged_is_kept_from_readers_and_counted() -> None:
    deal = given(*FIRST, ASKED, signed("S1", "vera", privilege="attorney_client"))
    assert states(deal) == ["signed"]
    assert states(deal, role="reader") == ["open"]
    assert coverage(deal.known(role="reader"))["withheld"] == 1


YES = signed("S1", "vera")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((), "silent"),
        ((ASKED,), "silent"),
        ((ASKED, YES), "yes"),
        ((YES,), "yes"),
        ((ASKED, asked("S2", "otto"), YES), "partly"),
        ((ASKED, signed("S9", "otto")), "partly"),
        ((ASKED, declined("S1", "vera", "2025-05-07")), "no"),
        ((ASKED, YES, withdrawn("S1", "vera", "2025-05-08")), "no"),
        ((YES, *SECOND), "partly"),
        ((ASKED, YES, *SECOND, asked("S2", "vera", "2025-05-12", proposal="P2")), "partly"),
        ((YES, withdrawn("S1", "vera", "2025-05-08")), "silent"),
    ],
)
def test_whether_a_wording_was_signed_off(records: tuple[Record, ...], expected: str) -> None:
    assert verdict(given(*FIRST, *records)) == expected
