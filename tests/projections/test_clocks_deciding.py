"""Who instructed a retraction and who executed it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.clocks import clocks_of
from tests.projections.given import given
from tests.projections.offers import clock, ids, instructed, moment, offer, sealed
from tests.records import a_record

SENT = offer("sent", "2025-05-04T10:00Z", id="sent")


def retracted(received: str, **more: Any) -> Record:
    return offer("retracted", received, received_at=received, **{"id": "gone", **more})


def test_who_instructed_and_who_executed_are_kept_apart() -> None:
    found = moment(
        SENT,
        instructed("2025-05-05", {"proposal": "P1"}, id="order", to="ana"),
        retracted("2025-05-06", actor="dora", on_behalf_of="ana", instructed_by="fred"),
    )
    assert found["instructed"]["named_by_retraction"] == "fred"
    [told] = found["instructed"]["instructions"]
    assert (told["record"], told["actor"], told["to"]) == ("order", "vera", "ana")
    assert (told["reason_class"], told["reason"]) == ("commercial", "Changed our mind.")
    assert found["to"] == ["acme"]
    assert found["interval"]["to"] == "2025-05-06T23:59:59Z"
    assert found["executed"] == {"actor": "dora", "on_behalf_of": "ana"}
    assert found["decided"] == (
        "Instructed by vera (2025-05-05, record order). "
        "The retraction names fred as who instructed. Executed by dora on behalf of ana."
    )


def test_without_an_instruction_on_record_none_is_supplied() -> None:
    assert moment(SENT, retracted("2025-05-06"))["decided"] == (
        "No instruction is on record. Executed by ana."
    )


@pytest.mark.parametrize(
    "target",
    [{"proposal": "P1"}, {"clause": "4.2"}, {"clause": "4.2", "version": 1}, {"record": "sent"}],
)
def test_an_instruction_is_shown_with_the_retraction_that_followed(
    target: dict[str, object],
) -> None:
    found = moment(SENT, instructed("2025-05-05", target, id="order"), retracted("2025-05-06"))
    assert ids(found["instructed"]["instructions"]) == ["order"]


def test_an_instruction_that_nobody_followed_is_shown_apart() -> None:
    deal = sealed(
        SENT, retracted("2025-05-05"), instructed("2025-05-06", {"proposal": "P1"}, id="order")
    )
    found = clock(deal)
    assert ids(found["instructions_not_followed"]) == ["order"]
    assert found["retractions"][0]["instructed"]["instructions"] == []


def test_an_instruction_to_retract_a_clause_is_not_followed_by_that_of_another() -> None:
    deal = sealed(
        SENT,
        instructed("2025-05-05", {"clause": "4.2"}, id="order"),
        retracted("2025-05-06", clauses=["3.1"]),
        retracted("2025-05-07", id="right", clauses=["4.2"]),
    )
    wrong, right = clock(deal)["clause_retractions"]
    assert ids(wrong["instructed"]["instructions"]) == []
    assert ids(right["instructed"]["instructions"]) == ["order"]


def test_an_instruction_of_the_same_day_may_be_the_one_that_was_followed() -> None:
    found = moment(
        SENT,
        instructed("2025-05-06", {"proposal": "P1"}, id="order"),
        retracted("2025-05-06T10:00Z"),
    )
    assert ids(found["instructed"]["instructions"]) == ["order"]


def test_what_a_ref_names_leads_on_once_it_has_happened() -> None:
    """The instruction is of a sign-off that is requested, of P1, only three days later."""
    deal = given(
        instructed("2025-05-01", {"sign_off": "S1"}, id="told"),
        a_record("sign_off.requested", sign_off="S1", proposal="P1", of="vera", at="2025-05-04"),
    )
    before, after = (clocks_of(deal.known(effective_at=f"2025-05-0{day}")) for day in (3, 4))
    assert [fact.id for fact in before.unplaced] == ["told"]
    assert list(before.by_proposal) == []
    assert list(after.by_proposal) == ["P1"]
