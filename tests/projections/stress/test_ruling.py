"""In, out, silent, ambiguous, in part: by the rules of the answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.projections.given import given, scope
from tests.projections.stress.trying import SERVICES, outcome, priced, stands, tried
from tests.records import a_clause, a_record

WHOLE = ("orders:expansion", "services:suite")


def test_in_where_one_term_says_so_of_every_axis() -> None:
    found = tried(priced("4.2", *WHOLE), in_offer=True)
    assert (found["says"], found["finding"]) == ("in", None)
    assert stands(found) == ("stated", "ruled_out")


def test_two_terms_do_not_add_up_to_a_promise() -> None:
    told = (priced("3.1", "services:suite"), priced("4.2", "orders:expansion"))
    found = tried(*told, services=["plan"])
    assert (found["says"], found["finding"]) == ("silent", "no_term")
    assert "by no single term" in found["sentence"]


def test_out_on_one_axis_is_out() -> None:
    found = tried(priced("4.2", *WHOLE, "-beneficiaries:affiliates"), beneficiary="affiliates")
    assert (found["says"], found["finding"]) == ("out", None)
    assert stands(found) == ("ruled_out", "stated")
    [against] = found["readings"][1]["statements"]
    assert (against["clause"], against["words"]) == ("4.2", "Words of 4.2.")


def test_what_no_term_states_is_silent_and_a_finding() -> None:
    assert outcome(priced("4.2", *WHOLE), order_type="co_term") == ("silent", "no_term")


def test_the_nearest_that_is_stated_above_a_service_decides() -> None:
    told = priced("4.2", *WHOLE, "-services:plan")
    assert outcome(told, services=["plan"]) == ("out", None)
    assert outcome(priced("4.2", *WHOLE), services=["plan"]) == ("in", None)


def test_documents_that_differ_leave_two_readings_each_with_its_words() -> None:
    told = (
        priced("4.2", "orders:expansion", text="It holds."),
        priced("A.1", "-orders:expansion", text="It does not.", document="schedule"),
    )
    found = tried(*told)
    assert (found["says"], found["finding"]) == ("ambiguous", "two_readings")
    assert stands(found) == ("open", "open")
    words = [[each["words"] for each in one["statements"]] for one in found["readings"]]
    assert words == [["It holds."], ["It does not."]]


def test_a_stated_precedence_decides_between_them() -> None:
    told = (
        priced("4.2", "orders:expansion"),
        priced("A.1", "-orders:expansion", document="schedule"),
    )
    order = a_record("precedence.stated", order=["schedule", "order"], at="2025-05-02")
    assert outcome(*told, order) == ("out", None)


def test_a_precedence_whose_clause_is_not_in_the_text_decides_nothing() -> None:
    told = (
        priced("4.2", "orders:expansion"),
        priced("A.1", "-orders:expansion", document="schedule"),
        a_clause("9.9", at="2025-05-01"),
        a_record("clause.removed", clause="9.9", at="2025-05-03"),
    )
    order = a_record(
        "precedence.stated", order=["schedule", "order"], clause="9.9", at="2025-05-02"
    )
    assert outcome(*told, order) == ("ambiguous", "two_readings")


def test_a_condition_is_in_part_and_said() -> None:
    found = tried(priced("4.2", "orders:expansion", condition="If paid in advance"))
    assert (found["says"], found["finding"]) == ("partly", None)
    assert stands(found) == ("in_part", "in_part")
    assert "If paid in advance" in found["sentence"]
    assert "If paid in advance" in found["readings"][0]["price"]["sentence"]


def test_an_exception_below_a_service_is_in_part() -> None:
    assert outcome(priced("4.2", *WHOLE, "-services:plan"), services=["suite"]) == ("partly", None)


def test_words_that_name_it_without_a_term_decide_nothing() -> None:
    told = a_clause("4.2", text="Laboratory is priced apart.", at="2025-05-01")
    found = tried(priced("3.1", "orders:expansion"), told, services=["lab"])
    assert [each["verdict"] for each in found["items"]] == ["yes", "undetermined"]
    assert (found["says"], found["finding"]) == ("undetermined", "no_term")
    assert "“Laboratory is priced apart.”" in found["sentence"]


def test_a_clarification_is_heard() -> None:
    parties = [
        a_record("party.joined", party="acme", role="client", at="2025-01-01"),
        a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
    ]
    clarified = a_record(
        "terms.clarified",
        clauses=["4.2"],
        term={
            "kind": "discount",
            "scope": [{"axis": "orders", "item": "renewal", "state": "out"}],
        },
        agreed_by=["acme", "us"],
        at="2025-06-01",
    )
    told = (*parties, priced("4.2", "orders:renewal"))
    assert outcome(*told, order_type="renewal") == ("in", None)
    assert outcome(*told, clarified, order_type="renewal") == ("out", None)


def test_a_service_in_the_offer_is_one_that_a_term_states_in() -> None:
    told = priced("4.2", "orders:expansion", "services:plan")
    found = tried(told, in_offer=True)
    assert [each["item"] for each in found["items"]] == ["expansion", "plan"]


def test_without_any_it_is_left_aside_and_said() -> None:
    found = tried(priced("4.2", "orders:expansion"), in_offer=True)
    assert found["says"] == "in"
    assert "left aside" in found["not_stated"][0]


def test_a_service_that_is_not_in_it_stands_neither_above_nor_below_one_that_is() -> None:
    told = priced("4.2", "orders:expansion", "services:plan")
    found = tried(told, in_offer=False)
    assert [each["item"] for each in found["items"]] == ["expansion", "lab"]
    out = priced("4.2", "orders:expansion", "services:suite", "-services:lab")
    assert outcome(out, in_offer=False) == ("out", None)


def test_where_the_whole_catalogue_is_in_the_offer_a_new_service_has_no_name_and_no_term() -> None:
    told = priced("4.2", "orders:expansion", "services:suite", "services:lab")
    found = tried(told, in_offer=False)
    assert (found["says"], found["items"][1]["name"]) == (
        "silent",
        "a service that the offer does not name",
    )


@pytest.mark.parametrize("state", ["", "-"])
@pytest.mark.parametrize("item", ["orders:expansion", "services:plan", "quantity:additional"])
def test_it_says_what_the_answer_says(state: str, item: str) -> None:
    """On drafts that govern, at the moment of the reading: there is no second truth."""
    told = priced("4.2", f"{state}{item}", "services:suite")
    fields: dict[str, Any] = {"services": ["plan"], "quantity": "additional"}
    said = tried(told, **fields)["says"]
    asked = ("orders:expansion", "services:plan", "quantity:additional")
    answer = given(*SERVICES, told).ask(scope(*asked), effective_at="2026-01-31")
    assert {"yes": "in", "no": "out"}.get(answer["verdict"], answer["verdict"]) == said
