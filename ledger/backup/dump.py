"""From a database to a file: one consistent picture, while writers go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from psycopg import Connection, IsolationLevel, sql
from psycopg.rows import TupleRow

from ledger.backup.archive import write_archive
from ledger.backup.catalogue import counted_tables, named, rows_in, sequences, set_up
from ledger.backup.manifest import (
    END,
    MANIFEST,
    SIGNER,
    TABLES,
    BackupError,
    Manifest,
    Progress,
    Step,
    Table,
)
from ledger.backup.new_file import new_file
from ledger.backup.packing import Member, packed
from ledger.backup.tree import first_break, head_of
from ledger.database import MIGRATION_LOCK, SchemaError, connected, history

PIECE = 4 << 20
"""Bytes of one table that are held in memory, and written as one member."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file to write, and with what: `signer` are the files of the ledger's signer."""

    file: Path
    passphrase: str
    made_at: datetime
    replace: bool = False
    signer: Mapping[str, bytes] = field(default_factory=dict)


def backup(url: str, wanted: Wanted, progress: Progress) -> Manifest:
    """Write all that the database holds to a file; its user must be able to read every table.

    Raises BackupError when the file is there (unless it is to be replaced) or cannot be written,
    and when the ledger's own tree does not hold: what is in a backup can be restored.
    """
    made_at = wanted.made_at
    with new_file(wanted.file, replace=wanted.replace) as out, _snapshot(url) as connection:
        manifest = _manifest(connection, made_at)
        if broken := first_break(connection, progress):
            raise BackupError(
                f"The ledger itself does not hold: {broken}. `deal-ledger verify` says more."
            )
        members = _members(connection, manifest, wanted.signer, progress)
        with closing(packed(members, made_at)) as plaintext:
            write_archive(out, wanted.passphrase, made_at, plaintext)
    return manifest


def origin_of(url: str) -> str:
    """What the ledger is called. Raises SchemaError, BackupError."""
    with connected(url) as connection:
        _refuse_none(connection)
        return head_of(connection).origin


def _refuse_none(connection: Connection[TupleRow]) -> None:
    if not history(connection):
        raise SchemaError("The database holds no ledger: check DEAL_LEDGER_DATABASE_URL.")


@contextmanager
def _snapshot(url: str) -> Iterator[Connection[TupleRow]]:
    with connected(url) as connection:
        set_up(connection)
        # The schema stays as it is; the snapshot is taken after that is certain.
        connection.execute("SELECT pg_advisory_lock_shared(%s)", (MIGRATION_LOCK,))
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            yield connection


def _manifest(connection: Connection[TupleRow], made_at: datetime) -> Manifest:
    _refuse_none(connection)
    ran = connection.execute(
        "SELECT number, name, digest FROM public.deal_ledger_migrations ORDER BY number"
    )
    head = head_of(connection)
    return Manifest(
        made_at=made_at,
        server=connection.info.parameter_status("server_version") or "",
        steps=tuple(Step(number=number, name=name, digest=digest) for number, name, digest in ran),
        origin=head.origin,
        size=head.size,
        root=head.root.hex(),
        tables=counted_tables(connection),
        sequences=sequences(connection),
    )


def _members(
    connection: Connection[TupleRow],
    manifest: Manifest,
    signer: Mapping[str, bytes],
    progress: Progress,
) -> Iterator[Member]:
    yield MANIFEST, manifest.to_bytes()
    done = 0
    for table in manifest.tables:
        for number, content in enumerate(_pieces(connection, table), 1):
            yield f"{TABLES}/{table.name}/{number:06}.copy", content
            done += rows_in(content)
            progress("Saving", done, manifest.rows)
    for name, content in signer.items():
        yield f"{SIGNER}/{name}", content
    yield END, b""


def _pieces(connection: Connection[TupleRow], table: Table) -> Iterator[bytes]:
    """The rows of a table as COPY writes them, so many at a time."""
    # From a query, which a partitioned table allows too.
    statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, table.columns)), named(table.name)
    )
    rows: list[bytes] = []
    size = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copied:
        for row in copied:
            rows.append(bytes(row))
            size += len(row)
            if size >= PIECE:
                yield b"".join(rows)
                rows, size = [], 0
    if rows:
        yield b"".join(rows)
