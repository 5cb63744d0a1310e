"""When an order comes, and whether a term speaks then."""

from __future__ import annotations

from typing import Any

import pytest

from projections.stress import stress
from tests.projections.given import given
from tests.projections.stress.trying import a_scenario, outcome, priced, tried
from tests.records import a_clause, a_record

IN, GONE = ("in", None), ("silent", "no_term")


@pytest.mark.parametrize(
    ("month", "day"), [(0, "2026-01-31"), (1, "2026-02-28"), (13, "2027-02-28"), (12, "2027-01-31")]
)
def test_months_end_with_the_month(month: int, day: str) -> None:
    assert tried(priced("4.2", "orders:expansion"), month=month)["day"] == day


@pytest.mark.parametrize(("month", "says"), [(19, IN), (20, IN), (21, GONE)])
def test_a_term_speaks_to_the_end_of_its_until(month: int, says: Any) -> None:
    told = priced("4.2", "orders:expansion", until="2027-09-30")
    assert outcome(told, month=month) == says


@pytest.mark.parametrize(("month", "says"), [(0, GONE), (1, GONE), (2, IN)])
def test_and_from_its_begin(month: int, says: Any) -> None:
    told = priced("4.2", "orders:expansion", **{"from": "2026-03-01"})
    assert outcome(told, month=month) == says


def test_why_it_does_not_speak_is_said() -> None:
    ended = tried(priced("4.2", "orders:expansion", until="2027-09-30"), month=30)
    assert "its last day is 2027-09-30" in ended["sentence"]
    begins = {"from": "2026-03-01"}
    early = tried(priced("4.2", "orders:expansion", **begins), month=0)
    assert "it begins 2026-03-01" in early["sentence"]


@pytest.mark.parametrize("kind", ["price_hold", "price_cap"])
@pytest.mark.parametrize(("month", "says"), [(23, IN), (24, GONE)])
def test_a_hold_of_24_months_ends_with_them(kind: str, month: int, says: Any) -> None:
    told = priced("4.2", "orders:expansion", kind=kind, percent=None, value={"months": 24})
    assert outcome(told, month=month) == says


def test_a_hold_of_days_and_one_with_its_own_begin() -> None:
    hold: dict[str, Any] = {"kind": "price_hold", "percent": None}
    days = priced("4.2", "orders:expansion", **hold, value={"days": 40})
    assert [outcome(days, month=month) for month in (1, 2)] == [IN, GONE]
    later = priced("4.2", "orders:expansion", **hold, value={"months": 3}, **{"from": "2026-06-01"})
    assert [outcome(later, month=month) for month in (3, 5, 8)] == [GONE, IN, GONE]


def test_the_value_of_a_discount_is_no_time() -> None:
    told = priced("4.2", "orders:expansion", percent=None, value={"months": 2})
    assert outcome(told, month=30) == IN


def test_after_the_hold_it_does_not_speak() -> None:
    hold = priced("4.2", "orders:expansion", kind="price_hold", percent=None, value={"months": 24})
    found = tried(hold, after="price_terms")
    assert (found["says"], found["day"]) == ("silent", "2028-01-31")
    assert "its last day is 2028-01-30" in found["sentence"]


def test_what_goes_on_after_the_last_end_is_still_in() -> None:
    hold = priced("4.1", "orders:expansion", kind="price_hold", percent=None, value={"months": 24})
    assert outcome(hold, priced("4.2", "orders:expansion"), after="price_terms") == IN


def test_after_an_end_that_nobody_stated_it_is_not_decided() -> None:
    found = tried(priced("4.2", "orders:expansion"), after="price_terms")
    assert (found["says"], found["finding"], found["day"]) == ("undetermined", "no_term", None)
    assert "no end of the terms of prices is stated" in " ".join(found["not_stated"])


def test_after_the_agreement_is_after_its_stated_duration() -> None:
    runs = a_clause("1.1", term={"kind": "duration", "value": {"months": 36}, "scope": []})
    found = tried(priced("4.2", "orders:renewal"), runs, order_type="renewal", after="agreement")
    assert (found["says"], found["day"]) == ("in", "2029-01-31")
    assert "go on after the agreement" in " ".join(found["not_stated"])


def test_with_a_period_and_no_known_time_a_term_does_not_speak() -> None:
    told = priced("4.2", "orders:renewal", until="2027-09-30")
    found = tried(told, order_type="renewal", after="agreement")
    assert (found["says"], found["day"]) == ("silent", None)
    assert "Whether that term speaks then is not known." in found["sentence"]


def started(*records: Any, proposal: str | None = "P1") -> tuple[str, str]:
    told = (priced("4.2", "orders:expansion"), *records)
    start = stress(given(*told).known(effective_at="2026-01-31"), proposal)["start"]
    return start["by"], start["day"]


def test_a_duration_an_agreement_or_an_acceptance_begins_the_months() -> None:
    sealed = a_record("proposal.sealed", proposal="P1", at="2025-06-01")
    accepted = a_record("proposal.accepted", proposal="P1", by="acme", at="2025-07-01")
    executed = a_record(
        "agreement.executed",
        agreement="A1",
        proposal="P1",
        effective_from="2025-09-01",
        at="2025-08-01",
    )
    runs = a_clause(
        "1.1",
        term={"kind": "duration", "from": "2025-10-01", "until": "2028-09-30", "scope": []},
        at="2025-05-01",
    )
    assert started(sealed) == ("assumed", "2026-01-31")
    assert started(sealed, accepted) == ("acceptance", "2025-07-01")
    assert started(sealed, accepted, executed) == ("agreement", "2025-09-01")
    assert started(runs, sealed, accepted, executed) == ("term", "2025-10-01")
    assert started(sealed, accepted, proposal=None) == ("assumed", "2026-01-31")


@pytest.mark.parametrize("value", [{"months": 2**53 - 1}, {"days": 2**53 - 1}])
def test_a_hold_longer_than_any_calendar_has_not_ended(value: Any) -> None:
    told = priced("4.2", "orders:expansion", kind="price_hold", percent=None, value=value)
    assert outcome(told, month=1200) == IN


def test_no_time_is_too_late() -> None:
    told = (a_scenario(month=1200), priced("4.2", "orders:expansion", until="9997-12-31"))
    deal = given(*told).known(effective_at="9997-01-01")
    [found] = stress(deal, None, ["tried"])["scenarios"]
    assert found["day"] is not None
