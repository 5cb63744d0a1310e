"""Entries only ever grow: the database itself refuses anything else, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException, RestrictViolation

from ledger.database import ERASER, ROLES, VIEWS, WRITER, connected
from ledger.embedded import EmbeddedServer
from tests.databases import MIGRATED, a_database, a_ledger, alter, rows, run
from tests.records import BY, a_clause, a_record

CHANGES = (
    "UPDATE ledger.entries SET state = 'other'",
    "UPDATE ledger.entries SET position = position WHERE false",
    "DELETE FROM ledger.entries",
    "TRUNCATE ledger.entries",
)
INSERT = (
    "INSERT INTO ledger.entries SELECT position + 100, originator_id, originator_version + 100,"
    " event_id || 'x', topic, recorded_at, fingerprint, state, leaf, subtrees FROM ledger.entries"
)


@pytest.fixture(scope="module")
def filled(server: EmbeddedServer) -> Iterator[str]:
    """A database with entries, values and persons. All tests here share it: nothing changes it."""
    with a_database(server, MIGRATED) as url, a_ledger(url, "filled") as ledger:
        ledger.record_together([a_record("deal.opened"), a_clause("4.2")], BY)
        yield url


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("change", [*CHANGES, INSERT])
def test_no_role_may_write_entries_itself(filled: str, role: str, change: str) -> None:
    with connected(filled, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change.encode())


@pytest.mark.parametrize("change", CHANGES)
def test_even_the_owner_cannot_change_entries(filled: str, change: str) -> None:
    before = rows(filled, "SELECT * FROM ledger.entries")
    with pytest.raises(RestrictViolation, match="append-only"):
        run(filled, change)
    assert rows(filled, "SELECT * FROM ledger.entries") == before


@pytest.mark.parametrize("change", CHANGES)
def test_even_the_owner_cannot_change_entries_as_a_replica(filled: str, change: str) -> None:
    with pytest.raises(RestrictViolation, match="append-only"):
        run(filled, "SET session_replication_role = replica", change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger.log SET size = 0",
        "DELETE FROM ledger.log",
        "UPDATE ledger.secret SET fingerprint_key = fingerprint_key",
        "INSERT INTO ledger.disclosures VALUES (1, ''::bytea, '')",
        "DELETE FROM ledger.disclosures",
        "UPDATE ledger.persons SET person = 'x'",
        "DELETE FROM ledger.persons",
        "DROP TABLE ledger.entries",
        "ALTER TABLE ledger.entries DISABLE TRIGGER append_only",
        "DROP TRIGGER append_only ON ledger.entries",
        "SET session_replication_role = replica",
        "CREATE TABLE ledger.mine (x int)",
        "CREATE FUNCTION ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_the_writer_may_append_and_nothing_else(filled: str, change: str) -> None:
    with connected(filled, WRITER) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change.encode())


@pytest.mark.parametrize("role", [VIEWS, ERASER])
def test_the_other_roles_may_not_append(filled: str, role: str) -> None:
    with connected(filled, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(
            "SELECT * FROM ledger.append('{}','{}','{}','{}','{}','{}','{}',"
            "'{}','{}','{}','{}','{}','{}','{}')"
        )
    with connected(filled, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute("SELECT * FROM ledger.secret")


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_appending_needs_to_see_what_others_appended(database: str, level: str) -> None:
    alter(database, f"SET default_transaction_isolation = '{level}'")
    with (
        a_ledger(database, "isolated") as isolated,
        pytest.raises(RaiseException, match="read committed"),
    ):
        isolated.record(a_clause("5"), BY)


def test_a_record_is_on_disk_whatever_the_session_was_set_to(filled: str) -> None:
    """`append` turns synchronous_commit on for its own transaction."""
    with connected(filled, WRITER) as connection, connection.transaction():
        connection.execute("SET LOCAL synchronous_commit = off")
        connection.execute(
            "SELECT * FROM ledger.append('{}','{}','{}','{}','{}','{}','{}',"
            "'{}','{}','{}','{}','{}','{}','{}')"
        )
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_versions_of_one_sending_cannot_leave_a_gap(filled: str) -> None:
    with connected(filled, WRITER) as connection, pytest.raises(psycopg.Error, match="leave a gap"):
        connection.execute(
            "SELECT * FROM ledger.append('{1,1}','{D-9,D-9}','{1,3}','{a,b}','{t,t}',"
            " ARRAY[sha256('a'), sha256('b')], ARRAY['{}', '{}']::bytea[],"
            "'{}','{}','{}','{}','{}','{}','{}')"
        )
    assert rows(filled, "SELECT size FROM ledger.log") == [(2,)]


CHECKPOINTS = [
    change.format(table)
    for table in ("ledger.checkpoints", "ledger.signer_log")
    for change in ("UPDATE {} SET key = key", "DELETE FROM {}", "TRUNCATE {}")
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("change", CHECKPOINTS)
def test_no_role_may_change_a_checkpoint(filled: str, role: str, change: str) -> None:
    with connected(filled, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change.encode())


@pytest.mark.parametrize("change", CHECKPOINTS)
def test_even_the_owner_cannot_change_a_checkpoint(filled: str, change: str) -> None:
    for before in ("SELECT", "SET session_replication_role = replica"):
        with pytest.raises(RestrictViolation, match="append-only"):
            run(filled, before, change)
