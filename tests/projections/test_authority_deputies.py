"""Whether a deputy was allowed to sign: by the delegation alone."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.signing import (
    assigned,
    authority,
    delegated,
    granted,
    percent,
    revoked,
    signed,
    usd,
)

GRANT = granted("G1", "vera", limit=percent("25"))
DEPUTY = signed("S1", "dana", on_behalf_of="vera")


def state(*records: Record) -> str:
    return str(authority(*records)["state"])


def test_within_both_limits_it_is_delegated() -> None:
    found = authority(GRANT, delegated("D1", "vera", "dana"), DEPUTY)
    assert (found["state"], found["allowed"]) == ("delegated", "yes")
    assert len(found["rests_on"]) == 2
    assert "delegation D1 by vera" in found["sentence"]


@pytest.mark.parametrize(
    ("own", "above", "expected"),
    [
        ("22", "25", "delegated"),
        ("21", "25", "exceeded"),
        ("25", "21", "exceeded"),
        ("25", None, "delegated"),
        (None, "21", "exceeded"),
        (None, None, "delegated"),
    ],
)
def test_the_own_limit_and_the_delegators_both_hold(
    own: str | None, above: str | None, expected: str
) -> None:
    grant: dict[str, Any] = {"limit": percent(above)} if above else {}
    given: dict[str, Any] = {"limit": percent(own)} if own else {}
    records = granted("G1", "vera", **grant), delegated("D1", "vera", "dana", **given), DEPUTY
    assert state(*records) == expected


def test_a_valid_delegation_that_is_exceeded_rests_on_the_delegation_alone() -> None:
    delegation = delegated("D1", "vera", "dana", limit=percent("20"))
    found = authority(GRANT, delegation, DEPUTY)
    assert (found["state"], found["rests_on"]) == ("exceeded", [delegation.id])
    assert found["limit"] == percent("20")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"from": "2025-05-07", "until": "2025-05-07"}, "delegated"),
        ({"from": "2025-05-01", "until": "2025-05-06"}, "expired"),
        ({"from": "2025-05-08", "until": "2025-05-16"}, "none"),
        ({"from": "2025-05-07T10:00:00Z", "until": "2025-05-07T10:00:00Z"}, "delegated"),
        ({"from": "2025-05-07T10:00:01Z", "until": "2025-05-16"}, "none"),
        ({"from": "2025-05-01", "until": "2025-05-07T09:59:59Z"}, "expired"),
    ],
)
def test_a_delegation_holds_from_its_first_day_to_the_end_of_its_last(
    period: dict[str, str], expected: str
) -> None:
    assert state(GRANT, delegated("D1", "vera", "dana", **period), DEPUTY) == expected


def test_a_delegation_made_afterwards_is_none_and_a_revoked_one_is_expired() -> None:
    assert state(GRANT, delegated("D1", "vera", "dana", at="2025-05-08"), DEPUTY) == "none"
    delegation = delegated("D1", "vera", "dana")
    assert state(GRANT, delegation, revoked("2025-05-06", delegation="D1"), DEPUTY) == "expired"
    assert state(GRANT, delegation, revoked("2025-05-08", delegation="D1"), DEPUTY) == "delegated"
    assert state(GRANT, delegation, revoked("2025-05-06", grant="D1"), DEPUTY) == "delegated"


def test_what_the_delegator_had_lost_nobody_has_through_them() -> None:
    delegation = delegated("D1", "vera", "dana")
    assert state(GRANT, revoked("2025-05-06", grant="G1"), delegation, DEPUTY) == "expired"
    ended = granted("G1", "vera", until="2025-05-06")
    assert state(ended, delegation, DEPUTY) == "expired"
    other = granted("G1", "vera", "scope")
    assert state(other, delegation, DEPUTY) == "none"


def test_a_delegation_by_somebody_who_was_granted_nothing_on_record_is_unknown() -> None:
    found = authority(delegated("D1", "vera", "dana"), DEPUTY)
    assert (found["state"], found["because"]) == ("unknown", "nothing")
    assert "No grant to vera" in found["sentence"]


def test_a_limit_in_another_measure_is_unknown_and_one_that_is_exceeded_is_not() -> None:
    other = delegated("D1", "vera", "dana", limit=usd("500000.00"))
    assert state(GRANT, other, DEPUTY) == "unknown"
    assert state(granted("G1", "vera", limit=percent("20")), other, DEPUTY) == "exceeded"
    exceeded = delegated("D1", "vera", "dana", limit=percent("20"))
    assert state(granted("G1", "vera", limit=usd("1.00")), exceeded, DEPUTY) == "exceeded"


def test_a_delegation_cannot_be_passed_on() -> None:
    chain = (GRANT, delegated("D1", "vera", "dana"), delegated("D2", "dana", "carl"))
    found = authority(*chain, signed("S1", "carl", on_behalf_of="dana"))
    assert (found["state"], found["because"]) == ("none", "passed_on")
    assert state(*chain, signed("S1", "carl", on_behalf_of="vera")) == "none"
    own = granted("G2", "dana")
    assert state(*chain, own, signed("S1", "carl", on_behalf_of="dana")) == "delegated"


def test_a_deputy_is_judged_by_the_delegation_not_by_the_own_grants() -> None:
    own = granted("G2", "dana")
    small = delegated("D1", "vera", "dana", limit=percent("10"))
    assert state(GRANT, own, small, DEPUTY) == "exceeded"
    assert state(GRANT, own, small, signed("S1", "dana")) == "within"


def test_who_signs_for_somebody_without_a_delegation_from_them_was_not_allowed_to() -> None:
    other = delegated("D1", "otto", "dana")
    found = authority(GRANT, other, DEPUTY)
    assert (found["state"], found["because"]) == ("none", "no_delegation")
    assert state(GRANT, granted("G2", "dana"), DEPUTY) == "none"
    assert state(GRANT, DEPUTY) == "unknown"


def test_of_several_delegations_the_one_that_allows_most_decides() -> None:
    small = delegated("D1", "vera", "dana", limit=percent("10"))
    ended = delegated("D2", "vera", "dana", until="2025-05-06")
    assert state(GRANT, small, ended, delegated("D3", "vera", "dana"), DEPUTY) == "delegated"
    assert state(GRANT, small, ended, DEPUTY) == "exceeded"
    assert state(GRANT, ended, DEPUTY) == "expired"


def test_a_deputy_who_does_not_say_for_whom_is_still_allowed_by_the_delegation() -> None:
    alone = signed("S1", "dana")
    assert state(GRANT, delegated("D1", "vera", "dana"), alone) == "delegated"
    small = delegated("D1", "vera", "dana", limit=percent("10"))
    assert state(GRANT, small, alone) == "exceeded"
    assert state(GRANT, small, granted("G2", "dana", "scope"), alone) == "none"


def test_who_signs_on_behalf_of_themselves_is_no_deputy() -> None:
    assert state(GRANT, signed("S1", "vera", on_behalf_of="vera")) == "within"


def test_a_delegator_may_have_it_by_a_function() -> None:
    records = (
        granted("G1", "function:sales_leadership", limit=percent("25")),
        assigned("vera", "sales_leadership"),
        delegated("D1", "vera", "dana"),
        DEPUTY,
    )
    assert state(*records) == "delegated"
    assert len(authority(*records)["rests_on"]) == 3


def test_a_delegation_of_the_same_day_without_a_time_holds_that_day() -> None:
    same_day = delegated("D1", "vera", "dana", at="2025-05-07", **{"from": "2025-05-07"})
    assert state(GRANT, same_day, DEPUTY) == "delegated"
    unsure = delegated("D1", "vera", "dana", at="2025-05-07", **{"from": "2025-05-01"})
    assert state(GRANT, unsure, DEPUTY) == "unknown"


def test_where_it_is_allowed_in_either_case_it_does_not_turn_on_the_order() -> None:
    """The own grant is of the same day; the delegation certainly held."""
    own = granted("G2", "dana", at="2025-05-07")
    found = authority(
        granted("G1", "vera"), delegated("D1", "vera", "dana"), own, signed("S", "dana")
    )
    assert (found["state"], found["allowed"]) == ("delegated", "yes")
