"""Replays that are kept: which is given again, which goes on from another, and which neither."""

from __future__ import annotations

from typing import Any

from api.replays import Replays
from projections.timeline import state
from tests.projections.given import Given
from tests.projections.timeline.test_replay_properties import short_passages
from tests.records import BY, a_clause, a_record

TOLD = "2026-05-20"
"""When what was recorded last had happened."""


def deal(*more: str) -> Given:
    shown = [
        a_record("clause.displayed", id=f"shown-{n}", clause="4.2", to="carla") for n in range(6)
    ]
    later = [
        a_record(
            "message.sent",
            id=each,
            at="2026-05-25T09:00:00Z",
            message=each,
            to=["vera"],
            channel="email",
            about=[{"clause": "4.2"}],
        )
        for each in more
    ]
    return Given([a_clause("4.2"), *shown, *later], BY)


def knew(found: dict[str, Any]) -> set[str]:
    return {each["person"] for of in found["knowledge"] for each in of["people"]}


def test_one_is_kept_until_something_begins_or_ends_by_itself() -> None:
    replays, told = Replays(), deal("later")
    first = replays.of(told.known(TOLD))
    assert replays.of(told.known(TOLD)) is first
    assert replays.of(told.known("2026-05-21")) is first
    then = told.known("2026-05-26")
    assert replays.of(then) is not first
    assert "vera" in knew(state(then, told.size, replays.of(then)))


def test_what_was_corrected_or_struck_had_its_time_for_the_states_before() -> None:
    right = {"message": "later", "to": ["vera"], "channel": "email", "about": [{"clause": "4.2"}]}
    mended = a_record(
        "record.corrected",
        id="mended",
        corrects="later",
        data=right,
        occurred_at="2026-05-01",
        reason="Typed wrong.",
    )
    struck = a_record("record.struck", id="struck", record="later", reason="Recorded twice.")
    for taken_back in (mended, struck):
        told = deal("later")
        sent = told.size
        told.add([taken_back])
        replays = Replays()
        before, after = told.known(TOLD), told.known("2026-05-26")
        assert "vera" not in knew(state(before, sent, replays.of(before)))
        assert "vera" in knew(state(after, sent, replays.of(after)))


def test_after_a_new_record_it_goes_on_from_what_was_made() -> None:
    with short_passages():
        replays, told = Replays(), deal()
        before = replays.of(told.known(TOLD))
        made = before.history(2)
        told.add([a_clause("5.1", id="new")])
        after = replays.of(told.known(TOLD))
        assert after is not before
        assert after.history(2) is made
        assert replays.of(told.known(TOLD)) is after


def test_what_was_read_anew_is_replayed_anew() -> None:
    with short_passages():
        replays = Replays()
        before = replays.of(deal().known(TOLD))
        told = deal()
        assert replays.of(told.known(TOLD)) is not before
        told.add([a_clause("5.1", id="new")])
        assert replays.of(told.known(TOLD)).history(2) is not before.history(2)


def test_another_reader_has_another() -> None:
    replays, told = Replays(), deal()
    assert replays.of(told.known(TOLD)) is not replays.of(told.known(TOLD, role="reader"))


def test_what_is_made_of_one_is_made_once() -> None:
    kept = Replays().kept(deal().known(TOLD))
    made: list[list[int]] = [kept.made("list", list) for _ in range(2)]
    assert made[0] is made[1]
