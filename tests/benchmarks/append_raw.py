"""Appending with nothing but psycopg: a prepared INSERT and a commit, and no more.

The least that keeps the bytes for sure, with the one index that gives a deal's events back in
order.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from ledger.mapper import PreparedEntry
from tests.benchmarks.harness import Load, Transaction
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
        row = _row(entries[0])
        return lambda: self._execute(_ONE, row)

    def _execute(self, query: str, parameters: Sequence[object]) -> None:
        with self._pool.connection() as connection, connection.cursor() as cursor:
            cursor.execute(query.encode(), parameters, prepare=True, binary=True)

    def close(self) -> None:
        """Give the connections back."""
        self._pool.close()


class OneByOne(Raw):
    """INSERT and COMMIT in one statement, for each row by itself."""

    def _transaction(self, entries: list[PreparedEntry]) -> Transaction:
        rows = [_row(entry) for entry in entries]

        def append() -> None:
            for row in rows:
                self._execute(_ONE, row)

        return append


class InTransactions:
    """Each row in a transaction of its own, on a connection for every thread.

    `ordinary` as psycopg does it when it is told nothing else: BEGIN, INSERT and COMMIT, a round
    trip each. Otherwise INSERT and COMMIT alone: the transaction began with the end of the one
    before, at no cost.
    """

    def __init__(self, stock: Stock, url: str, connections: int, *, ordinary: bool) -> None:
        self._stock = stock
        self._work = _ordinary if ordinary else _two_steps
        with psycopg.connect(url) as connection:
            connection.execute(_TABLE)
        self._all = [psycopg.connect(url, autocommit=not ordinary) for _ in range(connections)]
        if not ordinary:
            for connection in self._all:
                connection.execute("BEGIN")

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its transactions, all on one connection."""
        deals = self._stock.deals(load, per_thread)
        return [
            [partial(self._work, connection, [_row(each) for each in entries]) for entries in deal]
            for connection, deal in zip(self._all, deals, strict=True)
        ]

    def close(self) -> None:
        """Hang up."""
        for connection in self._all:
            connection.close()


def _two_steps(connection: psycopg.Connection[Any], rows: Sequence[Sequence[object]]) -> None:
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(_ONE.encode(), row, prepare=True, binary=True)
            cursor.execute(b"COMMIT AND CHAIN")


def _ordinary(connection: psycopg.Connection[Any], rows: Sequence[Sequence[object]]) -> None:
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(_ONE.encode(), row, prepare=True, binary=True)
            connection.commit()


def _row(entry: PreparedEntry) -> Sequence[object]:
    return entry.originator_id, entry.originator_version, entry.topic, all_bytes(entry)
