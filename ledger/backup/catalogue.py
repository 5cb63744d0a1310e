"""The tables and sequences of the schema `ledger`, as the catalogue has them: steps add some."""

from __future__ import annotations

from graphlib import TopologicalSorter

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from ledger.backup.manifest import Sequence, Table

# What COPY writes depends on these, and what may break off a long transaction: as in pg_dump.
_SETTINGS = {
    "client_encoding": "UTF8",
    "bytea_output": "hex",
    "datestyle": "ISO, YMD",
    "intervalstyle": "postgres",
    "timezone": "UTC",
    "extra_float_digits": "3",
    "row_security": "off",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "transaction_timeout": "0",  # since PostgreSQL 17
}

# A generated column is derived, a partition is reached through its table.
_TABLES = """
    SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition
    GROUP BY c.relname ORDER BY c.relname"""
_REFERENCES = """
    SELECT child.relname::text, parent.relname::text
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class child ON child.oid = k.conrelid
    JOIN pg_catalog.pg_class parent ON parent.oid = k.confrelid
    WHERE k.contype = 'f' AND k.conparentid = 0 AND child.oid <> parent.oid
        AND child.relnamespace = 'ledger'::regnamespace
        AND parent.relnamespace = 'ledger'::regnamespace"""
_SEQUENCES = """
    SELECT relname::text FROM pg_catalog.pg_class
    WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'S' ORDER BY relname"""


def set_up(connection: Connection[TupleRow]) -> None:
    """Let the session write and read the same text whatever the server's settings are."""
    for name, value in _SETTINGS.items():
        connection.execute(
            "SELECT set_config(name, %s, false) FROM pg_catalog.pg_settings WHERE lower(name) = %s",
            (value, name),
        )


def columns_of_tables(connection: Connection[TupleRow]) -> dict[str, tuple[str, ...]]:
    """Every table with the columns that are stored; a table after those that it refers to."""
    columns = {name: tuple(found) for name, found in connection.execute(_TABLES).fetchall()}
    order: TopologicalSorter[str] = TopologicalSorter({name: [] for name in columns})
    for child, parent in connection.execute(_REFERENCES).fetchall():
        if child in columns and parent in columns:
            order.add(child, parent)
    return {name: columns[name] for name in order.static_order()}


def counted_tables(connection: Connection[TupleRow]) -> tuple[Table, ...]:
    """Every table, with its number of rows."""
    return tuple(
        Table(name=name, columns=columns, rows=_count(connection, name))
        for name, columns in columns_of_tables(connection).items()
    )


def _count(connection: Connection[TupleRow], table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(named(table))
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def sequences(connection: Connection[TupleRow]) -> tuple[Sequence, ...]:
    """Where every sequence stands: at or after what the rows of an older snapshot were given."""
    found = []
    for (name,) in connection.execute(_SEQUENCES).fetchall():
        query = sql.SQL("SELECT last_value, is_called FROM {}").format(named(name))
        [(last, called)] = connection.execute(query).fetchall()
        found.append(Sequence(name=name, last=last, called=called))
    return tuple(found)


def named(relation: str) -> sql.Identifier:
    """A table or sequence of the schema, as it is written in a statement."""
    return sql.Identifier("ledger", relation)


def rows_in(copied: bytes) -> int:
    """How many rows COPY wrote there: a line each, for a line end within a value is written out."""
    return copied.count(b"\n")
