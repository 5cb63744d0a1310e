"""The library's Postgres recorder, appending through one SQL function and reading our own table."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from eventsourcing.persistence import (
    InfrastructureFactory,
    InterfaceError,
    Notification,
    OperationalError,
    StoredEvent,
)
from eventsourcing.postgres import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresFactory,
)
from eventsourcing.utils import Environment
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row

from ledger.database import WRITER
from ledger.mapper import PreparedEntry, StoredEntry
from ledger.proof.disclosure import Disclosure

T = TypeVar("T")
LOST_CONNECTION_PATIENCE = 30.0
LOST_CONNECTION_WAIT = 0.2
"""Seconds in all, and between tries: a server that crashed is up again within a few of them."""

_COLUMNS = """
    SELECT e.position, e.originator_id, e.originator_version, e.topic, e.state, e.leaf, ARRAY(
        SELECT d.disclosure FROM ledger.disclosures d WHERE d.position = e.position
    ) AS disclosures
    FROM ledger.entries e"""
_BY_STREAM = f"""{_COLUMNS}
    WHERE e.originator_id = %s AND e.originator_version > %s AND e.originator_version <= %s
    ORDER BY e.originator_version"""
_BY_STREAM_AND_POSITION = f"""{_COLUMNS}
    WHERE e.originator_id = %s AND e.position <= %s
    ORDER BY e.originator_version"""
_BY_POSITION = f"""{_COLUMNS}
    WHERE e.position > %s AND e.position <= %s
    ORDER BY e.position LIMIT %s"""
_BY_RECORD = f"""{_COLUMNS}
    WHERE e.event_id = %s"""
_APPEND = """
    SELECT * FROM ledger.append(
        %s::int[], %s::text[], %s::bigint[], %s::text[], %s::text[], %b::bytea[], %b::bytea[],
        %s::int[], %b::bytea[], %s::text[], %s::int[], %s::text[], %b::bytea[], %s::text[])"""
_LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ledger says of one entry that it was asked to append.

    Where it stands is None for the outcomes that refuse an append.
    """

    outcome: Literal["added", "already", "reused", "conflict", "pseudonym"]
    position: int | None
    version: int | None
    leaf: bytes | None
    recorded_at: datetime | None


class Datastore(PostgresDatastore):
    """The library's pool, with our connection string, every connection acting as the writer."""

    def __init__(self, url: str, pool_size: int) -> None:
        super().__init__(dbname="", host="", port="", user="", password="", pool_size=1)
        role = {"options": f"-c role={WRITER}"}
        self.pool.kwargs = {**conninfo_to_dict(url), **role, "row_factory": dict_row}
        self.pool.resize(1, pool_size)

    def register_type_adapters(self) -> None:
        """No composite types: the append function takes arrays."""


