"""From a file to an empty database: all of it in one transaction, checked before it is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from ledger.backup.archive import opened_archive
from ledger.backup.catalogue import columns_of_tables, named, rows_in, set_up
from ledger.backup.erasing import Again, erase_again, record_again
from ledger.backup.manifest import (
    END,
    MANIFEST,
    SIGNER,
    TABLES,
    BackupError,
    Manifest,
    Progress,
    Table,
    read_manifest,
)
from ledger.backup.packing import Member, unpacked
from ledger.backup.signing import saved_signer
from ledger.backup.tree import first_break, head_of
from ledger.database import WRITER, Seeds, bring_forward, history, migrating
from ledger.erasing.kept_list import ErasedRows

MADE_BY_MIGRATING = frozenset({"log", "secret"})
"""Tables that hold a row before anything is recorded."""
PATIENCE = 5.0
"""Seconds in which the sessions of a command that has just ended are gone."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup that is being read: what it says of itself, and the members still to come."""

    manifest: Manifest
    members: Iterator[Member]


@contextmanager
def opened_backup(file: Path, passphrase: str, progress: Progress) -> Iterator[Saved]:
    """A backup, to be restored once. Raises BackupError, and SchemaError for one of other versions.

    All of the file was read by then, and found undamaged.
    """
    with opened_archive(file, passphrase, progress) as plaintext:
        members = unpacked(plaintext)
        name, content = next(members, ("", b""))
        if name != MANIFEST:
            raise BackupError("The file holds something else than a backup of a ledger.")
        yield Saved(read_manifest(content), members)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came with the ledger: the files of its signer, none when there were none.

    `erased_again` are the erasures that were done after the backup was made, and now again.
    """

    signer: dict[str, bytes]
    erased_again: tuple[ErasedRows, ...]


def restore(url: str, saved: Saved, progress: Progress, again: Again | None = None) -> Restored:
    """Make an empty database the ledger that was saved, as the database's owner.

    Of the erasures of `again` those that the backup does not know yet are done again, and recorded.
    Its schema is made as it was then, loaded, and only then brought forward, so that migrations
    treat what was saved as they treated what was there. Raises BackupError when the database holds
    anything or is in use, and when what was saved does not hold; then nothing has changed.
    """
    manifest = saved.manifest
    with migrating(url) as connection:
        set_up(connection)
        _refuse_company(connection)
        _refuse_holding(connection)
        _make_schema(connection, manifest)
        _clear(connection, manifest)
        signer = _load(connection, saved, progress)
        _set_sequences(connection, manifest)
        bring_forward(connection, _no_seeds)
        erased = erase_again(connection, again, manifest.origin)
        for table in columns_of_tables(connection):
            connection.execute(sql.SQL("ANALYZE {}").format(named(table)))
        _check(connection, manifest, progress)
        record_again(connection, again, erased, manifest.origin)
    return Restored(signer, erased)


def _refuse_company(connection: Connection[TupleRow]) -> None:
    """A process that holds the ledger open knows another secret than the one to be restored."""
    give_up = time.monotonic() + PATIENCE
    while others := _others(connection):
        if time.monotonic() > give_up:
            raise BackupError(
                f"{others} other session(s) that may record use the database: end `deal-ledger "
                "serve` and whatever else is connected as its user, and restore then."
            )
        time.sleep(0.05)


def _others(connection: Connection[TupleRow]) -> int:
    connection.execute("SELECT pg_stat_clear_snapshot()")
    # Whoever only watches does no harm; without a user it is one of the server's own processes.
    row = connection.execute(
        "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND usename IS NOT NULL"
        " AND pg_has_role(usesysid, %s, 'MEMBER')",
        (WRITER,),
    ).fetchone()
    return int(row[0]) if row else 0


def _refuse_holding(connection: Connection[TupleRow]) -> None:
    if not history(connection):
        if connection.execute("SELECT to_regnamespace('ledger')").fetchone() != (None,):
            raise BackupError("The database has a schema `ledger` that is not ours: use another.")
        return
    tables = list(columns_of_tables(connection))
    for table in tables:
        lock = sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(named(table))
        connection.execute(lock)
    holding = [each for each in tables if each not in MADE_BY_MIGRATING]
    if head_of(connection).size or any(_has_rows(connection, each) for each in holding):
        raise BackupError(
            "The ledger to restore into already holds something. Restore into an empty one: name "
            "another DEAL_LEDGER_HOME, or a fresh database in DEAL_LEDGER_DATABASE_URL."
        )


def _has_rows(connection: Connection[TupleRow], table: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(named(table))
    return connection.execute(query).fetchone() is not None


def _make_schema(connection: Connection[TupleRow], manifest: Manifest) -> None:
    """The tables as they were when the backup was made."""
    if max(history(connection), default=0) > manifest.last_step:
        # Migrations go forward only: what is empty is made anew.
        connection.execute("DROP SCHEMA ledger CASCADE")
        connection.execute("DROP TABLE public.deal_ledger_migrations")
    bring_forward(connection, lambda: Seeds(manifest.origin, bytes(32)), manifest.last_step)
    there = columns_of_tables(connection)
    for table in manifest.tables:
        if not set(table.columns) <= set(there.get(table.name, ())):
            raise BackupError(f"The backup has a table {table.name!r} that no migration made so.")


def _clear(connection: Connection[TupleRow], manifest: Manifest) -> None:
    """Remove what the migrations put into the tables: the backup has it too."""
    for table in reversed(manifest.tables):
        # Asked first: entries refuse to be deleted even when there are none.
        if _has_rows(connection, table.name):
            connection.execute(sql.SQL("DELETE FROM {}").format(named(table.name)))


def _load(connection: Connection[TupleRow], saved: Saved, progress: Progress) -> dict[str, bytes]:
    """Fill the tables; gives what was saved beside them."""
    signer: dict[str, bytes] = {}
    tables = {f"{TABLES}/{table.name}": table for table in saved.manifest.tables}
    left = {table.name: table.rows for table in tables.values()}
    ended = False
    for folder, members in groupby(saved.members, lambda member: member[0].rpartition("/")[0]):
        if folder in tables and not ended:
            table = tables[folder]
            for rows in _copied(connection, table, members):
                left[table.name] -= rows
                total = saved.manifest.rows
                progress("Loading", total - sum(left.values()), total)
        elif folder == SIGNER and not ended:
            signer = saved_signer(members, saved.manifest.origin)
        elif [name for name, _ in members] == [END]:
            ended = True
        else:
            raise BackupError(f"The backup holds more than this version knows: {folder!r}.")
    if not ended or any(left.values()):
        raise BackupError("The backup is not whole: rows are missing.")
    return signer


def _copied(
    connection: Connection[TupleRow], table: Table, members: Iterator[Member]
) -> Iterator[int]:
    """Load the members of a table; gives the number of rows of each."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        named(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copied:
        for _, content in members:
            copied.write(content)
            yield rows_in(content)


def _set_sequences(connection: Connection[TupleRow], manifest: Manifest) -> None:
    for each in manifest.sequences:
        connection.execute(
            "SELECT setval(format('ledger.%%I', %s::text)::regclass, %s, %s)",
            (each.name, each.last, each.called),
        )


def _no_seeds() -> Seeds:
    raise BackupError("The backup holds no row that says what the log is.")


def _check(connection: Connection[TupleRow], manifest: Manifest, progress: Progress) -> None:
    broken = first_break(connection, progress)
    if broken is None and head_of(connection) != manifest.head:
        broken = "it is another ledger than the backup states"
    if broken:
        raise BackupError(f"What was saved does not hold: {broken}.")
