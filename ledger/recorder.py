"""The library's Postgres recorder, appending through one SQL function and reading our own table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import psycopg
from eventsourcing.persistence import (
    InfrastructureFactory,
    InterfaceError,
    Notification,
    OperationalError,
    PersistenceError,
    StoredEvent,
)
from eventsourcing.postgres import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresFactory,
)
from eventsourcing.utils import Environment
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row

from domain.events.time_stamps import TimeStampReceived
from ledger.appending import Answer, Appending
from ledger.combining import Combining
from ledger.database import WRITER, reaching
from ledger.erasures import Erasures
from ledger.mapper import PreparedEntry, StoredEntry
from ledger.patience import Patience, UnavailableError
from ledger.streaming import Streaming

T = TypeVar("T")
_FAULTS = (
    OperationalError,
    InterfaceError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)
DATABASE_FAULTS = (psycopg.Error, PersistenceError)
"""What the database says instead of giving what was asked for, though it is there."""
LOST_CONNECTION_WAIT = 0.2
"""Seconds between tries: a server that crashed is up again within a few of them."""
_LOST = ("08", "57P")
"""What SQLSTATE begins with when the connection or the server is gone; it may also be missing."""

_COLUMNS = """
    SELECT e.position, e.originator_id, e.originator_version, e.topic, e.state, e.leaf, ARRAY(
        SELECT d.disclosure FROM ledger.disclosures d WHERE d.position = e.position
    ) AS disclosures, ARRAY(
        SELECT x.stand_in FROM ledger.erased x WHERE x.position = e.position
    ) AS stand_ins, (SELECT l.erasures FROM ledger.log l WHERE l.single) AS erasures
    FROM ledger.entries e"""
_BY_STREAM = f"""{_COLUMNS}
    WHERE e.originator_id = %s AND e.originator_version > %s AND e.originator_version <= %s
    ORDER BY e.originator_version"""
_BY_POSITION = f"""{_COLUMNS}
    WHERE e.position > %s AND e.position <= %s
    ORDER BY e.position LIMIT %s"""
_BY_RECORD = f"""{_COLUMNS}
    WHERE e.event_id = %s"""
# What the ledger writes about itself is in no reading: it would grow with every stamp.
_BY_STREAM_READ = f"""{_COLUMNS}
    WHERE e.originator_id = %s AND e.originator_version > %s AND e.originator_version <= %s
    AND e.topic <> '{TimeStampReceived.stored_as}'
    ORDER BY e.originator_version"""
_OF_KIND = f"""{_COLUMNS}
    WHERE e.originator_id = %s AND e.topic = %s AND e.position > %s AND e.position <= %s
    ORDER BY e.originator_version"""
_BY_TYPE = f"""{_COLUMNS}
    WHERE e.position > %s AND e.position <= %s AND e.topic = ANY(%s)
    ORDER BY e.position LIMIT %s"""
_LARGEST = 2**62
TYPES_PAGE = 500


_PLANNED = (
    # Plans are made once in a session, not anew for every call; and the plan that is made while a
    # table is small must still do when it has grown.
    "-c plan_cache_mode=force_generic_plan",
    "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off",
    # Before PostgreSQL 18, what is switched off looks so dear that everything would be compiled.
    "-c jit=off",
)


class Datastore(PostgresDatastore):
    """The library's pool, with our connection string, every connection acting as the writer.

    Of `pool_size` connections one only appends; there is at least another one to read.
    """

    def __init__(self, url: str, pool_size: int, patience: Patience) -> None:
        super().__init__(dbname="", host="", port="", user="", password="", pool_size=1)
        given = conninfo_to_dict(reaching(url))
        own = str(given.get("options") or "")
        options = " ".join([own, f"-c role={WRITER}", *_PLANNED, patience.options]).strip()
        self.session: dict[str, Any] = {**given, "options": options}
        self.pool.kwargs = {**self.session, "row_factory": dict_row}
        self.pool.timeout = patience.free
        self.pool.resize(1, max(1, pool_size - 1))
        self.patience = patience
        self.connect = lambda: Connection.connect(
            **self.session, row_factory=dict_row, autocommit=True
        )
        self.appending = Appending(self.connect)

    def register_type_adapters(self) -> None:
        """No composite types: the append function takes arrays."""

    def close(self) -> None:
        """Give all connections back."""
        self.appending.close()
        super().close()


@dataclass(slots=True, eq=False)
class _Call:
    """One call of `insert_events`, and its answers once they are there."""

    entries: list[PreparedEntry]
    answers: list[Answer] | None = None
    fault: Exception | None = None

    @property
    def settled(self) -> bool:
        return self.answers is not None or self.fault is not None

    @property
    def size(self) -> int:
        return len(self.entries)

    def fail(self, fault: Exception) -> None:
        self.fault = fault


class EntryRecorder(PostgresApplicationRecorder):
    """Appends entries and reads them back. The schema is the migrations', never made here."""

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        self._patience = datastore.patience.lost
        self._connect = datastore.connect
        self.session = datastore.session
        self._appending = datastore.appending
        self.seen = Erasures(self._count_erasures)
        self._combining = Combining(self._append_together)

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
        call = _Call(entries)
        self._combining.submit(call)
        if call.fault is not None:
            raise call.fault
        answers.extend(call.answers or ())
        for entry, answer in zip(entries, answers, strict=True):
            if answer.outcome == "added":
                for person, _ in entry.persons:
                    kwargs["kept"](person)

    def _append_together(self, calls: list[_Call]) -> None:
        """Calls that wait at the same time are one call of the append function, and one commit."""
        entries = [entry for call in calls for entry in call.entries]
        if len(calls) > 1:
            entries = _numbered_anew(calls)
        answers = iter(self._again_when_lost(lambda: self._appending.append(entries)))
        for call in calls:
            call.answers = [next(answers) for _ in call.entries]

    def _again_when_lost(self, work: Callable[[], T]) -> T:
        give_up = time.monotonic() + self._patience
        while True:
            try:
                return work()
            except _FAULTS as fault:
                if not _is_lost(fault) or time.monotonic() > give_up:
                    raise UnavailableError(str(fault)) from fault
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

    def select_read(self, stream: str, after: int = 0, up_to: int = _LARGEST) -> list[StoredEntry]:
        """The rows of one stream that readings rest on, after a version, by version."""
        return self._rows(_BY_STREAM_READ, stream, after, up_to)

    def select_kind(
        self,
        stream: str,
        topic: str,
        after: int = 0,
        up_to: int | None = None,
        *,
        limit: int = _LARGEST,
        newest_first: bool = False,
    ) -> list[StoredEntry]:
        """The rows of one type in one stream, after a position, up to and with another."""
        order = " DESC LIMIT %s" if newest_first else " LIMIT %s"
        last = _LARGEST if up_to is None else up_to
        return self._rows(_OF_KIND + order, stream, topic, after, last, limit)

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

    def select_after(self, position: int, limit: int, stop: int | None = None) -> list[StoredEntry]:
        """Rows after `position`, at most `limit`, up to and with `stop`."""
        return self._rows(_BY_POSITION, position, _LARGEST if stop is None else stop, limit)

    def select_types(self, types: Sequence[str], up_to: int) -> Iterator[StoredEntry]:
        """Rows of some types in order, up to and with a position; read page by page."""
        after = 0
        while rows := self._rows(_BY_TYPE, after, up_to, list(types), TYPES_PAGE):
            yield from rows
            after = rows[-1].id

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

    def streaming(self) -> closing[Streaming]:
        """Rows as they arrive, by a connection beside those of the pool."""
        return closing(Streaming(self._connect, self._again_when_lost))

    def _count_erasures(self) -> int:
        # Without the row there is nothing to remember; `verify` says that it is gone.
        return int(self.one("SELECT erasures FROM ledger.log") or 0)

    def _rows(self, query: str, *parameters: Any) -> list[StoredEntry]:
        rows = self.all(query, *parameters)
        if rows:
            self.seen.told(rows[0]["erasures"] or 0)
        return [_entry(row) for row in rows]


def _is_lost(fault: Exception) -> bool:
    """Whether the connection is gone, rather than a limit reached while it stands."""
    state = getattr(fault.__cause__ or fault, "sqlstate", None)
    return state is None or str(state).startswith(_LOST)


def _numbered_anew(calls: Sequence[_Call]) -> list[PreparedEntry]:
    """The entries of several calls: one append of one call is one append of them all."""
    numbers: dict[tuple[int, int], int] = {}
    return [
        replace(entry, append=numbers.setdefault((place, entry.append), len(numbers)))
        for place, call in enumerate(calls)
        for entry in call.entries
    ]


def _entry(row: dict[str, Any]) -> StoredEntry:
    return StoredEntry(
        originator_id=row["originator_id"],
        originator_version=row["originator_version"],
        topic=row["topic"],
        state=row["state"],
        id=row["position"],
        leaf=row["leaf"],
        disclosures=tuple(row["disclosures"]),
        stand_ins=tuple(row["stand_ins"]),
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
        self._datastore = datastore
        self.datastore = datastore

    def application_recorder(self) -> EntryRecorder:
        """The recorder of entries."""
        return EntryRecorder(self._datastore)
