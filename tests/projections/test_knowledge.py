"""The knowledge ladder: which record proves which rung to whom."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.knowledge.ladder import RUNGS
from tests.projections.known import (
    ABOUT,
    CLAUSE,
    SEALED,
    WORDING,
    displayed,
    knowing,
    message,
    rung,
    rungs,
    statement,
)
from tests.records import a_clause, a_record

DONE = {"reason_class": "commercial", "reason": "Because."}


def offer(type_: str, **more: Any) -> Record:
    return a_record(type_, **{"proposal": "P1", **more})


def sign_off(type_: str, **more: Any) -> Record:
    return a_record(type_, sign_off="S1", **more)


def relay(**more: Any) -> Record:
    return a_record("message.relayed", **{"message": "M2", "of": "M1", "to": ["carla"], **more})


def instructed(**more: Any) -> Record:
    return a_record("retraction.instructed", target={"clause": "4.2"}, to="carla", **DONE, **more)


def retracted(**more: Any) -> Record:
    return offer("proposal.retracted", to=["carla"], **DONE, **more)


def meeting(*attendees: str) -> Record:
    return a_record("meeting.held", meeting="T1", attendees=[*attendees], about=ABOUT)


TABLE = [
    (message(to=["carla"]), "carla", "sent"),
    (message(to=["dora"], cc=["carla"]), "carla", "sent"),
    (message(), "ana", "discussed"),
    (offer("proposal.sent", to=["carla"]), "carla", "sent"),
    (offer("proposal.sent", to=["carla"]), "ana", None),
    (sign_off("sign_off.requested", of="carla"), "carla", "sent"),
    (sign_off("sign_off.requested", of="carla"), "ana", None),
    (offer("proposal.received", by="carla"), "carla", "received"),
    (offer("proposal.opened", by="carla"), "carla", "opened"),
    (offer("proposal.opened", by="carla"), "ana", None),
    (relay(about=ABOUT), "carla", "received"),
    (relay(about=ABOUT), "ana", "discussed"),
    (statement(to=["carla"]), "carla", "received"),
    (statement(to=["carla"]), "ana", "discussed"),
    (instructed(), "carla", "received"),
    (instructed(), "ana", "discussed"),
    (displayed("carla"), "carla", "displayed"),
    (displayed("carla"), "ana", None),
    (a_record("acknowledgement.given", about=ABOUT), "ana", "acknowledged"),
    (offer("proposal.accepted", by="carla"), "carla", "acknowledged"),
    (offer("proposal.accepted", by="carla"), "ana", "acknowledged"),
    (offer("proposal.accepted", by="carla", qualifications=["but"]), "carla", "discussed"),
    (offer("proposal.rejected", by="carla"), "carla", "acknowledged"),
    (offer("proposal.rejected"), "ana", "acknowledged"),
    (sign_off("sign_off.declined", proposal="P1", reason="No."), "ana", "acknowledged"),
    (meeting("carla"), "carla", "discussed"),
    (meeting("carla"), "ana", None),
    (a_record("objection.raised", about=ABOUT, words="No."), "ana", "discussed"),
    (offer("proposal.countered", by="carla"), "carla", "discussed"),
    (offer("proposal.countered", by="carla"), "ana", "discussed"),
    (retracted(), "ana", "discussed"),
    (retracted(), "carla", None),
    (sign_off("sign_off.granted", proposal="P1"), "ana", "signed"),
    (sign_off("sign_off.granted", proposal="P1", on_behalf_of="vera"), "ana", "signed"),
    (sign_off("sign_off.granted", proposal="P1", on_behalf_of="vera"), "vera", None),
    (a_record("document.filed", document="D1", name="d", media_type="text/plain",
              sha256="0" * 64, bytes=1, about=ABOUT), "ana", None),
    (a_record("order.placed", order="O1", order_type="initial", claimed_under="4.2"), "ana", None),
    (offer("agreement.executed", agreement="A1"), "ana", None),
    (offer("proposal.lapsed", by="carla"), "carla", None),
    (a_record("reliance.reported", by="carla", act="Waited.", on={"clause": "4.2"}), "carla", None),
    (a_record("dispute.opened", about=ABOUT), "ana", None),
]  # fmt: skip


@pytest.mark.parametrize(("record", "person", "proven"), TABLE)
def test_each_record_proves_its_rung_and_no_other(
    record: Record, person: str, proven: str | None
) -> None:
    assert rung(knowing(CLAUSE, SEALED, record), person) == proven


def test_the_rungs_stand_in_their_order() -> None:
    lower, upper = RUNGS[:5], RUNGS[5:]
    assert lower == ("addressed", "sent", "received", "opened", "displayed")
    assert upper == ("acknowledged", "discussed", "signed", "authored")


def test_who_writes_or_drafts_a_wording_has_authored_it_and_who_asks_for_it_has_not() -> None:
    found = knowing(
        a_clause(at="2025-05-01", drafted_by="dora", requested_by="carla"),
        a_record("clause.revised", at="2025-05-02", actor="emil"),
    )
    assert rungs(found, "ana") == rungs(found, "dora") == {"4.2/1": "authored"}
    assert rungs(found, "emil") == {"4.2/2": "authored"}
    assert rungs(found, "carla") == {}


def test_the_highest_rung_is_shown_with_the_first_record_that_proves_it() -> None:
    found = knowing(
        CLAUSE,
        message(id="sent", at="2025-05-05"),
        displayed("carla", id="again", at="2025-05-07"),
        displayed("carla", id="first", at="2025-05-06"),
        a_record("message.received", id="late", at="2025-05-09"),
    )
    held = found.rung("carla", WORDING)
    assert (held.rung, held.proof and held.proof.record) == ("displayed", "first")
    proofs = [(each.record, each.rung) for each in found.proofs("carla", WORDING)]
    assert proofs == [
        ("sent", "sent"),
        ("first", "displayed"),
        ("again", "displayed"),
        ("late", "received"),
    ]


def test_a_rung_is_never_inferred_upwards() -> None:
    opened = knowing(CLAUSE, message(), a_record("message.opened", message="M1", by="carla"))
    assert rung(opened, "carla") == "opened"
    signed = knowing(CLAUSE, SEALED, sign_off("sign_off.granted", proposal="P1"))
    assert signed.on("ana", WORDING).seen is None


def test_who_withdraws_a_sign_off_has_acknowledged_it_and_the_signature_stays() -> None:
    found = knowing(
        CLAUSE,
        SEALED,
        sign_off("sign_off.granted", proposal="P1", at="2025-05-03"),
        sign_off("sign_off.withdrawn", at="2025-05-04", **DONE),
        sign_off("sign_off.withdrawn", at="2025-05-05", actor="dora", **DONE),
    )
    assert (rung(found, "ana"), rung(found, "dora")) == ("signed", "acknowledged")


def test_a_message_that_failed_was_only_addressed_to_those_with_whom_it_failed() -> None:
    failed = a_record("message.failed", message="M1", to=["carla"], reason="No such box.")
    found = knowing(CLAUSE, message(to=["carla", "dora"]), failed)
    assert (rung(found, "carla"), rung(found, "dora")) == ("addressed", "sent")
    assert rung(found, "ana") == "discussed"


def test_a_relay_that_failed_was_only_addressed_too() -> None:
    failed = a_record("message.failed", message="M2", to=["carla"], reason="No such box.")
    assert rung(knowing(CLAUSE, message(to=["dora"]), relay(), failed), "carla") == "addressed"


def test_a_failure_takes_nothing_back_but_its_own_message() -> None:
    failed = a_record("message.failed", message="M1", to=["carla"], reason="No such box.")
    other = message(message="M9")
    assert rung(knowing(CLAUSE, message(), other, failed), "carla") == "sent"
    arrived = a_record("message.received", message="M1", by="carla")
    assert rung(knowing(CLAUSE, message(), failed, arrived), "carla") == "received"


def test_a_failure_that_has_not_happened_yet_takes_nothing_back() -> None:
    failed = a_record("message.failed", at="2025-05-09", message="M1", to=["carla"], reason="Full.")
    records = (CLAUSE, message(at="2025-05-05"), failed)
    assert rung(knowing(*records, effective_at="2025-05-08"), "carla") == "sent"
    assert rung(knowing(*records, effective_at="2025-05-09"), "carla") == "addressed"


def test_what_is_sent_to_a_party_gives_its_people_nothing_until_they_receive_it() -> None:
    client = a_record("party.joined", party="acme", role="client")
    carla = a_record("participant.assigned", person="carla", party="acme", name="Carla")
    sent = offer("proposal.sent", to=["acme"], via="agent")
    found = knowing(client, carla, CLAUSE, SEALED, sent)
    assert [rungs(found, who) for who in ("carla", "acme", "agent")] == [{}, {}, {}]
    received = offer("proposal.received", by="carla")
    assert rung(knowing(client, carla, CLAUSE, SEALED, sent, received), "carla") == "received"


def test_a_party_that_is_known_only_as_the_deals_client_is_no_person_either() -> None:
    opened = a_record("deal.opened", client="acme")
    found = knowing(opened, CLAUSE, SEALED, offer("proposal.sent", to=["acme"]))
    assert "acme" not in found.persons


def test_a_system_never_climbs() -> None:
    found = knowing(
        a_clause(at="2025-05-01", actor="system:clm"),
        SEALED,
        sign_off("sign_off.granted", proposal="P1", actor="system:e-sign"),
    )
    assert rungs(found, "system:clm") == rungs(found, "system:e-sign") == {}
    assert "system:clm" not in found.persons


def test_two_ids_of_one_human_climb_one_ladder() -> None:
    same = a_record("person.identified", person="carla", same_as="c.lang")
    found = knowing(CLAUSE, message(), displayed("c.lang"), same)
    assert rung(found, "carla") == rung(found, "c.lang") == "displayed"
    assert found.persons.count("c.lang") == 1
    apart = knowing(CLAUSE, message(), displayed("c.lang"), same, known_at=3)
    assert (rung(apart, "carla"), rung(apart, "c.lang")) == ("sent", "displayed")


def test_a_message_that_fails_under_one_id_failed_for_the_human() -> None:
    same = a_record("person.identified", person="carla", same_as="c.lang")
    failed = a_record("message.failed", message="M1", to=["c.lang"], reason="No such box.")
    assert rung(knowing(CLAUSE, message(to=["carla"]), failed, same), "carla") == "addressed"
