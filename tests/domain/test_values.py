"""Ids, money, shares, terms and scope: exact, or refused."""

from __future__ import annotations

from typing import Any

import pytest

from domain.values import FIXED_ITEMS, LONGEST_TEXT
from tests.domain.examples import FULL
from tests.domain.refusing import faults_of, with_

TERM = "/data/term"
STATED = FULL["term.stated"]
VALUE_IN_WORDS = {"text": "a fair share"}


@pytest.mark.parametrize(
    "id_", ["a", "A-Z.a-z_0-9:@+/-", "4.2", "a" * 120, "..", "/", "system:crm"]
)
def test_an_id_is_made_of_plain_characters(id_: str) -> None:
    assert faults_of(with_(STATED, "/data/clause", id_)) == []


@pytest.mark.parametrize(
    "id_", ["", "a" * 121, "4 2", "§4", "ä", "a\n", "a,b", "a#b", "a'b", "a\\b"]
)
@pytest.mark.parametrize("field", ["/id", "/actor", "/data/clause", "/source/system"])
def test_what_is_no_id_is_refused(field: str, id_: str) -> None:
    assert faults_of(with_(STATED, field, id_)) == [("bad_id", field)]


@pytest.mark.parametrize("id_", ["", ".", "..", "a/b", "a" * 121, "a b"])
def test_a_deal_id_has_no_slash_and_is_not_dots(id_: str) -> None:
    assert faults_of(with_(STATED, "/deal", id_)) == [("bad_id", "/deal")]


@pytest.mark.parametrize("id_", ["...", ".a", "a", "A-Z.a-z_0-9:@+-", "a" * 120])
def test_other_deal_ids_are_taken(id_: str) -> None:
    assert faults_of(with_(STATED, "/deal", id_)) == []


@pytest.mark.parametrize("id_", [1, True, [], {}, ["4.2"]])
@pytest.mark.parametrize("field", ["/id", "/deal", "/actor", "/data/clause"])
def test_an_id_is_a_string(field: str, id_: object) -> None:
    assert faults_of(with_(STATED, field, id_)) == [("wrong_type", field)]


@pytest.mark.parametrize(
    "value",
    [
        {"percent": "22"},
        {"percent": "0.000001"},
        {"amount": "1250000.00", "currency": "EUR"},
        {"amount": "-1", "currency": "USD"},
        {"days": 0},
        {"months": 36},
        VALUE_IN_WORDS,
    ],
)
def test_a_value_has_one_of_five_measures(value: dict[str, Any]) -> None:
    assert faults_of(with_(STATED, f"{TERM}/value", value)) == []


@pytest.mark.parametrize(
    ("value", "code", "pointer"),
    [
        ({"percent": 22}, "wrong_type", "/percent"),
        ({"percent": 22.5}, "float_not_allowed", "/percent"),
        ({"percent": "22 %"}, "bad_amount", "/percent"),
        ({"percent": "1e2"}, "bad_amount", "/percent"),
        ({"percent": "22,5"}, "bad_amount", "/percent"),
        ({"percent": ".5"}, "bad_amount", "/percent"),
        ({"percent": "+5"}, "bad_amount", "/percent"),
        ({"percent": ""}, "bad_amount", "/percent"),
        ({"percent": "٢٢"}, "bad_amount", "/percent"),
        ({"percent": "22", "days": 3}, "unknown_field", "/days"),
        ({"amount": 1250000, "currency": "EUR"}, "wrong_type", "/amount"),
        ({"amount": 1250000.5, "currency": "EUR"}, "float_not_allowed", "/amount"),
        ({"amount": "1.250.000", "currency": "EUR"}, "bad_amount", "/amount"),
        ({"amount": "1", "currency": "euro"}, "bad_currency", "/currency"),
        ({"amount": "1", "currency": "€"}, "bad_currency", "/currency"),
        ({"amount": "1"}, "missing_field", "/currency"),
        ({"currency": "EUR"}, "missing_field", "/amount"),
        ({"days": "30"}, "wrong_type", "/days"),
        ({"days": -1}, "bad_value", "/days"),
        ({"months": 1.5}, "float_not_allowed", "/months"),
        ({"months": True}, "wrong_type", "/months"),
        ({"years": 3}, "bad_value", ""),
        ({}, "bad_value", ""),
        ("22", "bad_value", ""),
        (22, "bad_value", ""),
    ],
)
def test_another_value_is_refused(value: Any, code: str, pointer: str) -> None:
    sent = with_(STATED, f"{TERM}/value", value)
    assert faults_of(sent) == [(code, f"{TERM}/value{pointer}")]


@pytest.mark.parametrize("limit", [{"days": 3}, VALUE_IN_WORDS, {}, "500000"])
def test_a_limit_is_a_share_money_or_months(limit: Any) -> None:
    sent = with_(FULL["authority.granted"], "/data/limit", limit)
    assert faults_of(sent) == [("bad_value", "/data/limit")]


@pytest.mark.parametrize("axis", ["orders", "quantity", "held"])
def test_the_items_of_a_fixed_axis_are_known(axis: str) -> None:
    place = f"{TERM}/scope/0"
    for item in FIXED_ITEMS[axis]:
        assert faults_of(with_(STATED, place, {"axis": axis, "item": item, "state": "in"})) == []
    other = {"axis": axis, "item": "platform", "state": "in"}
    assert faults_of(with_(STATED, place, other)) == [("not_one_of", f"{place}/item")]


@pytest.mark.parametrize(
    ("axis", "item"),
    [("services", "anything"), ("beneficiaries", "client"), ("beneficiaries", "acme")],
)
def test_services_and_beneficiaries_may_be_anything_that_has_an_id(axis: str, item: str) -> None:
    statement = {"axis": axis, "item": item, "state": "out"}
    assert faults_of(with_(STATED, f"{TERM}/scope/0", statement)) == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "rebate", "not_one_of"),
        ("kind", None, "not_one_of"),
        ("scope/0/axis", "regions", "not_one_of"),
        ("scope/0/state", "silent", "not_one_of"),
        ("scope/0/state", True, "not_one_of"),
        ("scope", {"axis": "orders"}, "wrong_type"),
        ("scope", None, "wrong_type"),
        ("scope/0/words", ["in"], "wrong_type"),
        ("from", "soon", "bad_time"),
        ("from_", "2025-06-01", "unknown_field"),
        ("until_", "2025-06-01", "unknown_field"),
        ("condition", 5, "wrong_type"),
    ],
)
def test_a_term_says_nothing_that_has_no_place(field: str, value: Any, code: str) -> None:
    assert faults_of(with_(STATED, f"{TERM}/{field}", value)) == [(code, f"{TERM}/{field}")]


def test_a_term_may_state_no_scope_but_must_say_so() -> None:
    assert faults_of(with_(STATED, TERM, {"kind": "other", "scope": []})) == []
    assert faults_of(with_(STATED, TERM, {"kind": "other"})) == [("missing_field", f"{TERM}/scope")]


def test_a_text_may_be_long_but_not_endless() -> None:
    sent = FULL["clause.added"]
    assert faults_of(with_(sent, "/data/text", "x" * LONGEST_TEXT)) == []
    assert faults_of(with_(sent, "/data/text", "x" * (LONGEST_TEXT + 1))) == [
        ("too_long", "/data/text")
    ]


def test_a_list_has_at_most_a_thousand_members() -> None:
    sent = FULL["message.sent"]
    assert faults_of(with_(sent, "/data/to", ["ana"] * 1_000)) == []
    assert faults_of(with_(sent, "/data/to", ["ana"] * 1_001)) == [("too_long", "/data/to")]
