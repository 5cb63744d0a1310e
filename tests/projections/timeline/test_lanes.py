"""The lanes of the case that this was made for: who was exposed to what, and when."""

from __future__ import annotations

from functools import cache
from typing import Any

from projections.deal import KnownDeal
from projections.timeline import Replay, lanes, steps_in_time, stood
from tests.projections.given import Given
from tests.projections.test_knowledge_story import story, told
from tests.records import BY, a_clause, a_record


@cache
def replay() -> Replay:
    return Replay(story())


@cache
def every() -> dict[str, Any]:
    return drawn(story(), replay())


def drawn(deal: KnownDeal, over: Replay, *, contemporaneous_only: bool = False) -> dict[str, Any]:
    return lanes(deal, steps_in_time(deal, over, contemporaneous_only=contemporaneous_only))


def person(id_: str, found: dict[str, Any] | None = None) -> dict[str, Any]:
    return next(each for each in (found or every())["persons"] if each["person"] == id_)


def rungs(id_: str) -> list[tuple[str, str]]:
    return [(mark["record"], mark["kind"]) for mark in person(id_)["marks"]]


def position(record: str) -> int:
    entry = told().entry(record)
    assert entry is not None
    return entry.position


def test_a_lane_has_every_record_that_proves_a_rung_to_its_person() -> None:
    assert rungs("vp-sales")[:3] == [
        ("story-09", "displayed"),
        ("story-12a", "sent"),
        ("story-12b", "received"),
    ]
    assert person("vp-sales")["marks"][0]["about"] == [{"clause": "3.1", "version": 1}]


def test_whoever_was_exposed_to_nothing_has_a_lane_all_the_same() -> None:
    engineer = person("engineer")
    assert engineer["marks"] == []
    assert "Systems that reported: crm, mail, e-sign, chat." in engineer["coverage"]


def test_the_gap_of_a_source_stands_in_the_lanes_of_those_on_whom_it_reports() -> None:
    [gap] = person("vp-sales")["gaps"]
    assert gap["system"] == "chat"
    assert gap["from"] == "2025-05-05T00:00:00.000000Z"
    assert gap["until"] == "2025-05-06T23:59:59Z"


def test_what_became_of_the_offers_is_one_lane() -> None:
    kinds = [mark["kind"] for mark in every()["common"]]
    assert kinds[:3] == ["proposal.sealed", "proposal.sealed", "proposal.sent"]
    assert {"retraction.instructed", "proposal.retracted", "proposal.accepted"} < set(kinds)
    assert kinds[-1] == "dispute.opened"


def test_what_was_said_after_the_dispute_is_marked_and_can_be_left_out() -> None:
    last = person("vp-sales")["marks"][-1]
    assert (last["record"], last["marks"]) == ("story-26", ["after_dispute"])
    less = drawn(story(), replay(), contemporaneous_only=True)
    assert "story-26" not in {mark["record"] for mark in person("vp-sales", less)["marks"]}
    assert (less["from"], less["until"]) == (every()["from"], every()["until"])
    steps = steps_in_time(story(), replay(), contemporaneous_only=True)
    assert position("story-26") not in steps
    assert steps.keys() | {position("story-26")} == steps_in_time(story(), replay()).keys()


def test_a_struck_record_exposes_nobody() -> None:
    shown = a_record("clause.displayed", id="shown", clause="4.2", to="vera")
    struck = a_record("record.struck", record="shown", reason="Another deal.")
    deal = Given([a_clause("4.2"), shown], BY)
    assert person("vera", drawn(deal.known(), Replay(deal.known())))["marks"]
    deal.add([struck])
    found = drawn(deal.known(), Replay(deal.known()))
    assert "vera" not in {each["person"] for each in found["persons"]}


def test_a_step_is_told_as_it_was_known_and_names_who_had_seen_nothing() -> None:
    found = stood(story(), position("story-18a"), replay())
    assert found["moment"]["record"] == "story-18a"
    assert found["moment"]["moved"]["standing"] == {"from": "draft", "to": "offered"}
    assert found["state"]["standing"] == "offered"
    assert "engineer" in {each["person"] for each in found["people"]}


def test_before_the_first_record_there_is_no_moment() -> None:
    assert stood(story(), 0, replay())["moment"] is None
