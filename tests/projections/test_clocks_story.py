"""The clocks of the story: what a reader sees of P3 and P7 at the moments that matter."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.demo import DEAL, story
from projections.clocks import clocks
from projections.deal import KnownDeal
from tests.projections.given import Given
from tests.projections.offers import ids

TOLD = Given(story())


def told(proposal: str = "P7", **times: Any) -> dict[str, Any]:
    known = TOLD.known(**times)
    deal = KnownDeal(DEAL, known.entries, known.organisation_entries, known.basis)
    found = clocks(deal)["proposals"]
    return next(each for each in found if each["proposal"] == proposal)


@pytest.mark.parametrize(
    ("times", "states"),
    [
        ({"effective_at": "2025-05-07T09:30:00Z"}, ("sealed", "not_sent", "none")),
        ({"effective_at": "2025-05-07T11:00:00Z"}, ("sign_off_requested", "not_sent", "none")),
        ({"effective_at": "2025-05-08"}, ("signed_off", "not_sent", "none")),
        ({"effective_at": "2025-05-09T09:25:00Z"}, ("signed_off_in_part", "not_sent", "none")),
        ({"effective_at": "2025-05-10"}, ("signed_off", "not_sent", "none")),
        ({"effective_at": "2025-05-12T13:59Z"}, ("signed_off", "sent", "offered")),
        ({"effective_at": "2025-05-12T14:02Z"}, ("signed_off", "received", "offered")),
        ({"effective_at": "2025-05-16T16:29Z"}, ("signed_off", "received", "accepted")),
        ({"effective_at": "2025-05-16T16:30Z"}, ("signed_off", "received", "undetermined")),
        ({}, ("signed_off", "received", "undetermined")),
        ({"known_at": "record:story-23"}, ("signed_off", "received", "retracted")),
        ({"known_at": "record:story-22"}, ("signed_off", "received", "offered")),
        ({"known_at": "2025-05-10"}, ("signed_off", "not_sent", "none")),
    ],
)
def test_the_clocks_of_p7_move_with_the_story(
    times: dict[str, Any], states: tuple[str, str, str]
) -> None:
    found = told(**times)
    names = ("internal", "communication", "formation")
    assert tuple(found[name]["state"] for name in names) == states


def test_p3_was_sealed_and_went_no_further() -> None:
    found = told("P3")
    assert found["internal"]["state"] == "sealed"
    assert ids(found["internal"]["steps"]) == ["story-07", "story-08"]
    assert (found["communication"]["state"], found["formation"]["state"]) == ("not_sent", "none")


def test_the_moment_of_the_retraction_is_undetermined_because_the_two_rules_differ() -> None:
    [found] = told()["retractions"]
    assert (found["moment"], found["possible"]) == (
        "undetermined",
        ["revocation", "after_acceptance"],
    )
    dispatch, receipt = found["rules"]["dispatch"], found["rules"]["receipt"]
    assert dispatch["order"] == "acceptance_first"
    assert "2025-05-16T16:29Z: accepted first" in dispatch["sentence"]
    assert receipt["order"] == "retraction_first"
    assert "2025-05-16T16:33Z: retracted first" in receipt["sentence"]
    assert found["counts"] == {
        "record": "story-23",
        "at": "2025-05-16T16:31Z",
        "interval": {"from": "2025-05-16T16:31:00.000000Z", "to": "2025-05-16T16:31:59Z"},
        "given": True,
    }
    assert found["dispatched_at"] == "2025-05-16T16:30Z"
    assert found["arrived"]["record"] == "story-20b"


def test_before_the_acceptance_was_known_it_was_a_revocation() -> None:
    [found] = told(known_at="record:story-23")["retractions"]
    assert found["moment"] == "revocation"


def test_the_vp_instructed_and_the_rep_executed() -> None:
    [found] = told()["retractions"]
    [instruction] = found["instructed"]["instructions"]
    assert (instruction["record"], instruction["actor"], instruction["to"]) == (
        "story-22",
        "vp-sales",
        "rep",
    )
    assert instruction["reason"] == "we never intended additional services at that price"
    assert (found["instructed"]["named_by_retraction"], found["executed"]["actor"]) == (
        "vp-sales",
        "rep",
    )
    assert (found["reason_class"], found["reason"]) == (
        "intent_mismatch",
        "Withdrawn on instruction.",
    )


def test_at_noon_on_the_16th_it_was_instructed_and_not_yet_done() -> None:
    found = told(effective_at="2025-05-16T12:00Z")
    assert found["retractions"] == []
    assert ids(found["instructions_not_followed"]) == ["story-22"]


def test_both_sign_offs_stay_granted_and_are_shown_as_then_retracted() -> None:
    internal = told()["internal"]
    assert [each["state"] for each in internal["sign_offs"]] == ["granted", "granted"]
    for each in internal["sign_offs"]:
        [grant] = each["granted"]
        assert grant["then_retracted"] == [{"record": "story-23", "clauses": None, "after": True}]
    assert internal["sign_offs"][1]["granted"][0]["on_behalf_of"] == "vp-sales"
    assert "granted and then retracted" in internal["sentence"]


def test_the_partner_had_it_a_day_before_the_client() -> None:
    found = told()["communication"]
    assert ids(found["elsewhere"]) == ["story-19"]
    assert found["with_addressees"] == {"state": "received", "made_by": ["story-20b"]}
    on_the_12th = told(effective_at="2025-05-12")["communication"]
    assert on_the_12th["with_addressees"]["state"] == "sent"


def test_one_reliance_stands_beside_it_and_irrevocability_was_not_stated() -> None:
    found = told()
    assert [(each["record"], each["by"]) for each in found["reliance"]] == [
        ("story-21", "northcare")
    ]
    [promise] = found["promises"]
    assert promise["valid_until"] == "2025-06-11"
    assert promise["within_validity"] is False
    assert promise["irrevocable_until"] is None
    assert found["retractions"][0]["within_validity"] == "yes"
    assert told(effective_at="2025-06-11")["promises"][0]["within_validity"] is True


def test_the_sources_say_what_stood_on_10_may_though_the_ledger_began_later() -> None:
    found = told(effective_at="2025-05-10", known_at="2025-05-10")
    assert found["internal"]["state"] == "signed_off"
    assert found["communication"]["sentence"] == "No sending of P7 is on record."
    known = TOLD.known(effective_at="2025-05-10", known_at="2025-05-10")
    assert known.basis.known_by == "source"
    assert clocks(known)["notes"] == [
        "The ledger itself began later: known by the sources' own times."
    ]
