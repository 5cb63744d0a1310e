"""The time of recording is the database's own, and never runs backwards."""

from __future__ import annotations

from datetime import UTC, datetime

from ledger.application import Ledger
from ledger.verifying import verify
from tests.databases import a_ledger, alter, run
from tests.records import BY, a_record


def test_a_clock_that_was_set_back_gives_the_latest_time_until_it_catches_up(
    ledger: Ledger, database: str
) -> None:
    first = ledger.record(a_record("value.reported"), BY)
    run(database, "UPDATE ledger.log SET recorded_at = '2100-01-01T00:00:00.000001Z'")
    later = [ledger.record(a_record("value.reported"), BY) for _ in range(2)]
    ahead = datetime(2100, 1, 1, microsecond=1, tzinfo=UTC)
    assert first.recorded_at < ahead
    assert [each.recorded_at for each in later] == [ahead, ahead]
    assert [entry.recorded_at for entry in ledger.in_order()] == [first.recorded_at, ahead, ahead]
    assert verify(ledger, lambda done, total: None).holds


def test_the_session_s_time_zone_changes_nothing(ledger: Ledger, database: str) -> None:
    alter(database, "SET timezone = 'Asia/Kathmandu'")
    with a_ledger(database, "kathmandu") as elsewhere:
        receipt = elsewhere.record(a_record("value.reported"), BY)
        assert verify(elsewhere, lambda done, total: None).holds
    assert abs(datetime.now(UTC) - receipt.recorded_at).total_seconds() < 60
    [entry] = ledger.in_order()
    assert entry.recorded_at == receipt.recorded_at


def test_a_moment_leads_to_the_last_entry_recorded_by_then(ledger: Ledger) -> None:
    assert ledger.position_at(datetime(2100, 1, 1, tzinfo=UTC)) == 0
    first, second = (ledger.record(a_record("value.reported"), BY) for _ in range(2))
    assert ledger.position_at(first.recorded_at) == 1
    assert ledger.position_at(second.recorded_at) == 2
    assert ledger.position_at(datetime(2000, 1, 1, tzinfo=UTC)) == 0
