"""Whose signature counts for what was required: the one asked, a deputy, a function."""

from __future__ import annotations

from tests.projections.given import given
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    declined,
    policy,
    revised,
    row,
    sealed,
    signed,
    states,
    withdrawn,
)
from tests.records import a_record

ASKED = asked("S1", "vera")
SECOND = (revised("Thirty percent.", "2025-05-10"), sealed("P2", "2025-05-11"))
"""Clause 4.2 in wording 2, sealed in P2."""


def test_one_sign_off_id_for_two_seals_covers_the_wordings_of_both() -> None:
    deal = given(
        *FIRST,
        ASKED,
        signed("S1", "vera"),
        *SECOND,
        asked("S2", "vera", "2025-05-11", proposal="P2"),
        signed("S1", "vera", "2025-05-12", proposal="P2"),
    )
    assert states(deal) == ["signed"]


def test_what_another_than_the_one_asked_signed_under_the_same_id_is_said() -> None:
    deal = given(*FIRST, ASKED, signed("S1", "otto"))
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["by_another"]) == ("signed", True)
    assert "It was vera who was asked." in cell["sentence"]
    assert row(given(*FIRST, ASKED, signed("S1", "vera")))["required"][0]["by_another"] is False


def test_what_another_signed_under_another_id_is_nothing_of_the_one_asked() -> None:
    deal = given(*FIRST, ASKED, signed("S9", "otto"))
    assert states(deal) == ["open"]
    assert [each["state"] for each in row(deal)["beyond"]] == ["signed"]


def test_a_deputy_signs_for_the_one_who_was_asked_and_not_as_themselves() -> None:
    deal = given(
        *FIRST, ASKED, asked("S2", "dana"), signed("S9", "dana", on_behalf_of="vera", id="yes")
    )
    assert states(deal) == ["signed", "open"]
    [cell, _] = row(deal)["required"]
    assert cell["by_another"] is False
    assert cell["signed"]["on_behalf_of"] == "vera"


def test_two_ids_of_one_human_are_one_who_signs() -> None:
    same = a_record("person.identified", person="vera", same_as="v@us.example", at="2025-06-01")
    deal = given(*FIRST, ASKED, signed("S9", "v@us.example"), same)
    assert states(deal) == ["signed"]
    assert states(deal, known_at=len(deal.entries) - 1) == ["open"]


def test_a_person_of_the_function_satisfies_a_policy_or_a_deputy_for_one() -> None:
    asks = policy("A", "2025-01-01", ({}, "deal_desk"))
    desk = assigned("dora", "deal_desk")
    assert states(given(asks, desk, *FIRST, signed("S1", "dora"))) == ["signed"]
    deputy = signed("S1", "dana", on_behalf_of="dora")
    assert states(given(asks, desk, *FIRST, deputy)) == ["signed"]
    assert states(given(asks, desk, *FIRST, signed("S1", "otto"))) == ["open"]
    # A member of the desk who signs for somebody in sales does not sign for the desk.
    for_sales = signed("S1", "dora", on_behalf_of="sam")
    assert states(given(asks, desk, assigned("sam", "sales"), *FIRST, for_sales)) == ["open"]


def test_somebody_who_was_not_of_the_function_then_does_not_satisfy_a_policy() -> None:
    asks = policy("A", "2025-01-01", ({}, "deal_desk"))
    later = assigned("dora", "deal_desk", "2025-05-08")
    left = assigned("dora", "deal_desk", until="2025-05-06")
    theirs = assigned("dora", "deal_desk", party="acme")
    client = a_record("party.joined", party="acme", role="client", at="2025-01-01")
    for assignment in (later, left, theirs):
        assert states(given(asks, client, assignment, *FIRST, signed("S1", "dora"))) == ["open"]


def test_what_one_of_the_function_withdrew_leaves_what_another_signed() -> None:
    asks = policy("A", "2025-01-01", ({}, "deal_desk"))
    desk = (assigned("dora", "deal_desk"), assigned("dirk", "deal_desk"))
    both = (signed("S1", "dora", "2025-05-07"), signed("S2", "dirk", "2025-05-06"))
    back = withdrawn("S1", "dora", "2025-05-08")
    assert states(given(asks, *desk, *FIRST, *both, back)) == ["signed"]
    assert states(given(asks, *desk, *FIRST, both[0], back)) == ["withdrawn"]
    no = declined("S3", "dora", "2025-05-08")
    assert states(given(asks, *desk, *FIRST, both[1], no)) == ["declined"]


def test_a_policy_whose_function_signed_an_older_wording_is_stale() -> None:
    asks, desk = policy("A", "2025-01-01", ({}, "deal_desk")), assigned("dora", "deal_desk")
    assert states(given(asks, desk, *FIRST, signed("S1", "dora"), *SECOND)) == ["stale"]
