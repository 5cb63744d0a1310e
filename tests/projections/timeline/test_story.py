"""The case that this was made for, record by record, and as it stood at seven moments."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from projections.timeline import Chosen, Replay, state, timeline
from tests.projections.test_knowledge_story import story, told
from tests.projections.timeline.reading import clocks, ids, of, rungs


@cache
def every() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = timeline(story())["moments"]
    return found


@cache
def replay() -> Replay:
    return Replay(story())


def after(record: str) -> dict[str, Any]:
    """The state after a record."""
    entry = told().entry(record)
    assert entry is not None
    return state(story(), entry.position, replay())


def stood(found: dict[str, Any], clause: str = "4.2") -> dict[str, str]:
    """Who stood on which rung on the wording of a clause that was on the table."""
    people: list[dict[str, str]] = next(
        (e["people"] for e in found["knowledge"] if e["clause"] == clause), []
    )
    return {each["person"]: each["rung"] for each in people}


def clock(found: dict[str, Any], proposal: str = "P7") -> tuple[str, str, str] | None:
    each = next((each for each in found["clocks"] if each["proposal"] == proposal), None)
    return each and tuple(each[n]["state"] for n in ("internal", "communication", "formation"))


def test_every_record_of_the_deal_is_one_moment_in_the_order_of_the_ledger() -> None:
    own = [entry for entry in told().entries if entry.record.deal is not None]
    assert ids(every()) == [entry.id for entry in own]
    positions = [each["position"] for each in every()]
    assert positions == sorted(positions)
    assert all(each["sentence"].endswith((".", ".”")) for each in every())


@pytest.mark.parametrize(
    ("record", "moved"),
    [
        ("story-07", {("rep", "3.1", "authored")}),
        ("story-09", {("vp-sales", "3.1", "displayed")}),
        ("story-12a", {("vp-sales", "4.2", "sent")}),
        ("story-12b", {("vp-sales", "4.2", "received")}),
        ("story-13", set()),
        ("story-15d", {("deal-desk", "3.1", "signed"), ("deal-desk", "4.2", "signed")}),
        ("story-17b", {("deputy", "3.1", "signed"), ("deputy", "4.2", "signed")}),
        ("story-18a", set()),  # sent to a party: its people are given nothing
        ("story-22", {("vp-sales", "3.1", "discussed"), ("vp-sales", "4.2", "discussed")}),
        ("story-26", set()),  # she had discussed it ten days before she said that she was not told
    ],
)
def test_who_gained_which_rung_by_which_record(
    record: str, moved: set[tuple[str, str, str | None]]
) -> None:
    assert rungs(of(every(), record)) == moved


@pytest.mark.parametrize(
    ("record", "moved"),
    [
        ("story-08", {("P3", "internal", "sealed")}),
        ("story-14", {("P7", "internal", "sealed")}),
        ("story-15d", {("P7", "internal", "signed_off")}),
        ("story-17a", {("P7", "internal", "signed_off_in_part")}),
        ("story-17b", {("P7", "internal", "signed_off")}),
        ("story-18a", {("P7", "communication", "sent"), ("P7", "formation", "offered")}),
        ("story-19", {("P7", "communication", "received")}),
        ("story-22", set()),  # instructed is not retracted
        ("story-23", {("P7", "formation", "retracted")}),
        ("story-24", {("P7", "formation", "undetermined")}),
        ("story-26", set()),
    ],
)
def test_which_clock_moved_by_which_record(record: str, moved: set[tuple[str, str, str]]) -> None:
    assert clocks(of(every(), record)) == moved


def test_the_acceptance_made_the_moment_of_the_retraction_undetermined() -> None:
    [changed] = of(every(), "story-24")["moved"]["retractions"]
    assert (changed["record"], changed["from"], changed["to"]) == (
        "story-23", "revocation", "undetermined",
    )  # fmt: skip
    assert of(every(), "story-24")["moved"]["standing"] == {"from": "retracted", "to": "contested"}


@pytest.mark.parametrize(
    ("record", "standing", "governing", "p7", "vp"),
    [
        ("story-09", "draft", "P3", None, None),
        ("story-11", "draft", "P3", None, None),
        ("story-12b", "draft", "P3", None, "received"),
        ("story-17b", "draft", "P7", ("signed_off", "not_sent", "none"), "received"),
        ("story-18a", "offered", "P7", ("signed_off", "sent", "offered"), "received"),
        ("story-20b", "offered", "P7", ("signed_off", "received", "offered"), "received"),
        ("story-23", "retracted", "P7", ("signed_off", "received", "retracted"), "discussed"),
        ("story-26", "contested", "P7", ("signed_off", "received", "undetermined"), "discussed"),
    ],
)
def test_the_state_of_the_deal_after_a_record(
    record: str, standing: str, governing: str, p7: object, vp: str | None
) -> None:
    found = after(record)
    assert (found["standing"], found["governing"]["proposal"]) == (standing, governing)
    assert clock(found) == p7
    assert stood(found).get("vp-sales") == vp


def test_when_it_went_out_both_had_signed_beyond_their_authority() -> None:
    [row] = [each for each in after("story-18a")["coverage"] if each["clause"] == "4.2"]
    asked = {e["of"]: (e["state"], e["authority"]) for e in row["required"] if "of" in e}
    assert asked == {"deal-desk": ("signed", "exceeded"), "deputy": ("signed", "exceeded")}


def test_nothing_in_the_story_is_late_and_only_what_was_said_after_the_dispute_is_marked() -> None:
    marked = {each["record"]: each["marks"] for each in every() if each["marks"]}
    assert marked == {"story-26": ["after_dispute"]}
    contemporaneous = timeline(story(), Chosen(contemporaneous_only=True))["moments"]
    assert [i for i in ids(every()) if i not in ids(contemporaneous)] == ["story-26"]


def test_the_first_wording_of_a_clause_is_all_added() -> None:
    shown = of(every(), "story-11")["difference"]
    assert (shown["clause"], shown["from"], shown["to"]) == ("4.2", None, 1)
    [piece] = shown["words"]
    assert piece["added"].startswith("The unit prices and the 22 % discount")


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"person": "deputy"}, ["story-05h", "story-17a", "story-17b"]),
        ({"proposal": "P3"}, ["story-08"]),
        ({"kinds": ("clause.displayed",)}, ["story-09", "story-15a", "story-15b"]),
        ({"kinds": ("proposal.retracted", "proposal.accepted")}, ["story-23", "story-24"]),
        ({"person": "vp-sales", "clause": "4.2", "kinds": ("message.received",)}, ["story-12b"]),
    ],
)
def test_moments_are_chosen_by_person_clause_proposal_and_kind(
    chosen: dict[str, Any], wanted: list[str]
) -> None:
    assert ids(timeline(story(), Chosen(**chosen))["moments"]) == wanted


def test_a_clause_is_in_the_sending_of_the_proposal_that_holds_it() -> None:
    found = ids(timeline(story(), Chosen(clause="4.2"))["moments"])
    assert {"story-11", "story-12b", "story-14", "story-18a", "story-22", "story-26"} <= set(found)
    assert not {"story-07", "story-08", "story-09", "story-10"} & set(found)


def test_the_timeline_at_a_position_is_the_one_that_was_known_there() -> None:
    entry = told().entry("story-18a")
    assert entry is not None
    there = timeline(story(), at=entry.position)
    assert there["moments"] == timeline(story(known_at=entry.position))["moments"]
    assert there["moments"][-1]["record"] == "story-18a"
    assert clocks(there["moments"][-1]) == clocks(of(every(), "story-18a"))
