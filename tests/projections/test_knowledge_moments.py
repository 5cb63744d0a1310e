"""When somebody knew: by a moment, before something happened, and of earlier wordings."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.record import Record
from tests.projections.known import (
    CLAUSE,
    SEALED,
    WORDING,
    displayed,
    fact,
    knowing,
    message,
    person,
    reading,
    rung,
    rungs,
)
from tests.records import DEAL, a_clause, a_record


def sent(at: str = "2025-05-12T13:58Z") -> Record:
    return a_record("proposal.sent", id="out", at=at, to=["acme"])


def on(day: int, hour: int = 0) -> datetime:
    return datetime(2025, 5, day, hour, tzinfo=UTC)


def test_a_rung_is_proven_from_when_its_record_happened() -> None:
    found = knowing(CLAUSE, message(at="2025-05-05T10:00Z"), displayed("carla", at="2025-05-07"))
    assert found.rung("carla", WORDING, on(5)).rung is None
    assert found.rung("carla", WORDING, on(6)).rung == "sent"
    assert found.rung("carla", WORDING, on(9)).rung == "displayed"


def test_a_record_that_may_have_ended_later_counts_and_its_order_is_unknown() -> None:
    found = knowing(CLAUSE, message(at="2025-05-05"), displayed("carla", at="2025-05-07"))
    held = found.rung("carla", WORDING, on(7, 12))
    assert (held.rung, held.surely, held.order_unknown) == ("displayed", "sent", True)
    assert held.sure_proof is not None
    assert held.sure_proof.fact.event.stored_as == "message.sent"
    assert not found.rung("carla", WORDING, on(8)).order_unknown


def test_what_the_reading_does_not_reach_is_not_looked_ahead_to() -> None:
    found = knowing(CLAUSE, displayed("carla", at="2025-05-07"), effective_at="2025-05-06")
    assert found.rung("carla", WORDING, on(9)).rung is None


def test_who_knew_before_the_proposal_went_out() -> None:
    found = knowing(CLAUSE, SEALED, message(at="2025-05-05"), sent(), displayed("carla"))
    before = found.before("carla", WORDING, fact(found, "out"))
    assert (before.rung, before.order_unknown) == ("displayed", False)
    late = displayed("carla", at="2025-05-12T13:59Z")
    found = knowing(CLAUSE, SEALED, message(at="2025-05-05"), sent(), late)
    assert found.before("carla", WORDING, fact(found, "out")).rung == "sent"


def test_what_overlaps_the_sending_is_in_unknown_order() -> None:
    found = knowing(CLAUSE, SEALED, message(), sent(), displayed("carla", at="2025-05-12"))
    before = found.before("carla", WORDING, fact(found, "out"))
    assert (before.rung, before.surely, before.order_unknown) == ("displayed", "sent", True)
    same = found.before("carla", WORDING, fact(found, "out").interval)
    assert same.rung == before.rung


def test_an_acceptance_is_not_knowledge_from_before_itself() -> None:
    accepted = a_record("proposal.accepted", id="yes", proposal="P1", by="acme", actor="carla")
    found = knowing(CLAUSE, SEALED, message(), accepted)
    before = found.before("carla", WORDING, fact(found, "yes"))
    assert (before.rung, before.order_unknown) == ("sent", False)


def test_a_failure_that_came_later_left_the_message_sent_until_then() -> None:
    failed = a_record("message.failed", at="2025-05-09", message="M1", to=["carla"], reason="Full.")
    found = knowing(CLAUSE, message(at="2025-05-05"), failed)
    assert found.rung("carla", WORDING, on(8)).rung == "sent"
    assert found.rung("carla", WORDING, on(12)).rung == "addressed"


def test_nobody_stood_anywhere_on_a_wording_before_it_began() -> None:
    early = displayed("carla", version=1, at="2025-04-20")
    found = knowing(CLAUSE, early)
    assert found.rung("carla", WORDING, datetime(2025, 4, 25, tzinfo=UTC)).rung is None
    assert found.rung("carla", WORDING).rung == "displayed"
    [cell] = reading(CLAUSE, early)["people"][0]["clauses"][0]["wordings"]
    assert cell["marks"] == ["before_the_wording"]


REVISED = a_record("clause.revised", id="r", actor="drafter", at="2025-05-10")


def test_first_exposures_to_a_wording_are_named_with_their_records() -> None:
    found = knowing(
        CLAUSE,
        message(id="m", at="2025-05-03"),
        a_record("message.opened", id="o", at="2025-05-04", message="M1", by="carla"),
        displayed("carla", id="d", at="2025-05-06"),
    ).on("carla", WORDING)
    assert found.first is not None
    assert found.opened is not None
    assert found.seen is not None
    assert (found.first.record, found.opened.record, found.seen.record) == ("m", "o", "o")


def test_the_first_record_of_a_rung_or_above_can_be_asked_for() -> None:
    found = knowing(CLAUSE, message(at="2025-05-03"), displayed("carla", id="d"))
    first = found.first("carla", WORDING, "opened")
    assert first is not None
    assert first.record == "d"
    assert found.first("carla", WORDING, "signed") is None


def test_to_have_seen_an_earlier_wording_is_not_to_have_seen_the_later_one() -> None:
    found = knowing(CLAUSE, REVISED, displayed("carla", at="2025-05-05"))
    assert rung(found, "carla", ("4.2", 2)) is None
    [(written, known)] = found.earlier("carla", ("4.2", 2))
    assert written.key == ("4.2", 1)
    assert known.highest is not None
    assert known.highest.rung == "displayed"
    assert found.earlier("carla", ("4.2", 1)) == []


def test_earlier_is_what_began_before_not_what_has_a_lower_number() -> None:
    late = a_record("clause.revised", actor="drafter", at="2025-05-05")
    found = knowing(CLAUSE, REVISED, late)
    assert [each.key for each in found.before_it(("4.2", 2))] == [("4.2", 1), ("4.2", 3)]
    assert [each.key for each in found.before_it(("4.2", 3))] == [("4.2", 1)]


def test_the_reading_lists_the_wordings_of_a_clause_in_the_order_of_time() -> None:
    late = a_record("clause.revised", actor="emil", at="2025-05-05")
    found = reading(CLAUSE, REVISED, late, displayed("carla"), displayed("carla", version=2))
    carla = next(each for each in found["people"] if each["person"] == "carla")
    [clause] = carla["clauses"]
    assert [each["version"] for each in clause["wordings"]] == [3, 2]
    record = found["records"][clause["wordings"][0]["first_exposure"]]
    assert record["occurred_at"] == "2025-05-05"


def test_everybody_who_stands_on_a_wording_can_be_listed() -> None:
    found = knowing(person("vera", "Vera"), CLAUSE, message(), displayed("vera"))
    assert list(found.who([WORDING])[WORDING]) == ["vera", "ana", "carla", "drafter"]


def test_participants_who_were_never_shown_a_wording_are_named_whatever_their_rung() -> None:
    found = reading(
        person("ana", "Ana"),
        person("vera", "Vera"),
        person("drafter", "Dora"),
        person("emil", "Emil"),
        CLAUSE,
        SEALED,
        displayed("vera"),
        a_record("sign_off.granted"),
    )
    [wording] = found["wordings"]
    assert wording["not_shown_to"] == ["ana", "emil"]


def test_who_is_assigned_only_later_is_not_missed_yet() -> None:
    later = person("vera", "Vera", at="2025-06-01")
    assert reading(CLAUSE, later, effective_at="2025-05-20")["wordings"][0]["not_shown_to"] == []


def corrected(record: str, data: dict[str, str], **more: object) -> Record:
    return a_record("record.corrected", id="fix", deal=DEAL, corrects=record, data=data, **more)


RIGHT = {"clause": "4.2", "heading": "Discount", "text": "Twelve percent."}


def test_a_correction_of_a_sealed_wording_changes_nobodys_rung_and_both_texts_are_shown() -> None:
    told = (CLAUSE, SEALED, displayed("carla"), message(about=[{"topic": "twenty percent"}]))
    right = {**RIGHT, "drafted_by": "emil"}
    records = (*told, corrected("c", right, occurred_at="2025-05-09", actor_="emil"))
    before, after = knowing(*told), knowing(*records)
    for who in ("drafter", "carla", "ana", "emil"):
        assert rungs(after, who) == rungs(before, who)
    [wording] = reading(*records)["wordings"]
    assert wording["corrected"]["by"] == "fix"
    assert wording["corrected"]["right"]["text"] == "Twelve percent."
    assert wording["corrected"]["as_sealed"]["text"] == "Twenty percent."
    assert wording["corrected"]["first_recorded"]["text"] == "Twenty percent."


def test_the_seal_of_a_wording_is_named_once_it_has_happened() -> None:
    """SEALED is of 2 May, CLAUSE of 1 May."""
    for at, seal in (("2025-05-01", None), ("2025-05-02", "seal")):
        [wording] = reading(CLAUSE, SEALED, effective_at=at)["wordings"]
        assert wording["sealed_by"] == seal


def test_a_correction_from_before_the_seal_is_what_was_sealed() -> None:
    right = corrected("c", {**RIGHT, "drafted_by": "emil"})
    assert rungs(knowing(CLAUSE, right, SEALED), "emil") == {"4.2/1": "authored"}
    [wording] = reading(CLAUSE, right, SEALED)["wordings"]
    assert wording["corrected"]["as_sealed"]["text"] == "Twelve percent."


def test_a_correction_of_a_wording_that_nobody_sealed_is_simply_right() -> None:
    right = corrected("c", {**RIGHT, "drafted_by": "emil"}, actor_="dora")
    found = knowing(CLAUSE, right)
    assert rungs(found, "emil") == rungs(found, "dora") == {"4.2/1": "authored"}
    assert rungs(found, "drafter") == {}
    assert rungs(knowing(CLAUSE, right, known_at=1), "drafter") == {"4.2/1": "authored"}


def test_a_receipt_that_is_corrected_to_somebody_else_moves() -> None:
    received = a_record("message.received", id="got", message="M1", by="carla")
    right = corrected("got", {"message": "M1", "by": "emil"})
    found = knowing(CLAUSE, message(to=["dora"]), received, right)
    assert (rung(found, "carla"), rung(found, "emil")) == (None, "received")


def test_a_struck_record_proves_nothing_and_a_struck_wording_is_none() -> None:
    struck = a_record("record.struck", deal=DEAL, record="d")
    assert rung(knowing(CLAUSE, displayed("carla", id="d"), struck), "carla") is None
    gone = a_record("record.struck", deal=DEAL, record="r")
    shown = displayed("carla", version=2)
    assert rungs(knowing(CLAUSE, REVISED, shown, gone), "carla") == {}
    assert rungs(knowing(CLAUSE, REVISED, shown), "carla") == {"4.2/2": "displayed"}


def test_what_is_privileged_is_withheld_from_a_reader_and_counted() -> None:
    private = message(privilege="attorney_client")
    found = reading(CLAUSE, private, role="reader")
    assert found["withheld"] == 1
    assert [each["person"] for each in found["people"]] == ["drafter"]
    everything = reading(CLAUSE, private, role="legal")
    assert [each["person"] for each in everything["people"]] == ["ana", "carla", "drafter"]


def test_the_reading_begins_and_ends_as_every_reading_does() -> None:
    found = reading(a_clause())
    assert list(found)[:3] == ["deal", "version", "basis"]
    assert list(found)[-1] == "withheld"
