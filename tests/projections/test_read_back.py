"""Which question a read-back puts to which clause."""

from __future__ import annotations

from typing import Any

from projections.read_back import read_back
from tests.projections.given import given
from tests.records import a_clause, a_record

EXPANSION = {"axis": "orders", "item": "expansion", "state": "in"}


def asked(*terms: dict[str, Any] | None) -> list[tuple[str, str, bool]]:
    clauses = [a_clause(str(n), **({"term": t} if t else {})) for n, t in enumerate(terms, 1)]
    deal = given(a_record("deal.opened"), *clauses, a_record("proposal.sealed")).known()
    return [(each["clause"], each["item"], each["silent"]) for each in read_back(deal, "P1")]


def test_prices_are_asked_about_and_nothing_else() -> None:
    price = {"kind": "price", "scope": []}
    payment = {"kind": "payment", "scope": []}
    assert asked(price, payment, None) == [("1", "expansion", True)]


def test_what_is_ruled_on_is_asked_as_well_as_the_first_silence() -> None:
    ruled = {"kind": "discount", "scope": [EXPANSION]}
    assert asked(ruled) == [("1", "expansion", False), ("1", "renewal", True)]


def test_where_nothing_is_silent_the_question_is_about_what_is_added_later() -> None:
    every: list[dict[str, str]] = [
        EXPANSION,
        {"axis": "orders", "item": "renewal", "state": "out"},
        {"axis": "beneficiaries", "item": "affiliates", "state": "out"},
        {"axis": "quantity", "item": "additional", "state": "in"},
    ]
    assert asked({"kind": "discount", "scope": every}) == [("1", "expansion", False)]


def test_without_a_seal_there_is_nothing_to_ask() -> None:
    deal = given(a_record("deal.opened"), a_record("proposal.sent")).known()
    assert read_back(deal, "P1") == []
