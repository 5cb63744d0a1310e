"""The offer of the story, tried on 9 May: three days before it was sent."""

from __future__ import annotations

from typing import Any

import pytest

from projections.stress import newest, stress
from tests.projections.test_coverage_story import story

WORDS = "added by Customer during the Term"
EXPECTED = {
    "first-order": ("in", None),
    "offered-service-later": ("in", None),
    "new-service": ("silent", "no_term"),
    "new-service-through-partner": ("silent", "no_term"),
    "more-licences": ("silent", "no_term"),
    "affiliate": ("silent", "no_term"),
    "partner-as-beneficiary": ("silent", "no_term"),
    "follow-on": ("silent", "no_term"),
    "co-term": ("silent", "no_term"),
    "after-hold": ("undetermined", "no_term"),
    "renewal": ("silent", "no_term"),
    "new-service-after-renewal": ("silent", "no_term"),
}


def table(proposal: str | None = "P7", at: str = "2025-05-09") -> dict[str, Any]:
    return stress(story().known(effective_at=at), proposal)


def scenario(name: str, proposal: str | None = "P7") -> dict[str, Any]:
    [found] = [each for each in table(proposal)["scenarios"] if each["scenario"] == name]
    return dict(found)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_usual_order_has_its_outcome(name: str) -> None:
    found = scenario(name)
    assert (found["says"], found["finding"]) == EXPECTED[name]
    assert [each["scenario"] for each in table()["scenarios"]] == list(EXPECTED)


def test_what_is_left_open_is_counted() -> None:
    assert table()["findings"] == 10
    assert table("P3")["findings"] == 12


def test_scheduling_bought_next_year_has_the_discount_and_the_words_that_say_so() -> None:
    found = scenario("offered-service-later")
    assert found["day"] == "2026-05-09"
    assert f"“{WORDS}”" in found["sentence"]
    reading_in, reading_out = found["readings"]
    assert (reading_in["stands"], reading_out["stands"]) == ("stated", "ruled_out")
    assert reading_out["statements"] == []
    orders, *services = reading_in["statements"]
    assert (orders["clause"], orders["record"], orders["words"]) == ("4.2", "story-11", WORDS)
    assert [each["clause"] for each in services] == ["3.1", "4.2"]
    fees, discount = reading_in["price"]["terms"]
    assert (fees["kind"], fees["value"], fees["silent_on"]) == ("price", None, ["orders"])
    assert (discount["value"], discount["silent_on"]) == ({"percent": "22"}, [])
    assert "“Fees are as set out in Schedule A.”" in reading_in["price"]["sentence"]


def test_a_new_service_is_where_the_dispute_began() -> None:
    """Expansion is in, and which services no term says: analytics is not in the offer."""
    found = scenario("new-service")
    assert found["day"] == "2027-01-09"
    assert [(each["name"], each["verdict"]) for each in found["items"]] == [
        ("expansion", "yes"),
        ("Analytics", "silent"),
    ]
    assert [each["stands"] for each in found["readings"]] == ["unsaid", "unsaid"]
    as_in, as_out = (each["price"]["sentence"] for each in found["readings"])
    assert "Discount of 22 % (clause 4.2, wording 1); silent on services." in as_in
    assert "list price" in as_out


def test_that_it_comes_through_the_partner_is_what_no_term_can_state() -> None:
    assert scenario("new-service")["not_stated"] == []
    [said] = scenario("new-service-through-partner")["not_stated"]
    assert "through the partner" in said


def test_an_order_after_the_hold_is_not_covered_by_a_term_whose_end_nobody_stated() -> None:
    found = scenario("after-hold")
    assert found["day"] is None
    assert "whether they still hold then is not stated" in found["sentence"]
    assert [each["stands"] for each in found["readings"]] == ["undecided", "undecided"]


def test_p3_had_no_word_on_orders() -> None:
    assert scenario("first-order", "P3")["says"] == "silent"
    assert [each["clause"] for each in table("P3")["clauses"]] == ["3.1"]


def test_the_drafts_are_tried_before_anything_is_sealed() -> None:
    found = table(None, "2025-05-03")
    assert found["proposal"] is None
    assert [each["clause"] for each in found["clauses"]] == ["3.1", "4.2"]
    assert found["findings"] == 10


@pytest.mark.parametrize(
    ("at", "name"), [("2025-04-13", None), ("2025-05-03", "P3"), ("2025-05-09", "P7")]
)
def test_the_proposal_that_came_last_is_the_one_to_try(at: str, name: str | None) -> None:
    assert newest(story().known(effective_at=at)) == name


def test_months_are_counted_from_the_acceptance_once_there_is_one() -> None:
    before, after = table()["start"], table(at="2025-06-01")["start"]
    assert (before["by"], before["day"], before["record"]) == ("assumed", "2025-05-09", None)
    assert (after["by"], after["day"], after["record"]) == ("acceptance", "2025-05-16", "story-24")


def test_the_same_basis_gives_the_same_again() -> None:
    assert table() == table()
