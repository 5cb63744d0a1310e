"""Grants to a function reach whoever had it at that moment."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.signing import (
    SIGNED_AT,
    assigned,
    authority,
    granted,
    signed,
)
from tests.records import a_record

SIGNS = signed("S1", "vera")


def state(*records: Record, **times: Any) -> str:
    return str(authority(*records, **times)["state"])


def test_a_grant_to_a_function_reaches_whoever_had_it_then() -> None:
    grant = granted("G1", "function:deal_desk")
    assert state(grant, assigned("vera", "deal_desk"), SIGNS) == "within"
    assert state(grant, assigned("vera", "legal"), SIGNS) == "unknown"
    until = {"until": "2025-05-07"}
    assert state(grant, assigned("vera", "deal_desk", **until), SIGNS) == "within"
    ended = authority(grant, assigned("vera", "deal_desk", until="2025-05-06"), SIGNS)
    assert ended["state"] == "expired"
    assert len(ended["rests_on"]) == 2


def test_who_had_changed_function_had_lost_what_it_was_granted_and_who_changes_later_not() -> None:
    grant, before = granted("G1", "function:deal_desk"), assigned("vera", "deal_desk")
    assert state(grant, before, assigned("vera", "sales", "2025-05-06"), SIGNS) == "expired"
    assert state(grant, before, assigned("vera", "sales", "2025-05-08"), SIGNS) == "within"
    assert state(grant, before, assigned("vera", "deal_desk", SIGNED_AT), SIGNS) == "within"


def test_who_came_to_a_function_only_later_had_nothing_of_it() -> None:
    grant = granted("G1", "function:deal_desk")
    assert state(grant, assigned("vera", "deal_desk", "2025-05-08"), SIGNS) == "none"


def test_a_grant_that_came_after_somebody_had_left_the_function_never_reached_them() -> None:
    left = assigned("vera", "deal_desk", until="2025-02-01")
    found = authority(granted("G1", "function:deal_desk", at="2025-03-01"), left, SIGNS)
    assert found["state"] == "none"


def test_the_client_own_deal_desk_has_none_of_our_authority() -> None:
    theirs = a_record("party.joined", party="acme", role="client", at="2025-01-01")
    grant = granted("G1", "function:deal_desk")
    assert state(theirs, grant, assigned("vera", "deal_desk", party="acme"), SIGNS) == "unknown"
