"""Which disputes of a deal are open."""

from __future__ import annotations

from projections.disputes import open_disputes
from tests.projections.given import given
from tests.records import a_record

OPENED = (
    a_record("deal.opened"),
    a_record("dispute.opened", id="one", dispute="Q1"),
    a_record("dispute.opened", dispute="Q2", question="And for affiliates?"),
)


def test_a_dispute_is_open_until_it_is_resolved() -> None:
    deal = given(*OPENED, a_record("dispute.resolved", dispute="Q1", outcome="Settled."))
    assert open_disputes(deal.known()) == [{"dispute": "Q2", "question": "And for affiliates?"}]
    assert [each["dispute"] for each in open_disputes(deal.known(known_at=3))] == ["Q1", "Q2"]


def test_a_dispute_that_was_struck_is_none() -> None:
    deal = given(*OPENED, a_record("record.struck", record="one"))
    assert [each["dispute"] for each in open_disputes(deal.known())] == ["Q2"]
