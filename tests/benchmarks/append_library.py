"""Appending as the event-sourcing library does: its own Postgres recorder, as it comes."""

from __future__ import annotations

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from ledger.mapper import PreparedEntry
from tests.benchmarks.harness import Transaction
from tests.benchmarks.stock import FromStock, Stock, all_bytes


class Library(FromStock):
    """`PostgresApplicationRecorder.insert_events`, default settings, text ids."""

    def __init__(self, stock: Stock, url: str, connections: int) -> None:
        super().__init__(stock)
        at = {name: str(value) for name, value in conninfo_to_dict(url).items()}
        self._datastore = PostgresDatastore(
            dbname=at["dbname"],
            host=at["host"],
            port="",
            user=at["user"],
            password="",
            pool_size=connections,
            originator_id_type="text",
        )
        self._recorder = PostgresApplicationRecorder(self._datastore)
        self._recorder.create_table()

    def _transaction(self, entries: list[PreparedEntry]) -> Transaction:
        events = [
            StoredEvent(
                originator_id=entry.originator_id,
                originator_version=entry.originator_version,
                topic=entry.topic,
                state=all_bytes(entry),
            )
            for entry in entries
        ]
        return lambda: self._recorder.insert_events(events)

    def close(self) -> None:
        """Give the connections back."""
        self._datastore.close()
