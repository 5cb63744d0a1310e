"""Strikes and corrections: what they may name, and how they come back from the ledger."""

from __future__ import annotations

import pytest

from domain.events.disputes import RecordCorrected
from domain.refusals import (
    CorrectionChangesIdentity,
    DealAlreadyOpened,
    Malformed,
    NotCorrectable,
    RecordNotOnRecord,
)
from ledger.application import Ledger
from ledger.submission import Receipt
from ledger.verifying import verify
from tests.databases import everything
from tests.records import BY, a_clause, a_record


def test_a_struck_opening_leaves_room_for_the_right_one(ledger: Ledger) -> None:
    ledger.record(a_record("deal.opened", id="wrong"), BY)
    with pytest.raises(DealAlreadyOpened):
        ledger.record(a_record("deal.opened"), BY)
    ledger.record(a_record("record.struck", record="wrong"), BY)
    assert ledger.record(a_record("deal.opened"), BY).version == 3


def test_a_strike_can_follow_in_the_same_sending(ledger: Ledger) -> None:
    ledger.record(a_record("deal.opened", id="wrong"), BY)
    outcomes = ledger.record_each(
        [a_record("record.struck", record="wrong"), a_record("deal.opened")], BY
    )
    assert [isinstance(each, Receipt) for each in outcomes] == [True, True]


def test_a_strike_of_a_record_sent_just_before_it_is_taken(ledger: Ledger) -> None:
    outcomes = ledger.record_each(
        [
            a_record("deal.opened", id="wrong"),
            a_record("record.struck", record="wrong"),
            a_record("deal.opened"),
        ],
        BY,
    )
    assert [isinstance(each, Receipt) for each in outcomes] == [True, True, True]


@pytest.mark.parametrize("again", [False, True])
def test_what_is_recorded_together_may_correct_and_strike_what_stands_before_it(
    ledger: Ledger, *, again: bool
) -> None:
    right = {"clause": "4.2", "heading": "Discount", "text": "Twenty percent."}
    together = [
        a_record("deal.opened", id="wrong"),
        a_record("record.struck", record="wrong"),
        a_record("deal.opened"),
        a_clause("4.2", id="typo", text="Twenty percnt."),
        a_record("record.corrected", corrects="typo", data=right),
    ]
    if again:
        ledger.record(together[0], BY)
    receipts = ledger.record_together(together, BY)
    assert [each.version for each in receipts] == [1, 2, 3, 4, 5]
    assert [each.added for each in receipts] == [not again, True, True, True, True]
    corrected = ledger.entries("D-1")[4].event
    assert isinstance(corrected, RecordCorrected)
    assert corrected.type == "clause.added"


def test_nothing_corrects_what_stands_after_it(ledger: Ledger) -> None:
    with pytest.raises(RecordNotOnRecord) as refused:
        ledger.record_together(
            [a_record("record.struck", record="late"), a_record("deal.opened", id="late")], BY
        )
    assert refused.value.pointer == "/data/record"
    assert ledger.size == 0


def test_a_correction_is_kept_with_the_type_that_it_corrects(ledger: Ledger) -> None:
    ledger.record(a_clause("4.2", id="typo", text="Twenty percnt."), BY)
    right = {"clause": "4.2", "heading": "Discount", "text": "Twenty percent."}
    ledger.record(a_record("record.corrected", corrects="typo", data=right), BY)
    event = ledger.entries("D-1")[1].event
    assert isinstance(event, RecordCorrected)
    assert event.type == "clause.added"
    assert event.data == {**right, "document": "order"}


def test_the_words_of_a_correction_are_committed_like_those_of_its_record(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("message.sent", id="m", words="Zwanzig"), BY)
    data = {"message": "M1", "to": ["carla"], "channel": "email", "about": [], "words": "Neunzehn"}
    ledger.record(a_record("record.corrected", corrects="m", data=data), BY)
    stored = b"".join(row.state for row in ledger.stored())
    for word in (b"Zwanzig", b"Neunzehn", b"carla"):
        assert word not in stored
    assert "Neunzehn" in everything(database)
    assert ledger.entries("D-1")[1].record.as_sent()["data"]["data"]["words"] == "Neunzehn"
    assert verify(ledger, lambda done, total: None).holds


def test_a_correction_is_checked_like_a_record_of_that_type(ledger: Ledger) -> None:
    ledger.record(a_clause("4.2", id="typo"), BY)
    wrong = {"clause": "4.2", "heading": 7, "text": "Twenty percent.", "colour": "red"}
    with pytest.raises(Malformed) as refused:
        ledger.record(a_record("record.corrected", corrects="typo", data=wrong), BY)
    assert [each.pointer for each in refused.value.faults] == [
        "/data/data/heading",
        "/data/data/colour",
    ]
    assert ledger.size == 1


def test_a_correction_keeps_the_ids_of_its_record(ledger: Ledger) -> None:
    ledger.record(a_clause("4.2", id="typo"), BY)
    other = {"clause": "4.3", "heading": "Discount", "text": "Twenty percent."}
    with pytest.raises(CorrectionChangesIdentity):
        ledger.record(a_record("record.corrected", corrects="typo", data=other), BY)


@pytest.mark.parametrize("deal", ["D-2", None])
def test_only_a_record_of_the_same_deal_can_be_struck(ledger: Ledger, deal: str | None) -> None:
    ledger.record(a_record("deal.opened", id="elsewhere"), BY)
    with pytest.raises(RecordNotOnRecord):
        ledger.record(a_record("record.struck", record="elsewhere", deal=deal), BY)


def test_a_strike_is_not_struck_itself(ledger: Ledger) -> None:
    ledger.record(a_record("deal.opened", id="wrong"), BY)
    ledger.record(a_record("record.struck", id="strike", record="wrong"), BY)
    with pytest.raises(NotCorrectable):
        ledger.record(a_record("record.struck", record="strike"), BY)


def test_records_about_the_organisation_can_be_corrected_too(ledger: Ledger) -> None:
    ledger.record(a_record("catalogue.item_defined", id="item"), BY)
    data = {"item": "analytics", "name": "Analytics suite"}
    receipt = ledger.record(a_record("record.corrected", corrects="item", data=data, deal=None), BY)
    assert receipt.version == 2
