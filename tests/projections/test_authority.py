"""Whether somebody was allowed to sign, at that moment, by what was granted to them."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.given import given
from tests.projections.signing import (
    FIRST,
    asked,
    authority,
    clause,
    granted,
    percent,
    revoked,
    row,
    sealed,
    signed,
    term,
    usd,
)
from tests.records import a_record

SIGNS = signed("S1", "vera")


def state(*records: Record, **times: Any) -> str:
    return str(authority(*records, **times)["state"])


def test_nobody_who_was_granted_nothing_is_said_to_be_allowed_or_not() -> None:
    found = authority(SIGNS)
    assert (found["state"], found["because"], found["allowed"]) == (
        "unknown",
        "nothing",
        "undetermined",
    )
    assert found["rests_on"] == []
    assert "No grant to vera" in found["sentence"]


def test_a_grant_to_somebody_else_is_no_grant() -> None:
    assert state(granted("G1", "otto"), SIGNS) == "unknown"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (None, "within"),
        ("22", "within"),
        ("22.0", "within"),
        ("30", "within"),
        ("21.9", "exceeded"),
    ],
)
def test_a_value_up_to_the_limit_is_within_and_one_above_it_exceeded(
    limit: str | None, expected: str
) -> None:
    given: dict[str, Any] = {"limit": percent(limit)} if limit else {}
    assert state(granted("G1", "vera", "discount", **given), SIGNS) == expected


def test_the_value_on_the_signature_counts_before_the_one_of_the_term() -> None:
    grant = granted("G1", "vera", limit=percent("22"))
    assert state(grant, signed("S1", "vera", value=percent("25"))) == "exceeded"
    found = authority(grant, signed("S1", "vera", value=percent("25")))
    assert found["value"] == percent("25")
    assert found["limit"] == percent("22")


@pytest.mark.parametrize(
    ("of", "value", "over"),
    [
        (term("discount", percent("22")), None, "discount"),
        (term("discount", percent("22")), usd("640000.00"), "discount"),
        (term("price_hold", {"months": 36}), None, "price_hold"),
        (term("price", usd("900.00")), None, "value"),
        (term("price"), usd("900.00"), "value"),
        (term("liability", {"months": 12}), None, "scope"),
        (term("liability"), None, "scope"),
        (None, None, "scope"),
    ],
)
def test_a_signature_is_over_the_kind_of_the_term_else_over_value_for_money_else_over_scope(
    of: Any, value: Any, over: str
) -> None:
    data = {"value": value} if value else {}
    deal = given(
        clause(term=of),
        sealed("P1", "2025-05-02"),
        *(granted(f"G-{each}", "vera", each) for each in ("discount", "price_hold")),
        *(granted(f"G-{each}", "vera", each) for each in ("value", "scope")),
        signed("S1", "vera", **data),
    )
    found = row(deal)["beyond"][0]["signed"]["authority"]
    assert found["over"] == over
    assert f"grant G-{over} " in found["sentence"]


def test_grants_over_something_else_are_none_and_a_grant_over_any_covers_all() -> None:
    others = [granted(f"G-{over}", "vera", over) for over in ("price_hold", "value", "scope")]
    found = authority(*others, SIGNS)
    assert (found["state"], found["allowed"]) == ("none", "no")
    assert len(found["rests_on"]) == 3
    assert state(*others, granted("G-any", "vera", "any"), SIGNS) == "within"


def test_a_grant_that_came_later_is_none_even_when_it_is_dated_back() -> None:
    later = granted("G1", "vera", at="2025-05-08")
    begins_later = granted("G1", "vera", at="2025-01-01", **{"from": "2025-05-08"})
    dated_back = granted("G1", "vera", at="2025-05-08", **{"from": "2025-01-01"})
    for grant in (later, dated_back, begins_later):
        found = authority(grant, SIGNS)
        assert (found["state"], found["because"]) == ("none", "not_begun")


def test_a_grant_given_on_the_day_from_which_it_holds_holds_that_whole_day() -> None:
    grant = granted("G1", "vera", at="2025-05-07T15:00Z", **{"from": "2025-05-07"})
    assert state(grant, SIGNS) == "within"


def test_a_grant_that_had_ended_is_expired_and_holds_to_the_end_of_its_last_day() -> None:
    assert state(granted("G1", "vera", until="2025-05-07"), SIGNS) == "within"
    ended = authority(granted("G1", "vera", until="2025-05-06"), SIGNS)
    assert (ended["state"], ended["allowed"]) == ("expired", "no")
    assert "until 2025-05-06" in ended["sentence"]


def test_the_last_day_ends_where_the_deal_is() -> None:
    tokyo = a_record("deal.opened", at="2025-01-01", time_zone="Asia/Tokyo")
    grant = granted("G1", "vera", until="2025-05-06")
    assert state(tokyo, grant, signed("S1", "vera", "2025-05-06T14:59:59Z")) == "within"
    assert state(tokyo, grant, signed("S1", "vera", "2025-05-06T15:00:00Z")) == "expired"


def test_a_grant_that_was_revoked_before_is_expired_and_after_was_within() -> None:
    grant = granted("G1", "vera")
    found = authority(grant, revoked("2025-05-06", grant="G1"), SIGNS)
    assert found["state"] == "expired"
    assert len(found["rests_on"]) == 2
    assert "revoked 2025-05-06" in found["sentence"]
    assert state(grant, revoked("2025-05-08", grant="G1"), SIGNS) == "within"


def test_where_it_turns_on_an_order_that_nobody_knows_it_is_unknown() -> None:
    found = authority(granted("G1", "vera"), revoked("2025-05-07", grant="G1"), SIGNS)
    assert (found["state"], found["because"]) == ("unknown", "order_unknown")
    assert state(granted("G1", "vera", at="2025-05-07"), SIGNS) == "unknown"
    # It does not turn on it where another grant allows it in any case.
    both = (granted("G1", "vera", at="2025-05-07"), granted("G2", "vera"))
    assert state(*both, SIGNS) == "within"


@pytest.mark.parametrize(
    "limit", [usd("500000.00"), {"months": 12}, {"amount": "30.00", "currency": "EUR"}]
)
def test_a_limit_in_another_measure_than_the_value_is_unknown(limit: dict[str, Any]) -> None:
    found = authority(granted("G1", "vera", limit=limit), SIGNS)
    assert (found["state"], found["because"]) == ("unknown", "measure")


def test_money_in_another_currency_and_a_value_in_words_are_other_measures() -> None:
    grant = granted("G1", "vera", limit=usd("500000.00"))
    euro = {"amount": "1.00", "currency": "EUR"}
    assert state(grant, signed("S1", "vera", value=euro)) == "unknown"
    assert state(grant, signed("S1", "vera", value={"text": "as agreed"})) == "unknown"


def test_where_no_value_is_stated_only_a_grant_without_a_limit_allows_it() -> None:
    def allowed(**limit: Any) -> str:
        deal = given(
            clause(term=None), sealed("P1", "2025-05-02"), granted("G1", "vera", **limit), SIGNS
        )
        return str(row(deal)["beyond"][0]["signed"]["authority"]["state"])

    assert allowed() == "within"
    assert allowed(limit=usd("500000.00")) == "unknown"


def test_of_several_grants_the_one_that_allows_most_decides() -> None:
    small, large = (granted(f"G-{p}", "vera", limit=percent(p)) for p in ("10", "25"))
    ended = granted("G-old", "vera", until="2025-01-31")
    money = granted("G-usd", "vera", limit=usd("1.00"))
    assert state(small, large, ended, SIGNS) == "within"
    found = authority(small, granted("G-15", "vera", limit=percent("15")), money, ended, SIGNS)
    assert (found["state"], found["limit"]) == ("exceeded", percent("15"))
    assert state(money, ended, SIGNS) == "unknown"
    assert state(ended, granted("G-scope", "vera", "scope"), SIGNS) == "expired"


def test_two_ids_of_one_human_share_what_was_granted_to_either() -> None:
    grant = granted("G1", "vera.lund@us.example")
    same = a_record(
        "person.identified", person="vera", same_as="vera.lund@us.example", at="2025-06-01"
    )
    assert state(grant, SIGNS) == "unknown"
    assert state(grant, same, SIGNS) == "within"


def test_a_grant_that_was_not_known_yet_and_one_that_was_struck_count_for_nothing() -> None:
    grant = granted("G1", "vera")
    strike = a_record("record.struck", deal=None, at="2025-06-01", record=grant.id)
    assert state(SIGNS, grant) == "within"
    assert state(SIGNS, grant, known_at=len(FIRST) + 1) == "unknown"
    assert state(grant, strike, SIGNS) == "unknown"


def test_a_corrected_grant_is_judged_by_its_right_limit() -> None:
    grant = granted("G1", "vera", limit=percent("20"))
    right = {"grant": "G1", "person": "vera", "over": "any", "limit": percent("25")}
    correction = a_record(
        "record.corrected", deal=None, at="2025-06-01", corrects=grant.id, data=right
    )
    assert state(grant, correction, SIGNS) == "within"
    deal = given(*FIRST, grant, SIGNS, correction)
    before = row(deal, known_at=len(FIRST) + 2)["beyond"][0]["signed"]["authority"]["state"]
    assert before == "exceeded"


def test_a_term_stated_later_tells_what_was_signed_and_one_restated_later_does_not() -> None:
    def judged(of: Any, stated: Any) -> dict[str, Any]:
        later = a_record(
            "term.stated", clause="4.2", version=1, term=stated, method="human", at="2025-05-20"
        )
        grant = granted("G1", "vera", limit=percent("20"))
        deal = given(clause(term=of), sealed("P1", "2025-05-02"), grant, SIGNS, later)
        found: dict[str, Any] = row(deal)["beyond"][0]["signed"]["authority"]
        return found

    ten, thirty = (term("discount", percent(share)) for share in ("10", "30"))
    assert judged(None, thirty)["state"] == "exceeded"
    assert judged(ten, thirty)["state"] == "within"


def test_a_signature_on_two_clauses_is_judged_for_each() -> None:
    deal = given(
        clause("3.1", term=term("price_hold", {"months": 36})),
        *FIRST,
        granted("G1", "vera", "discount"),
        asked("S1", "vera"),
        SIGNS,
    )
    found = {
        name: row(deal, name)["required"][0]["signed"]["authority"]["state"]
        for name in ("3.1", "4.2")
    }
    assert found == {"3.1": "none", "4.2": "within"}
