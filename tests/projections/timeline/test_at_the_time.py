"""The contemporaneous view of what was corrected: the words of then, and who corrected them."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.timeline import Replay, at_the_time, lanes, steps_in_time
from projections.timeline.every import shown_at
from tests.projections.given import Given, given
from tests.projections.known import displayed
from tests.projections.timeline.reading import ids, moments, of
from tests.records import a_clause, a_record


def recorded(at: str) -> dict[str, Any]:
    return {"source": {"system": "crm", "ref": "x", "recorded_at": at}}


def corrected(id_: str, at: str, text: str) -> Record:
    data = {"clause": "4.2", "heading": "H", "text": text}
    return a_record(
        "record.corrected", id=id_, corrects="c", at=at, data=data, reason="A slip.", **recorded(at)
    )


def wording(*corrections: Record) -> Given:
    first = a_clause("4.2", id="c", text="Ten percent.", at="2025-05-01", **recorded("2025-05-01"))
    revision = a_record(
        "clause.revised", id="r", text="Thirty percent.", at="2025-07-01", **recorded("2025-07-01")
    )
    return given(first, *corrections, revision)


def texts(shown: dict[str, Any]) -> str:
    """The words that its difference has."""
    return "".join(text for each in shown["difference"]["words"] for text in each.values())


LATE = corrected("late", "2025-06-20T10:00:00Z", "Twenty percent.")
SOON = corrected("soon", "2025-05-01T12:00:00Z", "Eleven percent.")


def test_what_was_corrected_later_is_shown_as_it_was_said_at_first_and_says_so() -> None:
    found = moments(wording(LATE), contemporaneous_only=True)
    assert ids(found) == ["c", "late", "r"]
    shown = of(found, "c")
    assert texts(shown) == "Ten percent."
    assert shown["marks"] == []
    assert not {"corrected_by", "correction"} & shown.keys()
    later = shown["corrected_later"]
    assert (later["record"], later["actor"]) == ("late", "ana")
    assert "corrected_later" not in of(found, "r")
    assert "Twenty" not in texts(of(found, "r"))


def test_in_the_whole_timeline_it_stands_corrected_with_who_did_it_and_marked_late() -> None:
    shown = of(moments(wording(LATE)), "c")
    assert texts(shown) == "Twenty percent."
    assert shown["marks"] == ["late", "corrected"]
    assert shown["correction"]["record"] == "late"
    assert "corrected_later" not in shown


def test_what_was_corrected_in_time_is_shown_as_corrected() -> None:
    shown = of(moments(wording(SOON), contemporaneous_only=True), "c")
    assert texts(shown) == "Eleven percent."
    assert shown["marks"] == ["corrected"]
    again = of(moments(wording(SOON, LATE), contemporaneous_only=True), "c")
    assert texts(again) == "Eleven percent."
    assert again["correction"]["record"] == "soon"
    assert again["corrected_later"]["record"] == "late"


def test_the_replay_lists_and_draws_the_words_of_then() -> None:
    wrong = {"corrects": "shown", "data": {"clause": "4.2", "to": "carla"}, "at": "2025-06-07"}
    first = a_clause("4.2", id="c", at="2025-05-01", **recorded("2025-05-01"))
    seen = displayed("vera", id="shown", at="2025-05-02", **recorded("2025-05-02"))
    deal = given(first, seen, a_record("record.corrected", id="x", **wrong)).known()
    steps = steps_in_time(deal, Replay(deal), contemporaneous_only=True)
    [_, listed] = shown_at(deal, steps, contemporaneous_only=True)
    assert "vera" in listed["sentence"]
    assert _exposed(lanes(at_the_time(deal), steps)) == {"vera"}
    assert _exposed(lanes(deal, steps)) == {"carla"}


def _exposed(drawn: dict[str, Any]) -> set[str]:
    named = (each for each in drawn["persons"] if each["person"] in {"vera", "carla"})
    return {each["person"] for each in named if each["marks"]}