class EntryRecorder(PostgresApplicationRecorder):
    """Appends entries and reads them back. The schema is the migrations', never made here."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        """Append prepared entries; the answers, one each, go into the list given as `answers`.

        The function given as `kept` is told every person whose pseudonym is now stored.
        A connection that is lost, even after the commit, is made anew and the same entries sent
        again: their record ids tell whether the first sending stands.
        """
        answers: list[Answer] = kwargs["answers"]
        entries = [each for each in stored_events if isinstance(each, PreparedEntry)]
        assert len(entries) == len(stored_events)
        if not entries:
            return
        answers.extend(self._again_when_lost(lambda: self._append(entries)))
        for entry, answer in zip(entries, answers, strict=True):
            if answer.outcome == "added":
                for person, _ in entry.persons:
                    kwargs["kept"](person)

    def _append(self, entries: Sequence[PreparedEntry]) -> list[Answer]:
        values = [(n, each) for n, entry in enumerate(entries, 1) for each in entry.disclosures]
        persons = _persons(entries)
        with self.datastore.get_connection() as connection, connection.cursor() as cursor:
            cursor.execute(
                _APPEND,
                (
                    [entry.append for entry in entries],
                    [entry.originator_id for entry in entries],
                    [entry.originator_version for entry in entries],
                    [entry.event_id for entry in entries],
                    [entry.topic for entry in entries],
                    [entry.fingerprint for entry in entries],
                    [entry.state for entry in entries],
                    [number for number, _ in values],
                    [value.digest for _, value in values],
                    [value.text for _, value in values],
                    [append for append, _, _ in persons],
                    [person for _, person, _ in persons],
                    [found.digest for _, _, found in persons],
                    [found.text for _, _, found in persons],
                ),
                prepare=True,
                binary=True,
            )
            return [_answer(row) for row in cursor.fetchall()]

    def _again_when_lost(self, work: Callable[[], T]) -> T:
        give_up = time.monotonic() + LOST_CONNECTION_PATIENCE
        while True:
            try:
                return work()
            except (OperationalError, InterfaceError):
                if time.monotonic() > give_up:
                    raise
                time.sleep(LOST_CONNECTION_WAIT)

    def select_events(
        self,
        originator_id: Any,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The rows of one stream, by version."""
        rows = self._rows(_BY_STREAM, originator_id, gt or 0, _LARGEST if lte is None else lte)
        found = rows[::-1] if desc else rows
        return found[:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Rows of the whole ledger in order; `topics` are not filtered by."""
        assert not topics
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        rows = self._rows(_BY_POSITION, after, _LARGEST if stop is None else stop, limit)
        return [_notification(row) for row in rows]

    def select_stream(self, stream: str, up_to: int | None = None) -> list[StoredEntry]:
        """The rows of one stream by version, up to and with a position of the whole ledger."""
        return self._rows(_BY_STREAM_AND_POSITION, stream, _LARGEST if up_to is None else up_to)

    def select_after(self, position: int, limit: int, stop: int | None = None) -> list[StoredEntry]:
        """Rows after `position`, at most `limit`, up to and with `stop`."""
        return self._rows(_BY_POSITION, position, _LARGEST if stop is None else stop, limit)

    def select_record(self, record: str) -> StoredEntry | None:
        """The row of a record id."""
        rows = self._rows(_BY_RECORD, record)
        return rows[0] if rows else None

    def max_notification_id(self) -> int | None:
        """The position of the last entry; None for an empty ledger."""
        size = self.one("SELECT size FROM ledger.log")
        return int(size) if size else None

    def one(self, query: str, *parameters: Any) -> Any:
        """The single value that a query gives; None when it gives no row."""
        rows = self.all(query, *parameters)
        return next(iter(rows[0].values())) if rows else None

    def all(self, query: str, *parameters: Any) -> list[dict[str, Any]]:
        """Every row that a query gives."""

        def work() -> list[dict[str, Any]]:
            with self.datastore.get_connection() as connection, connection.cursor() as cursor:
                cursor.execute(query.encode(), parameters, prepare=True, binary=True)
                return cursor.fetchall()

        return self._again_when_lost(work)

    def _rows(self, query: str, *parameters: Any) -> list[StoredEntry]:
        return [_entry(row) for row in self.all(query, *parameters)]


def _answer(row: dict[str, Any]) -> Answer:
    at = row["at_time"]
    return Answer(
        row["outcome"],
        row["at_position"],
        row["at_version"],
        row["at_leaf"],
        at.astimezone(UTC) if at else None,
    )


def _persons(entries: Sequence[PreparedEntry]) -> list[tuple[int, str, Disclosure]]:
    """Per append, each person once whose pseudonym is not known to be kept."""
    found = {
        (entry.append, person): disclosure
        for entry in entries
        for person, disclosure in entry.persons
    }
    return [(append, person, disclosure) for (append, person), disclosure in found.items()]


def _entry(row: dict[str, Any]) -> StoredEntry:
    return StoredEntry(
        originator_id=row["originator_id"],
        originator_version=row["originator_version"],
        topic=row["topic"],
        state=row["state"],
        id=row["position"],
        leaf=row["leaf"],
        disclosures=tuple(row["disclosures"]),
    )


def _notification(row: StoredEntry) -> Notification:
    return Notification(
        originator_id=row.originator_id,
        originator_version=row.originator_version,
        topic=row.topic,
        state=row.state,
        id=row.id,
    )


class Factory(PostgresFactory):
    """Hands the library our datastore and recorder."""

    def __init__(self, environment: Environment, datastore: Datastore) -> None:
        InfrastructureFactory.__init__(self, environment)
        self.datastore = datastore

    def application_recorder(self) -> EntryRecorder:
        """The recorder of entries."""
        return EntryRecorder(self.datastore)
