"""What people said beside the text: listed for and against, and never deciding."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Credential, Record
from tests.projections.given import given, records, scope
from tests.records import a_clause, a_record

OPENED = a_record("deal.opened", id="opened", at="2025-01-01")
TERM = {"kind": "discount", "scope": [{"axis": "orders", "item": "expansion", "state": "in"}]}
TEXT = (OPENED, a_clause(id="c", at="2025-05-01", text="As agreed.", term=TERM))
ASKED = scope("orders:expansion")


def statement(id_: str, words: str, **more: Any) -> Record:
    given = {"at": "2025-05-03", "about": [], "form": "written", **more}
    return a_record("statement.made", id=id_, statement=id_, words=words, **given)


def retraction(reason: str, reason_class: str = "intent_mismatch") -> Record:
    return a_record(
        "retraction.instructed",
        id="back",
        target={"proposal": "P1"},
        to="ana",
        reason=reason,
        reason_class=reason_class,
        at="2025-05-05",
    )


def relay(**more: Any) -> Record:
    return a_record(
        "message.relayed", id="relay", message="M2", of="M1", to=["carla"], at="2025-05-04", **more
    )


def sides(*said: Record, **times: Any) -> tuple[list[str], list[str], list[str]]:
    answer = given(*TEXT, *said).ask(ASKED, **times)
    assert answer["verdict"] == "yes"
    return (
        records(answer["supports"])[1:],
        records(answer["opposes"]),
        records(answer["also_said"]),
    )


def test_a_statement_speaks_in_the_direction_of_its_scope() -> None:
    state = {"axis": "orders", "item": "expansion", "state": "out"}
    assert sides(statement("s", "No.", scope=[state])) == ([], ["s"], [])
    assert sides(statement("s", "Yes.", scope=[{**state, "state": "in"}])) == (["s"], [], [])


def test_words_that_name_the_item_without_a_direction_are_also_said() -> None:
    assert sides(statement("s", "We spoke of add-ons.")) == ([], [], ["s"])
    assert sides(statement("s", "We spoke of the weather.")) == ([], [], [])


def test_what_a_relay_adds_is_in_and_what_it_omits_is_out() -> None:
    assert sides(relay(adds="future services too")) == (["relay"], [], [])
    assert sides(relay(omits="the line on upsell")) == ([], ["relay"], [])
    assert sides(relay(words="about expansion")) == ([], [], ["relay"])


def test_an_objection_and_a_retraction_for_intent_are_against() -> None:
    objection = a_record(
        "objection.raised", id="no", about=[{"clause": "4.2"}], words="Not for new services."
    )
    assert sides(objection) == ([], ["no"], [])
    assert sides(retraction("We never meant additional services.")) == ([], ["back"], [])
    assert sides(retraction("We never meant it.")) == ([], [], [])
    assert sides(retraction("Additional services cost more.", "commercial")) == ([], [], ["back"])


def test_what_had_not_happened_yet_is_not_cited() -> None:
    assert sides(retraction("No additional services."), effective_at="2025-05-04") == ([], [], [])


def test_what_is_said_after_the_dispute_is_no_statement_of_intent() -> None:
    dispute = a_record("dispute.opened", id="d", at="2025-05-02", question="What?")
    state = {"axis": "orders", "item": "expansion", "state": "out"}
    assert sides(dispute, statement("s", "No.", scope=[state])) == ([], [], ["s"])


def test_intent_never_decides() -> None:
    state = {"axis": "orders", "item": "expansion", "state": "in"}
    silent = given(OPENED, a_clause(at="2025-05-01"), statement("s", "Yes.", scope=[state]))
    answer = silent.ask(ASKED)
    assert answer["verdict"] == "silent"
    assert records(answer["supports"]) == ["s"]


def source(at: str) -> dict[str, Any]:
    return {"source": {"system": "mail", "recorded_at": at}}


@pytest.mark.parametrize(
    ("recorded", "marks"),
    [
        ("2025-05-04T23:59:00Z", []),
        ("2025-05-05T00:00:00Z", ["late"]),
        ("2025-06-03T00:00:00Z", ["late", "after_dispute"]),
    ],
)
def test_late_and_after_the_dispute_by_the_clock_of_a_believed_source(
    recorded: str, marks: list[str]
) -> None:
    dispute = a_record("dispute.opened", at="2025-06-02", question="What?")
    said = statement("s", "On add-ons.", **source(recorded))
    answer = given(*TEXT, dispute, said).ask(ASKED)
    assert answer["also_said"][0]["marks"] == marks


def test_a_sender_who_is_not_believed_is_judged_by_the_ledgers_clock() -> None:
    said = statement("s", "On add-ons.", evidence={"class": "signed"}, **source("2025-05-03"))
    by = Credential("somebody", "token", person="ana")
    [cited] = given(*TEXT, said, by=by).ask(ASKED)["also_said"]
    assert cited["marks"] == ["late", "the_sender_says"]
    assert cited["by_self"] is True
    assert "the_sender_says" in cited["recorded_at"]


def test_what_sales_leadership_did_not_say_is_named_as_not_shown() -> None:
    boss = a_record(
        "participant.assigned", person="vera", name="Vera Lund", function="sales_leadership"
    )
    answer = given(*TEXT, boss, retraction("No additional services.")).ask(ASKED)
    [intent] = [each for each in answer["not_shown"] if each["looked_for"] != "scope"]
    assert "Vera Lund" in intent["sentence"]
    assert "2025-05-05" in intent["sentence"]
