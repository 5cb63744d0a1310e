"""What a signer was never shown, the most money first."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.gate import never_shown
from tests.projections.given import given
from tests.records import a_clause, a_record


def term(kind: str, value: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"kind": kind, "scope": []} | ({"value": value} if value else {})


DRAFTS = (
    a_clause("1", term=term("payment", {"days": 30})),
    a_clause("2", term=term("price_hold", {"months": 12})),
    a_clause("3", term=term("discount", {"percent": "5"})),
    a_clause("4", term=term("discount", {"percent": "22"})),
    a_clause("5"),
    a_clause("6", term=term("liability", {"amount": "100.00", "currency": "EUR"})),
    a_clause("7", term=term("price", {"amount": "9000.00", "currency": "EUR"})),
    a_record("proposal.sealed"),
)


def unseen(*then: Record, **clauses: Any) -> list[str]:
    deal = given(a_record("deal.opened"), *DRAFTS, *then).known()
    return [each["clause"] for each in never_shown(deal, "vera", "P1", **clauses)]


def test_amounts_come_first_then_percentages_then_other_prices_then_the_rest() -> None:
    assert unseen() == ["7", "6", "4", "3", "2", "1", "5"]


def test_what_was_displayed_is_not_among_them() -> None:
    assert "7" not in unseen(a_record("clause.displayed", clause="7", to="vera"))


def test_that_a_message_was_opened_or_it_was_signed_shows_no_wording() -> None:
    message = a_record("message.sent", to=["vera"], about=[{"clause": "7"}])
    signed = a_record("sign_off.granted", actor="vera")
    assert "7" in unseen(message, a_record("message.opened", message="M1", by="vera"), signed)


def test_another_wording_than_the_sealed_one_was_not_it() -> None:
    revised = a_record("clause.revised", clause="7", text="Another.")
    shown = a_record("clause.displayed", clause="7", version=2, to="vera")
    assert "7" in unseen(revised, shown)


def test_only_the_clauses_that_are_signed() -> None:
    assert unseen(clauses=["5", "7"]) == ["7", "5"]


def test_without_a_seal_nothing_is_known_to_be_in_it() -> None:
    deal = given(a_record("deal.opened"), a_record("proposal.sent")).known()
    assert never_shown(deal, "vera", "P1") == []
    assert never_shown(deal, "vera", "P9") == []
