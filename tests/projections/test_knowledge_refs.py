"""To which wordings a record leads: refs, and what a record names itself."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.known import (
    ABOUT,
    CLAUSE,
    SEALED,
    displayed,
    knowing,
    message,
    reading,
    rung,
    rungs,
    statement,
)
from tests.records import DEAL, a_clause, a_record

REVISED = a_record("clause.revised", id="r", actor="drafter", at="2025-05-10")
OTHER = a_clause("3.1", id="o", actor="drafter", at="2025-05-01", heading="Fees", text="As listed.")
SEALED_LATER = a_record("proposal.sealed", id="seal", actor="drafter", at="2025-05-12")
EXPANSION = {"axis": "orders", "item": "expansion", "state": "in"}


def about(ref: dict[str, Any], *more: Record, at: str = "2025-05-20") -> dict[str, str]:
    """What Carla stands on after a message about something, and what led there."""
    return rungs(knowing(CLAUSE, OTHER, *more, message(at=at, about=[ref])), "carla")


def test_a_ref_to_a_wording_means_that_wording() -> None:
    assert about({"clause": "4.2", "version": 1}, REVISED) == {"4.2/1": "sent"}


def test_a_ref_to_a_clause_means_the_wording_that_was_current_when_it_happened() -> None:
    assert about({"clause": "4.2"}, REVISED, at="2025-05-09") == {"4.2/1": "sent"}
    assert about({"clause": "4.2"}, REVISED, at="2025-05-11") == {"4.2/2": "sent"}


def test_a_revision_that_arrives_late_takes_no_rung_and_gives_none() -> None:
    """The record names no wording: what it was taken to mean stays, and the other one is shown."""
    records = (CLAUSE, message(id="m", at="2025-05-11"), REVISED)
    before, after = knowing(*records, known_at=2), knowing(*records)
    assert rungs(before, "carla") == rungs(after, "carla") == {"4.2/1": "sent"}
    assert before.undetermined("carla") == {}
    [(wording, [proof])] = after.undetermined("carla").items()
    assert (wording, proof.record, proof.rung) == (("4.2", 2), "m", "sent")


def _of_carla(*records: Record) -> dict[str, Any]:
    people = reading(*records)["people"]
    [clause] = next(each for each in people if each["person"] == "carla")["clauses"]
    found: dict[str, Any] = clause
    return found


def test_both_wordings_are_shown_when_a_revision_arrives_late() -> None:
    records = (CLAUSE, message(id="m", at="2025-05-11"), REVISED)
    found = _of_carla(*records)
    [rung] = found["wordings"]
    assert (rung["version"], rung["rung"], rung["late_change"]) == (1, "sent", "r")
    assert rung["marks"] == ["version_inferred"]
    late = {"version": 2, "rung": "undetermined", "would_be": "sent", "record": "m"}
    assert found["undetermined"] == [late | {"late_change": "r"}]
    about = [
        {"clause": "4.2", "version": 1, "late_change": "r"},
        {"clause": "4.2", "version": 2, "undetermined": True},
    ]
    assert reading(*records)["records"]["m"]["about"] == about


def test_every_record_that_may_have_meant_a_late_wording_is_told() -> None:
    """Who discussed a wording need not have seen it: the one exposure does not hide the other."""
    shown = displayed("carla", id="shown", at="2025-05-11")
    met = a_record(
        "meeting.held", id="met", meeting="W1", at="2025-05-12", attendees=["carla"], about=ABOUT
    )
    maybe = _of_carla(CLAUSE, shown, met, REVISED)["undetermined"]
    assert [(each["version"], each["record"], each["would_be"]) for each in maybe] == [
        (2, "shown", "displayed"),
        (2, "met", "discussed"),
    ]


def test_what_is_proven_of_a_late_wording_hides_no_record_that_may_have_meant_it() -> None:
    """When it was first met may turn on the one that came before."""
    named = displayed("carla", at="2025-05-12", version=2)
    found = _of_carla(CLAUSE, message(id="m", at="2025-05-11"), REVISED, named)
    assert [(each["version"], each["rung"]) for each in found["wordings"]] == [
        (1, "sent"),
        (2, "displayed"),
    ]
    [maybe] = found["undetermined"]
    assert (maybe["version"], maybe["record"], maybe["would_be"]) == (2, "m", "sent")


def test_what_a_record_proves_of_a_late_wording_it_does_not_also_leave_open() -> None:
    both = [{"clause": "4.2"}, {"proposal": "P1"}]
    found = _of_carla(CLAUSE, message(at="2025-05-11", about=both), REVISED, SEALED_LATER)
    assert [each["version"] for each in found["wordings"]] == [1, 2]
    assert "undetermined" not in found


def test_who_may_only_have_met_a_late_wording_is_told_too() -> None:
    """The clause came to stand in the document named, as was recorded only afterwards."""
    moved = a_clause("4.2", id="moved", actor="drafter", at="2025-05-10", document="annex")
    records = (
        a_clause("4.2", id="c", actor="drafter", at="2025-05-01"),
        message(id="m", at="2025-05-11", about=[{"document": "annex"}]),
        a_record("clause.removed", id="gone", at="2025-05-09"),
        moved,
    )
    assert rungs(knowing(*records), "carla") == {}
    found = _of_carla(*records)
    assert found["wordings"] == []
    assert [(each["version"], each["record"]) for each in found["undetermined"]] == [(2, "m")]


def test_a_message_that_may_have_meant_a_late_wording_says_when_it_did_not_arrive() -> None:
    failed = a_record("message.failed", id="f", message="M1", to=["carla"], reason="Bounced.")
    [maybe] = _of_carla(CLAUSE, message(at="2025-05-11"), REVISED, failed)["undetermined"]
    assert (maybe["would_be"], maybe["failed_by"]) == ("addressed", "f")


def test_what_passes_on_a_message_means_what_that_was_taken_to_mean() -> None:
    opened = a_record("message.opened", message="M1", by="dora", at="2025-05-20")
    found = knowing(CLAUSE, message(at="2025-05-11"), REVISED, opened)
    assert rungs(found, "dora") == {"4.2/1": "opened"}
    assert list(found.undetermined("dora")) == [("4.2", 2)]


def test_a_removal_that_arrives_late_is_named_and_takes_no_rung() -> None:
    removed = a_record("clause.removed", id="gone", at="2025-05-10")
    found = _of_carla(CLAUSE, message(at="2025-05-11"), removed)
    [rung] = found["wordings"]
    assert (rung["version"], rung["rung"], rung["late_change"]) == (1, "sent", "gone")
    assert "undetermined" not in found


def test_where_nothing_stood_the_first_wording_that_came_to_stand_there_is_meant() -> None:
    """Nobody could have meant another one; and what comes after it takes nothing back."""
    added = a_clause("4.2", id="c", actor="drafter", at="2025-05-15")
    first = a_record("clause.revised", id="first", actor="drafter", at="2025-05-08")
    second = a_record("clause.revised", id="second", actor="drafter", at="2025-05-09")
    records = (added, message(at="2025-05-11"), first, second)
    stood = [rungs(knowing(*records, known_at=known), "carla") for known in (2, 3, 4)]
    assert stood == [{}, {"4.2/2": "sent"}, {"4.2/2": "sent"}]
    assert list(knowing(*records).undetermined("carla")) == [("4.2", 3)]


def test_a_clause_that_no_longer_stood_leads_to_no_wording() -> None:
    removed = a_record("clause.removed", at="2025-05-10")
    assert about({"clause": "4.2"}, removed) == {}
    assert about({"clause": "4.2"}, at="2025-04-30") == {}


def test_which_wording_was_meant_is_said_to_be_unsure_when_a_change_overlaps_the_record() -> None:
    unsure = knowing(CLAUSE, REVISED, message(at="2025-05-10"))
    [proof] = unsure.proofs("carla", ("4.2", 2))
    assert proof.unsure(unsure.chronicle.by_key["4.2", 2])
    sure = knowing(CLAUSE, REVISED, message(at="2025-05-11"))
    assert not sure.proofs("carla", ("4.2", 2))[0].unsure(sure.chronicle.by_key["4.2", 2])


def test_of_two_records_that_prove_as_much_the_one_that_is_sure_is_cited() -> None:
    """The exposure is the earlier one all the same, and says that its wording is unsure."""
    unsure = displayed("carla", id="unsure", at="2025-05-10")
    sure = displayed("carla", id="sure", at="2025-05-12", version=2)
    [rung] = _of_carla(CLAUSE, REVISED, unsure, sure)["wordings"]
    assert (rung["version"], rung["record"], rung["first_seen"]) == (2, "sure", "unsure")
    assert "marks" not in rung
    assert rung["first_marks"]["first_seen"] == ["wording_unsure"]


def test_of_two_records_that_prove_as_much_the_one_that_names_its_wording_is_cited() -> None:
    inferred = displayed("carla", id="inferred", at="2025-05-11")
    named = displayed("carla", id="named", at="2025-05-12", version=1)
    [rung] = _of_carla(CLAUSE, inferred, REVISED, named)["wordings"]
    assert (rung["version"], rung["record"], rung["first_seen"]) == (1, "named", "inferred")
    assert rung["first_marks"]["first_seen"] == ["version_inferred"]


def test_of_one_source_a_record_that_names_a_wording_came_after_it() -> None:
    source = {"source": {"system": "clm"}}
    added = a_clause("4.2", at="2025-05-01", **source)
    found = knowing(added, displayed("carla", at="2025-05-01", **source))
    [proof] = found.proofs("carla", ("4.2", 1))
    assert not proof.unsure(found.chronicle.by_key["4.2", 1])
    other = knowing(added, displayed("carla", at="2025-05-01", source={"system": "e-sign"}))
    [proof] = other.proofs("carla", ("4.2", 1))
    assert proof.unsure(other.chronicle.by_key["4.2", 1])


def test_a_proposal_means_every_wording_in_its_seal_and_no_later_one() -> None:
    assert about({"proposal": "P1"}, SEALED, REVISED) == {"4.2/1": "sent", "3.1/1": "sent"}


def test_a_sign_off_covers_the_clauses_named_and_only_those() -> None:
    granted = a_record("sign_off.granted", clauses=["4.2"])
    assert rungs(knowing(CLAUSE, OTHER, SEALED, granted), "ana") == {"4.2/1": "signed"}
    asked = a_record("sign_off.requested", clauses=["3.1"])
    assert rungs(knowing(CLAUSE, OTHER, SEALED, asked), "vera") == {"3.1/1": "sent"}


def test_who_was_asked_about_some_clauses_signed_those_when_nothing_else_is_said() -> None:
    """As the coverage reads it: a signature is over no more than was asked for."""
    asked = a_record("sign_off.requested", clauses=["3.1"])
    signed = a_record("sign_off.granted")
    assert rungs(knowing(CLAUSE, OTHER, SEALED, asked, signed), "ana") == {"3.1/1": "signed"}
    assert rungs(knowing(CLAUSE, OTHER, SEALED, signed), "ana") == {
        "4.2/1": "signed",
        "3.1/1": "signed",
    }
    wider = a_record("sign_off.granted", clauses=["4.2"])
    assert rungs(knowing(CLAUSE, OTHER, SEALED, asked, wider), "ana") == {"4.2/1": "signed"}


def test_who_declines_has_acknowledged_what_was_asked_for() -> None:
    asked = a_record("sign_off.requested", clauses=["3.1"])
    declined = a_record("sign_off.declined", sign_off="S1", proposal="P1", reason="No.")
    assert rungs(knowing(CLAUSE, OTHER, SEALED, asked, declined), "ana") == {
        "3.1/1": "acknowledged"
    }


def test_a_retraction_or_a_counter_offer_is_about_the_clauses_that_it_names() -> None:
    back = {"to": ["carla"], "reason_class": "error", "reason": "No."}
    retracted = a_record("proposal.retracted", proposal="P1", clauses=["4.2"], **back)
    assert rungs(knowing(CLAUSE, OTHER, SEALED, retracted), "ana") == {"4.2/1": "discussed"}
    countered = a_record("proposal.countered", proposal="P1", by="carla", clauses=["3.1"])
    assert rungs(knowing(CLAUSE, OTHER, SEALED, countered), "carla") == {"3.1/1": "discussed"}


def test_what_is_received_or_opened_is_what_the_message_was_about() -> None:
    opened = a_record("message.opened", message="M1", by="dora")
    found = knowing(CLAUSE, REVISED, message(at="2025-05-09"), opened)
    assert rungs(found, "dora") == {"4.2/1": "opened"}


def test_a_relay_is_about_what_it_says_or_else_what_the_message_was_about() -> None:
    plain = a_record("message.relayed", message="M2", of="M1", to=["dora"], at="2025-05-12")
    found = knowing(CLAUSE, OTHER, REVISED, message(at="2025-05-09"), plain)
    assert rungs(found, "dora") == {"4.2/1": "received"}
    own = a_record("message.relayed", message="M2", of="M1", to=["dora"], about=[{"clause": "3.1"}])
    opened = a_record("message.opened", message="M2", by="emil")
    found = knowing(CLAUSE, OTHER, message(), own, opened)
    assert rungs(found, "dora") == {"3.1/1": "received"}
    assert rungs(found, "emil") == {"3.1/1": "opened"}


FILED = {"name": "n", "media_type": "text/plain", "sha256": "0" * 64, "bytes": 1}


@pytest.mark.parametrize(
    ("ref", "record"),
    [
        ({"message": "M9"}, message(message="M9", to=["dora"])),
        ({"statement": "ST9"}, statement("ST9")),
        (
            {"meeting": "T9"},
            a_record("meeting.held", meeting="T9", attendees=["dora"], about=[{"clause": "4.2"}]),
        ),
        (
            {"document": "D9"},
            a_record("document.filed", document="D9", about=[{"clause": "4.2"}], **FILED),
        ),
        (
            {"order": "O9"},
            a_record("order.placed", order="O9", order_type="expansion", claimed_under="4.2"),
        ),
        ({"record": "r9"}, displayed("dora", id="r9")),
        ({"record": "c"}, message(message="M9", to=["dora"])),
        ({"sign_off": "S1"}, a_record("sign_off.requested", clauses=["4.2"])),
        ({"sign_off": "S1"}, a_record("sign_off.granted", clauses=["4.2"])),
    ],
)
def test_a_ref_to_a_record_means_what_that_record_is_about(
    ref: dict[str, Any], record: Record
) -> None:
    assert about(ref, SEALED, record) == {"4.2/1": "sent"}


def test_a_ref_to_a_document_means_the_clauses_that_stood_in_it_then() -> None:
    annex = a_clause("A.1", at="2025-05-01", document="annex")
    later = a_clause("A.2", at="2025-06-01", document="annex")
    assert about({"document": "annex"}, annex, later) == {"A.1/1": "sent"}


def test_an_order_that_is_claimed_under_no_clause_leads_to_none() -> None:
    order = a_record("order.placed", order="O9", order_type="initial", proposal="P1")
    assert about({"order": "O9"}, SEALED, order) == {}


def test_refs_that_run_in_a_circle_end() -> None:
    one = message(message="M7", to=["dora"], about=[{"message": "M8"}, {"clause": "3.1"}])
    two = message(message="M8", to=["emil"], about=[{"message": "M7"}, {"message": "M8"}])
    found = knowing(CLAUSE, OTHER, one, two)
    assert rungs(found, "dora") == rungs(found, "emil") == {"3.1/1": "sent"}


def test_a_topic_means_the_wordings_whose_text_or_heading_names_it_as_whole_words() -> None:
    discount = message(about=[{"topic": "discount"}])
    assert rungs(knowing(CLAUSE, OTHER, discount), "carla") == {"4.2/1": "sent"}
    listed = message(about=[{"topic": "AS LISTED"}])
    assert rungs(knowing(CLAUSE, OTHER, listed), "carla") == {"3.1/1": "sent"}
    part = message(about=[{"topic": "disco"}])
    assert rungs(knowing(CLAUSE, OTHER, part), "carla") == {}
    across = message(about=[{"topic": "fees as"}])
    assert rungs(knowing(CLAUSE, OTHER, across), "carla") == {}


def test_a_topic_means_the_wordings_whose_stated_scope_names_it() -> None:
    term = {"kind": "discount", "scope": [EXPANSION]}
    scoped = a_clause("7", actor="drafter", at="2025-05-01", term=term)
    named = [{"topic": "new services"}]
    assert rungs(knowing(scoped, OTHER, message(about=named)), "carla") == {"7/1": "sent"}
    stated = a_record("term.stated", clause="3.1", term=term, method="human", at="2025-05-30")
    both = knowing(scoped, OTHER, stated, message(about=named))
    assert rungs(both, "carla") == {"7/1": "sent", "3.1/1": "sent"}
    parsed = a_record("term.stated", clause="3.1", term=term, method="parser", at="2025-05-03")
    assert rungs(knowing(scoped, OTHER, parsed, message(about=named)), "carla") == {"7/1": "sent"}


def test_a_topic_goes_by_every_name_of_its_item() -> None:
    item = a_record("catalogue.item_defined", item="bi", name="Analytics", synonyms=["dashboards"])
    text = a_clause("7", actor="drafter", at="2025-05-01", text="Dashboards are free.")
    assert rungs(knowing(item, text, message(about=[{"topic": "analytics"}])), "carla") == {
        "7/1": "sent"
    }


def test_nobody_discussed_a_wording_that_was_not_yet_written() -> None:
    term = {"kind": "discount", "scope": [EXPANSION]}
    later = a_clause("7", actor="drafter", at="2025-05-06", term=term)
    talked = statement(about=[{"topic": "expansion"}], at="2025-05-04")
    assert rungs(knowing(later, talked), "ana") == {}
    again = statement("ST2", about=[{"topic": "expansion"}], at="2025-05-07")
    assert rungs(knowing(later, talked, again), "ana") == {"7/1": "discussed"}


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ({"proposal": "P9"}, "no_seal_on_record"),
        ({"message": "M9"}, "not_on_record"),
        ({"record": "r9"}, "not_on_record"),
        ({"topic": "insurance"}, "no_wording_names_it"),
        ({"clause": "3.1"}, "no_wording_current_then"),
        ({"clause": "4.2", "version": 2}, "wording_not_on_record"),
        ({"message": "M1"}, "leads_to_no_wording"),
        ({"proposal": "P0"}, "holds_no_such_wording"),
    ],
)
def test_what_leads_to_no_wording_proves_nothing_and_is_said(ref: dict[str, Any], why: str) -> None:
    records = [
        CLAUSE,
        a_clause("3.1", actor="drafter", at="2025-07-01"),
        a_record("clause.revised", id="gone", at="2025-05-02", actor="drafter"),
        a_record("record.struck", deal=DEAL, record="gone"),
        a_record("proposal.sealed", proposal="P0", at="2025-04-01"),
        message(id="m", about=[ref]),
    ]
    [said] = reading(*records)["leads_nowhere"]
    assert said == {"record": "m", "type": "message.sent", "about": ref, "why": why}
    assert rungs(knowing(*records), "carla") == {}


def test_a_receipt_of_what_was_never_sent_is_no_error_and_no_rung() -> None:
    found = knowing(CLAUSE, a_record("message.received", message="M404", by="carla"))
    assert rung(found, "carla") is None
    assert [nowhere.why for _, nowhere in found.nowhere] == ["not_on_record"]
