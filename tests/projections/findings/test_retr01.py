"""RETR01: an offer was retracted after it was received, accepted or relied on."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.records import a_clause, a_record

OFFERED = (
    a_record("deal.opened", at="2025-04-01"),
    a_record("party.joined", at="2025-04-01"),
    a_clause("4.2", at="2025-05-01"),
    a_record("proposal.sealed", at="2025-05-02"),
    a_record("proposal.sent", to=["acme"], at="2025-05-03T10:00Z", id="sent"),
)


def received(**more: Any) -> Record:
    return a_record(
        "proposal.received", **{"proposal": "P1", "by": "acme", "at": "2025-05-04", **more}
    )


def retracted(at: str = "2025-05-10T10:00Z", **more: Any) -> Record:
    given = {"proposal": "P1", "to": ["acme"], "reason_class": "commercial", "reason": "No."}
    return a_record("proposal.retracted", **{"id": "back", "at": at, **given, **more})


def accepted(at: str, **more: Any) -> Record:
    return a_record("proposal.accepted", proposal="P1", by="acme", at=at, **more)


def relied(at: str = "2025-05-05", **more: Any) -> Record:
    given = {"by": "acme", "act": "Sent the others away.", "on": {"proposal": "P1"}}
    return a_record("reliance.reported", **{"id": "rely", "at": at, **given, **more})


def test_after_it_was_received_it_is_a_finding() -> None:
    [one] = found("RETR01", *OFFERED, received(), retracted())
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [{"proposal": "P1"}, {"record": "back"}]
    assert "retracted 2025-05-10T10:00Z, after it had been received." in one.sentence
    assert {"sent", "back"} <= {each.id for each in one.records}


def test_after_an_acceptance_it_is_grave() -> None:
    yes = accepted("2025-05-08", received_at="2025-05-08")
    [one] = found("RETR01", *OFFERED, received(), yes, retracted())
    assert one.severity == "high"
    assert "after it had been accepted" in one.sentence


def test_where_the_order_is_unknown_it_is_grave_and_not_asserted() -> None:
    [one] = found("RETR01", *OFFERED, received(), accepted("2025-05-10"), retracted())
    assert one.severity == "high"
    assert "at a moment that the record leaves open" in one.sentence
    assert "after it had been accepted" not in one.sentence


def test_before_the_sending_or_as_early_as_the_offer_it_is_none() -> None:
    early = retracted("2025-05-02T12:00Z", received_at="2025-05-02T12:00Z")
    assert found("RETR01", *OFFERED, received(), early) == []
    first = retracted("2025-05-03T11:00Z", received_at="2025-05-03T11:00Z")
    assert found("RETR01", *OFFERED, received(), first) == []


def test_after_reliance_it_is_grave() -> None:
    [one] = found("RETR01", *OFFERED, received(), relied(), retracted())
    assert one.severity == "high"
    assert "Relied on before: rely." in one.sentence
    [after] = found("RETR01", *OFFERED, received(), retracted(), relied("2025-05-12"))
    assert after.severity == "medium"
    assert "Relied on" not in after.sentence


def test_reliance_whose_order_is_unknown_is_said_so() -> None:
    [one] = found("RETR01", *OFFERED, received(), relied("2025-05-10"), retracted())
    assert "Relied on before or after: rely." in one.sentence
    assert "Relied on before: " not in one.sentence


def test_a_promise_that_it_holds_is_grave() -> None:
    promise = a_record(
        "proposal.sent", to=["acme"], at="2025-05-03", irrevocable_until="2025-05-20"
    )
    [one] = found("RETR01", *OFFERED[:4], promise, received(), retracted())
    assert one.severity == "high"
    assert "promised to be irrevocable until then" in one.sentence
    [later] = found("RETR01", *OFFERED[:4], promise, received(), retracted("2025-05-25"))
    assert later.severity == "medium"


def test_one_of_some_clauses_is_too() -> None:
    [one] = found("RETR01", *OFFERED, received(), retracted(clauses=["4.2"]))
    assert one.severity == "medium"


def test_before_it_and_of_a_struck_or_withheld_one_it_is_none() -> None:
    told = (*OFFERED, received(), retracted())
    assert found("RETR01", *told, effective_at="2025-05-09") == []
    assert found("RETR01", *told, a_record("record.struck", record="back")) == []
    hidden = (*OFFERED, received(), retracted(privilege="attorney_client"))
    assert found("RETR01", *hidden, role="reader") == []


def test_withheld_reliance_is_not_told_to_a_reader() -> None:
    told = (*OFFERED, received(), relied(privilege="attorney_client"), retracted())
    [one] = found("RETR01", *told, role="reader")
    assert one.severity == "medium"
    assert "rely" not in one.sentence


def test_it_is_settled_for_this_retraction() -> None:
    told = (*OFFERED, received(), retracted())
    [one] = opened("RETR01", *told)
    closing = settling(one, at="2025-05-12")
    assert opened("RETR01", *told, closing) == []
    assert len(settled("RETR01", *told, closing)) == 1
    second = retracted("2025-05-13", id="back-2")
    assert len(opened("RETR01", *told, closing, second)) == 1


def test_a_promise_whose_end_may_have_come_before_is_not_asserted() -> None:
    until = "2025-05-10"
    promise = a_record("proposal.sent", to=["acme"], at="2025-05-03", irrevocable_until=until)
    straddling = a_record(
        "proposal.retracted",
        proposal="P1",
        to=["acme"],
        reason_class="commercial",
        reason="No.",
        at={"from": "2025-05-09", "to": "2025-05-12"},
    )
    [one] = found("RETR01", *OFFERED[:4], promise, received(), straddling)
    assert one.severity == "high"
    assert "It had been promised" not in one.sentence
    assert one.sentence.endswith("still held then, the record leaves open.")
