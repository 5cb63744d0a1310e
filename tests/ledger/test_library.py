"""What is relied on of the event-sourcing library: where this fails after an update, look there."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from hashlib import sha256
from importlib.metadata import version

import pytest
from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    PersistenceError,
    StoredEvent,
)
from psycopg.conninfo import make_conninfo

from domain.deal import Deal
from domain.record import Entry
from ledger.appending import Answer
from ledger.application import Ledger
from ledger.database import WRITER
from ledger.mapper import NewEntry, PreparedEntry, StoredEntry
from ledger.recorder import EntryRecorder
from ledger.states import fold
from tests.databases import a_ledger, rows
from tests.records import BY, a_clause, a_record


def test_it_is_the_version_that_was_read() -> None:
    assert version("eventsourcing").startswith("9.5.")


def test_what_save_is_given_reaches_the_recorder(ledger: Ledger) -> None:
    new = NewEntry("D-1", 1, a_record("deal.opened"), BY, None, sha256().digest(), 1)
    answers: list[Answer] = []
    kept: list[str] = []
    ledger.save(ledger._mapping.prepare(new), answers=answers, kept=kept.append)
    assert [(each.outcome, each.position) for each in answers] == [("added", 1)]
    assert kept == ["ana"]


def test_an_application_s_own_environment_is_the_only_one(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "PERSISTENCE_MODULE": "no.such.module",
        "POSTGRES_DBNAME": "elsewhere",
        "COMPRESSOR_TOPIC": "zlib",
        "CIPHER_TOPIC": "no.such:Cipher",
        "SNAPSHOTTING_RECORDER_TOPIC": "no.such:Recorder",
        "IS_SNAPSHOTTING_ENABLED": "y",
        "CREATE_TABLE": "y",
        "POSTGRES_ENABLE_DB_FUNCTIONS": "y",
        "LEDGER_PERSISTENCE_MODULE": "no.such.module",
    }.items():
        monkeypatch.setenv(name, value)
    with a_ledger(database, "environment") as ledger:
        assert ledger.record(a_record("deal.opened"), BY).position == 1
        assert ledger.snapshots is None
        assert b'"deal.opened"' in next(ledger.stored()).state
    made = (
        "SELECT count(*) FROM pg_tables WHERE tablename ~ 'stored|snapshot|tracking|ledger_events'"
    )
    assert rows(database, made) == [(0,)]


def test_a_stored_event_can_carry_more_and_stays_frozen() -> None:
    row = StoredEntry("D-1", 1, "deal.opened", b"{}", 7, b"leaf", ())
    assert isinstance(row, StoredEvent)
    assert (row.originator_id, row.id, row.leaf) == ("D-1", 7, b"leaf")
    with pytest.raises(FrozenInstanceError):
        row.state = b""  # type: ignore[misc]
    assert set(PreparedEntry.__dataclass_fields__) > set(StoredEvent.__dataclass_fields__)


def test_the_repository_folds_a_deal_through_our_recorder(ledger: Ledger) -> None:
    ledger.record_together([a_record("deal.opened"), a_clause("4.2")], BY)
    state = ledger.repository.get("D-1", projector_func=fold)  # type: ignore[type-var]
    assert isinstance(state, Deal)
    assert state.version == 2
    assert state.wordings("4.2") == 1


def test_the_notification_log_gives_every_entry_in_order(ledger: Ledger) -> None:
    ledger.record_each([a_record("value.reported", deal=f"D-{n % 3}") for n in range(25)], BY)
    first = ledger.notification_log.select(start=1, limit=10)
    assert [each.id for each in first] == [*range(1, 11)]
    rest = ledger.notification_log.select(start=10, limit=10, inclusive_of_start=False)
    assert [each.id for each in rest] == [*range(11, 21)]
    assert ledger.recorder.max_notification_id() == 25


def test_the_event_store_reads_a_stream_between_two_versions(ledger: Ledger) -> None:
    ledger.record_each([a_record("value.reported") for _ in range(5)], BY)
    between = [
        each.version for each in ledger.events.get("D-1", gt=1, lte=4) if isinstance(each, Entry)
    ]
    assert between == [2, 3, 4]
    last = [e.version for e in ledger.events.get("D-1", desc=True, limit=2) if isinstance(e, Entry)]
    assert last == [5, 4]


def test_what_the_database_says_reaches_us_as_the_library_s_errors(ledger: Ledger) -> None:
    recorder = ledger.recorder
    assert isinstance(recorder, EntryRecorder)
    with pytest.raises(PersistenceError, match="no_such_table"):
        recorder.all("SELECT * FROM no_such_table")
    assert issubclass(OperationalError, PersistenceError)
    assert issubclass(InterfaceError, PersistenceError)
    assert issubclass(IntegrityError, PersistenceError)


def test_a_connection_string_keeps_its_own_options(database: str) -> None:
    with a_ledger(
        make_conninfo(database, options="-c statement_timeout=54321"), "options"
    ) as ledger:
        recorder = ledger.recorder
        assert isinstance(recorder, EntryRecorder)
        assert recorder.one("SHOW statement_timeout") == "54321ms"
        assert recorder.one("SELECT current_user::text") == WRITER


def test_a_pool_is_given_back_when_a_ledger_is_closed(database: str) -> None:
    with a_ledger(database, "closed") as ledger:
        assert ledger.size == 0
    clients = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    while rows(database, clients) != [(1,)]:
        pass
