"""A legal hold keeps records whole: nothing that it covers is erased."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.erasing.eraser import By
from ledger.erasing.plan import LegalHoldCovers, Wanted
from tests.databases import everything
from tests.ledger.erasing.erasing import House


def refused(house: House, hold: str) -> None:
    before = everything(house.url)
    with pytest.raises(LegalHoldCovers, match=hold):
        house.erase()
    assert everything(house.url) == before


@pytest.mark.parametrize(
    "about",
    [
        {"persons": ["carla"]},
        {"persons": ["c.klein"]},  # the same human
        {"deals": ["D-1"]},
        {"persons": ["vera"]},  # stands in records with her
    ],
)
def test_nothing_is_erased_while_a_hold_covers_it(house: House, about: dict[str, Any]) -> None:
    house.record("legal_hold.placed", hold="H-7", reason="A claim.", **about)
    refused(house, "H-7")
    house.record("legal_hold.released", hold="H-7", reason="Settled.")
    house.erase()
    assert house.found() == []


@pytest.mark.parametrize("about", [{"persons": ["otto"]}, {"deals": ["D-2", "D-9"]}])
def test_a_hold_on_others_does_not_stand_against_it(house: House, about: dict[str, Any]) -> None:
    house.record("legal_hold.placed", hold="H-7", reason="A claim.", **about)
    house.erase()


def test_words_about_them_in_a_deal_on_hold_are_kept_though_they_stand_there_nowhere_else(
    house: House,
) -> None:
    house.record("objection.raised", deal="D-2", actor="otto", about=[{"topic": "x"}],
                 words="Ask Carla Örtel-Klein.")  # fmt: skip
    house.record("legal_hold.placed", hold="H-7", reason="A claim.", deals=["D-2"])
    refused(house, "H-7")


def test_a_hold_counts_whenever_it_occurred_and_a_release_before_it_ends_nothing(
    house: House,
) -> None:
    house.record("legal_hold.released", hold="H-7", reason="Too early.")
    house.record("legal_hold.placed", hold="H-7", reason="x", deals=["D-1"], at="2031-01-01")
    refused(house, "H-7")


def test_a_struck_hold_is_none_and_a_struck_release_lets_it_stand(house: House) -> None:
    hold = house.record("legal_hold.placed", hold="H-7", reason="x", deals=["D-1"])
    release = house.record("legal_hold.released", hold="H-7", reason="x")
    house.record("record.struck", deal=None, record=release.id, reason="Not released.")
    refused(house, "H-7")
    house.record("record.struck", deal=None, record=hold.id, reason="Another deal was meant.")
    house.erase()


def test_a_corrected_hold_covers_what_the_correction_says(house: House) -> None:
    hold = house.record("legal_hold.placed", hold="H-7", reason="x", deals=["D-9"])
    right = {"hold": "H-7", "deals": ["D-1"], "reason": "x"}
    house.record("record.corrected", deal=None, corrects=hold.id, data=right)
    refused(house, "H-7")


def test_a_hold_that_comes_between_looking_and_erasing_is_seen(house: House) -> None:
    def place_a_hold(_: object) -> None:
        house.empty_views = lambda _: None
        house.record("legal_hold.placed", hold="H-7", reason="x", deals=["D-1"])

    house.empty_views = place_a_hold
    eraser = house.eraser
    by = By("cli", None)
    with pytest.raises(LegalHoldCovers, match="H-7"):
        eraser.erase(Wanted("carla", "Asked."), by, "erasure:1", lambda _, __: None)
    assert house.found()
