"""What is remembered of a deal between two records never decides wrongly."""

from __future__ import annotations

import pytest

from domain.refusals import ClauseNotOnRecord, DealAlreadyOpened, EntryTooLarge, Refusal
from ledger import states
from ledger.application import Ledger
from ledger.submission import Receipt
from tests.databases import a_ledger
from tests.records import BY, a_clause, a_record


def _said(outcomes: list[Receipt | Refusal]) -> list[int | str]:
    return [each.code if isinstance(each, Refusal) else each.version for each in outcomes]


def test_a_refused_record_between_good_ones_of_one_deal_leaves_no_trace(ledger: Ledger) -> None:
    outcomes = ledger.record_each(
        [
            a_record("deal.opened"),
            a_clause("1"),
            a_record("clause.revised", clause="2"),
            a_clause("2"),
            a_record("clause.revised", clause="2"),
            a_clause("1"),
            a_record("clause.revised", clause="1"),
        ],
        BY,
    )
    assert _said(outcomes) == [1, 2, "clause_not_on_record", 3, 4, "id_already_used", 5]


def test_the_refused_half_of_a_sending_cannot_be_named_later(ledger: Ledger) -> None:
    ledger.record(a_record("deal.opened"), BY)
    with pytest.raises(ClauseNotOnRecord):
        ledger.record_together([a_clause("4.2"), a_record("clause.revised", clause="9.9")], BY)
    with pytest.raises(ClauseNotOnRecord):
        ledger.record(a_record("clause.revised", clause="4.2"), BY)


def test_the_refused_half_of_a_sending_cannot_be_named_even_when_others_wrote_meanwhile(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("deal.opened"), BY)
    with a_ledger(database, "other") as other:
        with pytest.raises(ClauseNotOnRecord):
            ledger.record_together([a_clause("4.2"), a_record("clause.revised", clause="9.9")], BY)
        other.record(a_record("value.reported"), BY)
        with pytest.raises(ClauseNotOnRecord):
            ledger.record(a_record("clause.revised", clause="4.2"), BY)


def test_an_entry_too_long_cannot_be_named_even_when_others_wrote_meanwhile(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("deal.opened"), BY)
    with a_ledger(database, "other") as other:
        with pytest.raises(EntryTooLarge):
            ledger.record(a_clause("4.2", text="ü" * 40_000), BY)
        other.record(a_record("value.reported"), BY)
        with pytest.raises(ClauseNotOnRecord):
            ledger.record(a_record("clause.revised", clause="4.2"), BY)


def test_what_another_process_recorded_can_be_named_at_once(ledger: Ledger, database: str) -> None:
    ledger.record(a_record("deal.opened"), BY)
    with a_ledger(database, "other") as other:
        other.record(a_clause("4.2"), BY)
    assert ledger.record(a_record("clause.revised", clause="4.2"), BY).version == 3


def test_what_another_process_recorded_is_refused_a_second_time(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("value.reported"), BY)
    with a_ledger(database, "other") as other:
        other.record(a_record("deal.opened"), BY)
    with pytest.raises(DealAlreadyOpened):
        ledger.record(a_record("deal.opened"), BY)


def test_a_seal_holds_what_another_process_revised_meanwhile(ledger: Ledger, database: str) -> None:
    ledger.record_together([a_record("deal.opened"), a_clause("4.2")], BY)
    with a_ledger(database, "other") as other:
        other.record(a_record("clause.revised", clause="4.2"), BY)
    ledger.record(a_record("proposal.sealed", at="2025-05-17T10:00Z"), BY)
    sealed = ledger.entries("D-1")[-1].record.as_sent()["data"]
    assert [(each["clause"], each["version"]) for each in sealed["contents"]] == [("4.2", 2)]


def test_a_clause_struck_by_another_process_is_no_double_when_added_again(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_clause("4.2", id="wrong"), BY)
    with a_ledger(database, "other") as other:
        other.record(a_record("record.struck", record="wrong"), BY)
    assert ledger.record(a_clause("4.2"), BY).version == 3


def test_a_deal_long_forgotten_is_read_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "MOST_STREAMS", 4)
    deals = [f"D-{number}" for number in range(12)]
    ledger.record_each([a_clause("4.2", deal=deal) for deal in deals], BY)
    revised = [a_record("clause.revised", clause="4.2", deal=deal) for deal in deals]
    assert _said(ledger.record_each(revised, BY)) == [2] * 12
    again = [a_clause("4.2", deal=deal) for deal in deals]
    assert _said(ledger.record_each(again, BY)) == ["id_already_used"] * 12


def test_deals_with_refused_sendings_do_not_pile_up_in_memory() -> None:
    kept = states.States(lambda stream, state: state)
    for number in range(1000):
        deal = f"D-{number}"
        kept.decide(a_clause("4.2", deal=deal), None)
        kept.spoil([deal])
    assert len(kept._kept) <= states.MOST_STREAMS + 1
