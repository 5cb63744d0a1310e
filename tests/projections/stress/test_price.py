"""What a reading comes to: exact where numbers are stated, said in words where they are not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.projections.stress.trying import price, priced, tried

FOR_SALE: dict[str, Any] = {"units": 250, "unit_price": {"amount": "40.00", "currency": "EUR"}}


def test_the_sum_is_exact() -> None:
    found = tried(priced("4.2", "orders:expansion"), **FOR_SALE)
    assert price(found)["listed"] == {"amount": "10000.00", "currency": "EUR"}
    assert price(found)["sum"] == {"amount": "7800.00", "currency": "EUR"}
    assert (
        "250 × 40.00 EUR at list price: 10000.00 EUR; with the discount 7800.00 EUR."
        in (price(found)["sentence"])
    )
    assert price(found, "out")["listed"] == {"amount": "10000.00", "currency": "EUR"}
    assert price(found, "out")["sum"] is None


@pytest.mark.parametrize(
    ("percent", "units", "unit", "sum_"),
    [
        ("33.333333", 3, "0.01", "0.0200000001"),
        ("22", None, "40", "31.20"),
        ("100", 7, "13", "0.00"),
        ("0", 7, "13", "91.00"),
        ("22", 0, "13", "0.00"),
        (
            "0.000001",
            2**53 - 1,
            "999999999999999.999999",
            "9007199164668998452581082800835.33100154740991",
        ),
    ],
)
def test_nothing_is_rounded(percent: str, units: int | None, unit: str, sum_: str) -> None:
    given_: dict[str, Any] = {"unit_price": {"amount": unit, "currency": "EUR"}, "units": units}
    found = tried(priced("4.2", "orders:expansion", percent=percent), **given_)
    made = price(found)["sum"]["amount"]
    assert made == sum_
    exactly = Fraction(unit) * (1 if units is None else units) * (100 - Fraction(percent)) / 100
    assert Fraction(made) == exactly


def test_without_a_price_in_the_scenario_no_sum_is_made() -> None:
    found = tried(priced("4.2", "orders:expansion"))
    assert (price(found)["listed"], price(found)["sum"]) == (None, None)
    assert price(found)["sentence"] == "Discount of 22 % (clause 4.2, wording 1)."


def test_two_percentages_make_no_sum() -> None:
    told = (priced("4.1", "orders:expansion", percent="10"), priced("4.2", "orders:expansion"))
    found = tried(*told, **FOR_SALE)
    assert price(found)["sum"] is None
    assert "not which of them applies" in price(found)["sentence"]


def test_the_same_percentage_twice_is_one() -> None:
    told = (priced("4.1", "orders:expansion", percent="22.0"), priced("4.2", "orders:expansion"))
    assert price(tried(*told, **FOR_SALE))["sum"]["amount"] == "7800.00"


def test_a_conditional_discount_makes_no_sum() -> None:
    found = tried(priced("4.2", "orders:expansion", condition="If paid at once"), **FOR_SALE)
    assert price(found)["sum"] is None
    assert price(found)["no_sum"] == "The discount is stated on a condition."


def test_a_discount_that_is_silent_on_an_axis_does_not_count_where_others_decide() -> None:
    told = (
        priced("4.1", "orders:expansion", percent="10"),
        priced("4.2", "orders:expansion", "quantity:additional"),
    )
    found = tried(*told, quantity="additional", **FOR_SALE)
    assert (found["says"], price(found)["sum"]["amount"]) == ("in", "7800.00")
    assert (
        "Discount of 10 % (clause 4.1, wording 1); silent on quantity."
        in (price(found)["sentence"])
    )


def test_each_reading_of_an_open_scenario_has_its_sum() -> None:
    found = tried(priced("4.2", "orders:initial"), **FOR_SALE)
    assert (found["says"], price(found)["sum"]["amount"]) == ("silent", "7800.00")
    assert price(found, "out")["listed"]["amount"] == "10000.00"


def test_a_term_that_states_it_out_sets_no_price() -> None:
    found = tried(priced("4.2", "-orders:expansion"), **FOR_SALE)
    assert (found["says"], price(found)["terms"]) == ("out", [])
    assert "what it costs is not stated" in price(found)["sentence"]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (("held:unit_price",), "holds the unit price"),
        (("held:discount", "-held:list_price"), "holds the discount; does not hold the list price"),
        ((), "what is held (unit price, discount or list price) is not stated"),
    ],
)
def test_what_a_hold_holds_is_said(held: tuple[str, ...], said: str) -> None:
    hold = priced(
        "5.1", "orders:expansion", *held, kind="price_hold", percent=None, value={"months": 24}
    )
    found = price(tried(hold, **FOR_SALE))
    assert f"Price hold of 24 months (clause 5.1, wording 1); {said}." in found["sentence"]
    assert found["no_sum"] == "No percentage of discount is stated for it."


def test_a_price_in_money_is_said_and_no_sum_is_made_of_it() -> None:
    """Whether it is for a unit or for all is not stated."""
    told = priced(
        "3.1",
        "orders:expansion",
        kind="price",
        percent=None,
        value={"amount": "35.00", "currency": "EUR"},
    )
    found = price(tried(told, **FOR_SALE))
    assert "Price of 35.00 EUR (clause 3.1, wording 1)." in found["sentence"]
    assert found["sum"] is None


def test_a_term_that_has_ended_sets_no_price() -> None:
    found = tried(priced("4.2", "orders:expansion", until="2026-02-28"), month=20, **FOR_SALE)
    assert price(found)["terms"] == []
    assert "No term of prices speaks for it then" in price(found)["sentence"]
