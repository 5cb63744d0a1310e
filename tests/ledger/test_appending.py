"""What the ledger promises to whoever records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.record import ORGANISATION, Credential
from domain.refusals import ClauseNotOnRecord, EntryTooLarge, RecordIdReused, Refusal
from ledger.application import Ledger
from ledger.submission import Receipt
from ledger.verifying import verify
from tests.databases import everything, rows
from tests.records import BY, a_clause, a_record, statements


def test_positions_count_the_whole_ledger_and_versions_each_deal(ledger: Ledger) -> None:
    receipts = [
        ledger.record(a_record("value.reported", deal=deal), BY)
        for deal in ("D-1", "D-2", "D-1", "D-3", "D-2", "D-1")
    ]
    assert [each.position for each in receipts] == [1, 2, 3, 4, 5, 6]
    assert [each.version for each in receipts] == [1, 1, 2, 1, 2, 3]
    assert ledger.size == 6
    assert ledger.streams() == [("D-1", 3), ("D-2", 2), ("D-3", 1)]


def test_a_receipt_says_where_the_record_stands(ledger: Ledger) -> None:
    before = datetime.now(UTC)
    receipt = ledger.record(a_record("deal.opened", id="opened"), BY)
    assert receipt.record == "opened"
    assert receipt.stream == "D-1"
    assert receipt.added
    assert (
        before - timedelta(seconds=1)
        < receipt.recorded_at
        < datetime.now(UTC) + timedelta(seconds=1)
    )
    kept = ledger.entry("opened")
    assert kept is not None
    assert (kept.position, kept.version, kept.leaf) == (1, 1, receipt.leaf)
    assert kept.recorded_at == receipt.recorded_at


def test_what_was_recorded_is_read_back_the_same(ledger: Ledger) -> None:
    sent = [
        a_record("deal.opened"),
        a_clause("4.2", drafted_by="ana", source={"system": "crm", "ref": "Deal 7/4"}),
        a_record("message.sent", about=[{"clause": "4.2"}], privilege="attorney_client"),
    ]
    at = datetime(2025, 5, 16, 9, 30, 0, 123456, tzinfo=UTC)
    by = Credential("crm", "connection", person="olaf")
    ledger.record_together(sent, by, received_at=at)
    kept = ledger.entries("D-1")
    assert [entry.record for entry in kept] == sent
    assert {entry.recorded_by for entry in kept} == {by}
    assert {entry.received_at for entry in kept} == {at}


def test_a_record_about_the_organisation_stands_in_a_stream_of_its_own(ledger: Ledger) -> None:
    ledger.record(a_record("deal.opened"), BY)
    receipt = ledger.record(a_record("catalogue.item_defined"), BY)
    assert (receipt.stream, receipt.position, receipt.version) == (ORGANISATION, 2, 1)
    assert [entry.version for entry in ledger.entries(ORGANISATION)] == [1]


def test_the_same_record_again_adds_nothing_and_gets_its_first_receipt(ledger: Ledger) -> None:
    record = a_record("deal.opened")
    first = ledger.record(record, BY)
    ledger.record(a_clause(), BY)
    again = ledger.record(record, BY)
    assert again.added is False
    assert (again.position, again.version, again.leaf) == (1, 1, first.leaf)
    assert again.recorded_at == first.recorded_at
    assert ledger.size == 2


def test_the_same_record_written_another_way_is_the_same_record(ledger: Ledger) -> None:
    ledger.record(a_record("clause.added", id="c", clause="4.2"), BY)
    written_out = a_record("clause.added", id="c", clause="4.2", document="order")
    assert ledger.record(written_out, BY).added is False


def test_an_id_with_other_content_is_refused(ledger: Ledger) -> None:
    ledger.record(a_record("value.reported", id="v", value="open"), BY)
    with pytest.raises(RecordIdReused):
        ledger.record(a_record("value.reported", id="v", value="won"), BY)
    with pytest.raises(RecordIdReused):
        ledger.record(a_record("value.reported", id="v", value="open", deal="D-2"), BY)
    assert ledger.size == 1


def test_records_sent_together_are_added_together(ledger: Ledger) -> None:
    together = [
        a_record("deal.opened", deal="D-1"),
        a_record("deal.opened", deal="D-2"),
        a_clause("4.2", deal="D-1"),
        a_record("catalogue.item_defined"),
        a_record("clause.revised", clause="4.2", deal="D-1"),
    ]
    receipts = ledger.record_together(together, BY)
    assert [each.position for each in receipts] == [1, 2, 3, 4, 5]
    assert [each.version for each in receipts] == [1, 1, 2, 1, 3]
    assert len({each.recorded_at for each in receipts}) == 1


def test_one_refused_record_keeps_all_that_were_sent_with_it_out(
    ledger: Ledger, database: str
) -> None:
    together = [a_record("deal.opened"), a_clause("4.2"), a_record("clause.revised", clause="9.9")]
    with pytest.raises(ClauseNotOnRecord):
        ledger.record_together(together, BY)
    assert rows(database, "SELECT position FROM ledger.entries") == []
    assert [each.version for each in ledger.record_together(together[:2], BY)] == [1, 2]


def test_sent_together_again_they_are_all_answered_as_the_first_time(ledger: Ledger) -> None:
    together = [a_record("deal.opened"), a_clause("4.2")]
    first = ledger.record_together(together, BY)
    assert [r.position for r in ledger.record_together(together, BY)] == [1, 2]
    with_more = ledger.record_together([*together, a_clause("5")], BY)
    assert [(r.position, r.added) for r in with_more] == [(1, False), (2, False), (3, True)]
    assert [r.leaf for r in with_more[:2]] == [r.leaf for r in first]


def test_one_id_twice_in_one_sending_is_one_record_unless_its_content_differs(
    ledger: Ledger,
) -> None:
    record = a_record("value.reported", id="v")
    first, second = ledger.record_together([record, record], BY)
    assert first == second
    with pytest.raises(RecordIdReused):
        ledger.record_together(
            [a_record("value.reported", id="w"), a_record("value.reported", id="w", value="won")],
            BY,
        )
    assert ledger.size == 1


def test_nothing_sent_is_nothing_added(ledger: Ledger) -> None:
    assert ledger.record_together([], BY) == []
    assert ledger.record_each([], BY) == []
    assert ledger.size == 0


def test_records_sent_side_by_side_are_each_answered_by_themselves(ledger: Ledger) -> None:
    opened = a_record("deal.opened")
    outcomes = ledger.record_each(
        [
            opened,
            a_record("clause.revised", clause="9.9"),
            a_clause("4.2"),
            opened,
            a_record("deal.opened"),
            a_record("value.reported", deal="D-2"),
            a_record("clause.revised", clause="4.2"),
        ],
        BY,
    )
    said = [each.code if isinstance(each, Refusal) else each.position for each in outcomes]
    assert said == [1, "clause_not_on_record", 2, 1, "deal_already_opened", 3, 4]
    repeated = outcomes[3]
    assert isinstance(repeated, Receipt)
    assert repeated.added is False


def test_what_was_refused_is_nowhere_in_the_database(ledger: Ledger, database: str) -> None:
    ledger.record(a_record("deal.opened"), BY)
    secret = {"clause": "9.9", "text": "Zwetschgenkuchen", "drafted_by": "ulrike.unbekannt"}
    with pytest.raises(ClauseNotOnRecord):
        ledger.record(a_record("clause.revised", id="refused-1", **secret), BY)
    with pytest.raises(ClauseNotOnRecord):
        ledger.record_together(
            [
                a_record(
                    "message.sent",
                    id="refused-2",
                    to=["ulrike.unbekannt"],
                    words="Zwetschgenkuchen",
                ),
                a_record("clause.revised", id="refused-3", **secret),
            ],
            BY,
        )
    assert ledger.record(a_record("value.reported", value="Apfelkuchen"), BY).position == 2
    kept = everything(database)
    assert "Apfelkuchen" in kept
    for word in ("Zwetschgenkuchen", "ulrike", "refused-"):
        assert word not in kept


def test_an_entry_that_would_be_too_long_is_told_to_be_recorded_by_its_digest(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("deal.opened"), BY)
    with pytest.raises(EntryTooLarge) as refused:
        ledger.record(a_clause("4.2", text="ü" * 40_000), BY)
    assert "document.filed" in refused.value.message
    assert ledger.record(a_clause("4.2", text="u" * 60_000), BY).version == 2
    assert "ü".encode().decode("latin-1") * 3 not in everything(database)


def test_one_entry_too_long_keeps_all_that_were_sent_with_it_out(ledger: Ledger) -> None:
    too_long = a_clause("5", text="ü" * 40_000)
    with pytest.raises(EntryTooLarge):
        ledger.record_together([a_clause("4.2"), too_long], BY)
    with pytest.raises(ClauseNotOnRecord):
        ledger.record(a_record("clause.revised", clause="4.2"), BY)
    assert ledger.size == 0


def test_everything_appended_in_any_of_these_ways_can_be_verified(ledger: Ledger) -> None:
    ledger.record_each(statements(30), BY)
    ledger.record_together([a_record("deal.opened", deal="D-2"), a_clause("1", deal="D-2")], BY)
    report = verify(ledger, lambda done, total: None)
    assert report.broken is None
    assert report.entries == 32
    assert report.root == ledger.root()
