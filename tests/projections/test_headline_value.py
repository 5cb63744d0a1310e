"""The register's figure: a record that was made late, or after a dispute, never moves it unseen."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.views.register import folded
from tests.projections.given import given
from tests.records import a_record

SEALED = (
    a_record("deal.opened", at="2025-05-01"),
    a_record("clause.added", at="2025-05-01"),
    a_record("proposal.sealed", at="2025-05-02"),
)


def signed(amount: str, at: str, **more: Any) -> Record:
    value = {"amount": amount, "currency": "EUR"}
    return a_record("sign_off.granted", at=at, value=value, **more)


def test_what_was_recorded_after_a_dispute_is_marked_beside_what_was_signed_at_the_time() -> None:
    told = given(
        *SEALED,
        signed("640000.00", "2026-03-03", id="then", sign_off="S1"),
        a_record("dispute.opened", at="2026-03-05"),
        signed("990000.00", "2026-03-04", id="since", sign_off="S2"),
    )
    found = folded(told.known())
    assert (found["value"], found["value_record"]) == ("990000.00", "since")
    assert "after_dispute" in found["value_marks"]
    assert found["value_before"] == {"value": "640000.00", "currency": "EUR", "record": "then"}


def test_a_figure_that_was_recorded_at_the_time_has_no_other_beside_it() -> None:
    told = given(*SEALED, signed("640000.00", "2026-03-03", id="then", sign_off="S1"))
    found = folded(told.known())
    assert (found["value"], found["value_before"]) == ("640000.00", None)
    assert "after_dispute" not in found["value_marks"]


def test_a_figure_that_came_late_is_marked_beside_what_was_signed_at_the_time() -> None:
    late, then = (
        signed(amount, at, id=id_, sign_off=id_, source={"system": "crm", "ref": id_} | recorded)
        for id_, amount, at, recorded in (
            ("late", "990000.00", "2025-05-04", {"recorded_at": "2025-05-20T10:00:00Z"}),
            ("then", "640000.00", "2025-05-03", {"recorded_at": "2025-05-03T10:00:00Z"}),
        )
    )
    told = given(*SEALED, then, late)
    found = folded(told.known())
    assert (found["value"], found["value_marks"]) == ("990000.00", ["late"])
    assert found["value_before"]["record"] == "then"
    alone = folded(given(*SEALED, late).known())
    assert (alone["value"], alone["value_before"]) == ("990000.00", None)
    assert alone["value_marks"] == ["late"]


def test_a_correction_after_the_dispute_leaves_the_figure_of_then_beside_its_own() -> None:
    right = {"sign_off": "S1", "proposal": "P1", "value": {"amount": "990.00", "currency": "EUR"}}
    told = given(
        *SEALED,
        signed("640000.00", "2026-03-03", id="then", sign_off="S1"),
        a_record("dispute.opened", at="2026-03-05"),
        a_record("record.corrected", at="2026-03-06", corrects="then", data=right),
    )
    found = folded(told.known())
    assert (found["value"], found["value_record"]) == ("990.00", "then")
    assert "after_dispute" in found["value_marks"]
    assert found["value_before"] == {"value": "640000.00", "currency": "EUR", "record": "then"}


def test_when_a_deal_last_moved_is_as_exact_as_it_was_sent() -> None:
    between = {"from": "2026-03-05T09:00Z", "to": "2026-03-05T17:00Z"}
    for at in ("2026-03-05", "2026-03-05T16:29+02:00", between):
        found = folded(given(*SEALED, a_record("value.reported", at=at)).known())
        assert found["last_occurred_at"] == at
