"""Appending with nothing but psycopg: one prepared INSERT, which commits by itself.

The least that keeps the bytes for sure, in one round trip, with the one index that gives a deal's
events back in order.
"""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg_pool import ConnectionPool

from ledger.mapper import PreparedEntry
from tests.benchmarks.harness import Transaction
from tests.benchmarks.stock import FromStock, Stock, all_bytes

_TABLE = """
    CREATE TABLE events (originator_id text, originator_version bigint, topic text, state bytea,
        PRIMARY KEY (originator_id, originator_version))"""
_ONE = "INSERT INTO events VALUES (%s, %s, %s, %b)"
_MANY = """
    INSERT INTO events SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[], %b::bytea[])"""


class Raw(FromStock):
    """INSERT and COMMIT in one statement, of one row or of many."""

    def __init__(self, stock: Stock, url: str, connections: int) -> None:
        super().__init__(stock)
        with psycopg.connect(url) as connection:
            connection.execute(_TABLE)
        settings = {"autocommit": True}
        self._pool = ConnectionPool(url, min_size=connections, kwargs=settings, open=True)

    def _transaction(self, entries: list[PreparedEntry]) -> Transaction:
        columns = (
            [entry.originator_id for entry in entries],
            [entry.originator_version for entry in entries],
            [entry.topic for entry in entries],
            [all_bytes(entry) for entry in entries],
        )
        if len(entries) > 1:
            return lambda: self._execute(_MANY, columns)
        row = [column[0] for column in columns]
        return lambda: self._execute(_ONE, row)

    def _execute(self, query: str, parameters: Sequence[object]) -> None:
        with self._pool.connection() as connection, connection.cursor() as cursor:
            cursor.execute(query.encode(), parameters, prepare=True, binary=True)

    def close(self) -> None:
        """Give the connections back."""
        self._pool.close()
