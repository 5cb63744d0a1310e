"""Entries that were read before are kept, and what they say is never older than the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from domain.record import Entry
from ledger.application import Ledger
from ledger.kept import KeptEntries
from tests.databases import a_ledger, run
from tests.records import BY, a_record, statements


@dataclass
class Counted:
    """Reads from a ledger, and remembers from where on."""

    stored: Sequence[Entry]
    asked: list[int] = field(default_factory=list)

    def __call__(self, version: int) -> Sequence[Entry]:
        self.asked.append(version)
        return [entry for entry in self.stored if entry.version >= version]


@pytest.fixture
def entries(ledger: Ledger) -> Sequence[Entry]:
    """Ten entries of one deal."""
    ledger.record_each(statements(10), BY)
    return ledger.entries("D-1")


def ids(entries: Sequence[Entry]) -> list[str]:
    return [entry.id for entry in entries]


def test_what_others_recorded_meanwhile_is_read(ledger: Ledger, database: str) -> None:
    ledger.record_each(statements(3), BY)
    assert ids(ledger.entries("D-1")) == ["s-1", "s-2", "s-3"]
    with a_ledger(database, "other") as other:
        other.record(a_record("value.reported", id="theirs"), BY)
    assert ids(ledger.entries("D-1")) == ["s-1", "s-2", "s-3", "theirs"]


def test_entries_are_cut_at_a_position_of_the_whole_ledger(ledger: Ledger) -> None:
    ledger.record_each([*statements(2), *statements(2, "D-2", "t"), *statements(2, series="u")], BY)
    assert ids(ledger.entries("D-1", 4)) == ["s-1", "s-2"]
    assert ids(ledger.entries("D-1")) == ["s-1", "s-2", "u-1", "u-2"]
    assert ids(ledger.entries("D-1", 5)) == ["s-1", "s-2", "u-1"]
    assert ids(ledger.entries("D-1", 0)) == []
    assert ids(ledger.entries("nowhere")) == []


def test_only_what_is_new_is_read_again(entries: Sequence[Entry]) -> None:
    kept, read = KeptEntries(), Counted(entries[:6])
    kept.entries("D-1", None, read)
    read.stored = entries
    assert ids(kept.entries("D-1", None, read)) == ids(entries)
    assert read.asked == [1, 6]


def test_a_database_that_is_another_one_by_now_is_read_anew(
    entries: Sequence[Entry], ledger: Ledger
) -> None:
    kept, read = KeptEntries(), Counted(entries)
    kept.entries("D-1", None, read)
    read.stored = entries[:4]  # a standby that had not got everything
    assert ids(kept.entries("D-1", None, read)) == ids(entries[:4])
    ledger.record_each(statements(4, "D-2", "other"), BY)
    read.stored = ledger.entries("D-2")
    assert ids(kept.entries("D-1", None, read)) == ["other-1", "other-2", "other-3", "other-4"]


def test_the_streams_read_last_are_kept_and_no_more_than_so_many(
    entries: Sequence[Entry],
) -> None:
    kept, read = KeptEntries(most=25), Counted(entries)
    for stream in ("a", "b", "a", "c", "a", "b"):
        kept.entries(stream, None, read)
    assert read.asked == [1, 1, 10, 1, 10, 1]
    tiny = KeptEntries(most=5)
    for _ in range(2):
        assert ids(tiny.entries("a", None, read)) == ids(entries)


def test_a_reading_after_a_restored_database_shows_what_is_there(
    ledger: Ledger, database: str
) -> None:
    ledger.record_each(statements(3), BY)
    assert len(ledger.entries("D-1")) == 3
    run(
        database,
        "ALTER TABLE ledger.entries DISABLE TRIGGER append_only",
        "DELETE FROM ledger.entries WHERE position = 3",
    )
    assert ids(ledger.entries("D-1")) == ["s-1", "s-2"]
