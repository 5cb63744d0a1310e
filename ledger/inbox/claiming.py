"""What a worker asks of the inbox: what is to be split, what is due, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import DictRow, dict_row

from ledger.database import connected
from ledger.inbox.delivery import Delivery, Told

CLASS = 761_309
"""The first half of the advisory locks that workers hold; the second is a worker's number."""
AT_ONCE = 50
"""Deliveries that are split in one commit, and objects that are claimed at a time."""
MOST_ITEMS = 400
"""Items that are claimed at a time."""
MOST_COMPARED = 20
"""Parked items that another one is compared with: it may tell what one of them tells."""
_FREE = """(i.claimed_by IS NULL OR i.claimed_by = %(worker)s OR i.claimed_by NOT IN (
        SELECT l.objid::bigint FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.classid = %(class)s AND l.objsubid = 2
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())))"""
_DUE = "i.state = 'waiting' AND i.again_at <= %(now)s"
# The first of every object alone: while it waits, nobody else has a later one of it.
_CLAIM = f"""
    WITH heads AS (
        SELECT i.item FROM ledger.inbox_items i
        WHERE {_DUE} AND {_FREE} AND NOT EXISTS (
            SELECT FROM ledger.inbox_items e
            WHERE e.object = i.object AND e.state = 'waiting' AND e.again_at <= %(now)s
                AND (e.happened_at, e.item) < (i.happened_at, i.item))
        ORDER BY i.happened_at, i.item LIMIT %(most)s FOR UPDATE SKIP LOCKED
    )
    UPDATE ledger.inbox_items i SET claimed_by = %(worker)s FROM heads
    WHERE i.item = heads.item RETURNING i.object"""  # noqa: S608 - our own text
_TAKE = f"""
    WITH taken AS (
        SELECT i.item FROM ledger.inbox_items i
        WHERE i.object = ANY(%(objects)s) AND {_DUE} AND {_FREE}
        ORDER BY i.object, i.happened_at, i.item LIMIT %(most)s FOR UPDATE SKIP LOCKED
    )
    UPDATE ledger.inbox_items i SET claimed_by = %(worker)s FROM taken
    WHERE i.item = taken.item
    RETURNING i.item, i.delivery, i.place, i.object, i.happened_at, i.tries"""  # noqa: S608 - our own text
_SETTLE = """
    UPDATE ledger.inbox_items SET state = %(state)s, settled_at = %(now)s, claimed_by = NULL,
        code = %(code)s, reason = %(reason)s, waits_for = '{}', records = %(records)s
    WHERE item = %(item)s AND claimed_by = %(worker)s AND state = 'waiting'"""
_FAIL = """
    UPDATE ledger.inbox_items SET tries = tries + 1, claimed_by = NULL, state = %(state)s,
        code = %(code)s, reason = %(reason)s, waits_for = %(waits_for)s, again_at = %(again_at)s,
        settled_at = CASE WHEN %(state)s = 'parked' THEN %(now)s END
    WHERE item = %(item)s AND claimed_by = %(worker)s AND state = 'waiting'"""
_POSTPONE = """
    UPDATE ledger.inbox_items SET claimed_by = NULL, code = %(code)s, reason = %(reason)s,
        waits_for = '{}', again_at = %(again_at)s
    WHERE item = %(item)s AND claimed_by = %(worker)s AND state = 'waiting'"""
_ROW = ("delivery", "place", "object", "happened_at", "code", "reason")
_HEAL = """
    UPDATE ledger.inbox_items SET state = 'waiting', again_at = %s, settled_at = NULL
    WHERE waits_for && %s AND state IN ('waiting', 'parked')"""
_HEAL_ALL = """
    UPDATE ledger.inbox_items SET state = 'waiting', again_at = %s, settled_at = NULL
    WHERE waits_for <> '{}' AND state IN ('waiting', 'parked')"""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a delivery tells, claimed by this worker."""

    number: int
    delivery: int
    place: int
    object: str
    happened_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item could not be recorded. `again_at` None: it is parked.

    `waits_for` are the streams of which it waits for something.
    """

    code: str
    reason: str
    again_at: datetime | None
    waits_for: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A delivery with what it tells; or, as `fault`, the code and the reason why nobody can say."""

    delivery: Delivery
    told: Sequence[Told] = ()
    fault: tuple[str, str] | None = None

    def items(self) -> Iterator[dict[str, Any]]:
        """The items that it is split into, as rows."""
        number = self.delivery.number
        if self.fault is not None:
            yield dict(
                zip(_ROW, (number, 0, "", self.delivery.received_at, *self.fault), strict=True)
            )
        for place, each in enumerate(self.told):
            about = f"{self.delivery.connection}:{each.object}"
            yield dict(zip(_ROW, (number, place, about, each.happened_at, None, None), strict=True))

    def numbers(self) -> Iterator[tuple[int, str, str, int, datetime]]:
        """The numbers that its sender gave, as rows: delivery, connection, source, number, time."""
        of = self.delivery
        for each in self.told:
            if each.numbered is not None:
                numbered = each.numbered
                at = numbered.at or of.received_at
                yield of.number, of.connection, numbered.source, numbered.number, at


class Claims:
    """One worker's claims, by its number: for as long as its connection lives. For one thread.

    Whatever touches the database raises psycopg.Error.
    """

    def __init__(self, url: str, role: str, worker: int) -> None:
        self._url = url
        self._role = role
        self.worker = worker
        self._open: Any = None
        self._connection: psycopg.Connection[DictRow] | None = None

    def close(self) -> None:
        """Give up every claim."""
        if self._open is not None:
            with suppress(psycopg.Error):
                self._open.__exit__(None, None, None)
        self._open = self._connection = None

    @property
    def connection(self) -> psycopg.Connection[DictRow]:
        """The connection that holds the worker's lock, made when it is needed."""
        if self._connection is None or self._connection.closed:
            self.close()
            self._open = connected(self._url, self._role)
            connection = self._open.__enter__()
            connection.row_factory = dict_row
            connection.execute("SELECT pg_advisory_lock(%s, %s)", (CLASS, self.worker))
            self._connection = connection
        return self._connection

    def to_split(self) -> list[Delivery]:
        """Deliveries that nobody has split, locked until the transaction around it ends."""
        rows = self.connection.execute(
            "SELECT * FROM ledger.inbox WHERE split_at IS NULL ORDER BY delivery LIMIT %s"
            " FOR UPDATE SKIP LOCKED",
            (AT_ONCE,),
        )
        return [Delivery.of(row) for row in rows.fetchall()]

    def split(self, read: Sequence[Read], now: datetime) -> None:
        """Keep what deliveries tell as items; one that can't be read is parked, about no object."""
        rows = [row for each in read for row in each.items()]
        self.connection.execute(
            "INSERT INTO ledger.inbox_items (delivery, place, object, happened_at, again_at, state,"
            " tries, code, reason, settled_at)"
            " SELECT delivery, place, object, happened_at, %(now)s,"
            " CASE WHEN code IS NULL THEN 'waiting' ELSE 'parked' END,"
            " CASE WHEN code IS NULL THEN 0 ELSE 1 END, code, reason,"
            " CASE WHEN code IS NOT NULL THEN %(now)s END"
            " FROM unnest(%(delivery)s::bigint[], %(place)s::int[], %(object)s::text[],"
            " %(happened_at)s::timestamptz[], %(code)s::text[], %(reason)s::text[])"
            " AS t (delivery, place, object, happened_at, code, reason)",
            {name: [row[name] for row in rows] for name in _ROW} | {"now": now},
        )
        self._count([row for each in read for row in each.numbers()], now)
        self.connection.execute(
            "UPDATE ledger.inbox SET split_at = %s WHERE delivery = ANY(%s)",
            (now, [each.delivery.number for each in read]),
        )

    def _count(self, numbers: Sequence[tuple[Any, ...]], now: datetime) -> None:
        """Keep the numbers that senders gave, to see which are missing."""
        if not numbers:
            return
        self.connection.execute(
            "INSERT INTO ledger.inbox_numbers"
            " (delivery, connection, source, number, happened_at, kept_at)"
            " SELECT delivery, connection, source, number, happened_at, %s FROM unnest("
            "%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::timestamptz[])"
            " AS t (delivery, connection, source, number, happened_at) ON CONFLICT DO NOTHING",
            (now, *(list(column) for column in zip(*numbers, strict=True))),
        )

    def claim(self, now: datetime) -> list[Item]:
        """Items that are due: of each object claimed, in the order in which they happened."""
        given = {"worker": self.worker, "class": CLASS, "now": now}
        heads = self.connection.execute(_CLAIM, given | {"most": AT_ONCE}).fetchall()
        if not heads:
            return []
        objects = [row["object"] for row in heads]
        taken = self.connection.execute(_TAKE, given | {"objects": objects, "most": MOST_ITEMS})
        items = [
            Item(
                row["item"],
                row["delivery"],
                row["place"],
                row["object"],
                row["happened_at"],
                row["tries"],
            )
            for row in taken.fetchall()
        ]
        return sorted(items, key=lambda each: (each.object, each.happened_at, each.number))

    def deliveries(self, numbers: Sequence[int]) -> dict[int, Delivery]:
        """Deliveries by their number."""
        rows = self.connection.execute(
            "SELECT * FROM ledger.inbox WHERE delivery = ANY(%s)", (list(numbers),)
        )
        return {row["delivery"]: Delivery.of(row) for row in rows.fetchall()}

    def recorded(self, item: Item, records: Sequence[str], now: datetime) -> None:
        """All that it tells was on record already."""
        self._settle(item, "recorded", None, None, records, now)

    def stand(self, item: Item, records: Sequence[str]) -> None:
        """Of a recorded item all that it tells is on record, whichever delivery brought it."""
        self.connection.execute(
            "UPDATE ledger.inbox_items SET records = %s WHERE item = %s AND state = 'recorded'",
            (list(records), item.number),
        )

    def uncovered(self, item: Item, reason: str, now: datetime, code: str = "not_covered") -> None:
        """Nothing comes of it by itself: it is kept and counted."""
        self._settle(item, "uncovered", code, reason, (), now)

    def parked_before(self, item: Item) -> list[tuple[int, int, int]]:
        """Item, delivery and place of what was parked earlier about the same object."""
        rows = self.connection.execute(
            "SELECT item, delivery, place FROM ledger.inbox_items WHERE object = %s"
            " AND state = 'parked' AND item <> %s ORDER BY item LIMIT %s",
            (item.object, item.number, MOST_COMPARED),
        )
        return [(row["item"], row["delivery"], row["place"]) for row in rows.fetchall()]

    def last_told(self, object_: str) -> datetime:
        """When the last delivery came that tells of an object."""
        row = self.connection.execute(
            "SELECT max(d.received_at) AS at FROM ledger.inbox_items i"
            " JOIN ledger.inbox d USING (delivery) WHERE i.object = %s",
            (object_,),
        ).fetchone()
        assert row is not None
        found: datetime = row["at"]
        return found

    def postponed(self, item: Item, failure: Failure) -> None:
        """It is tried again at its time; that it was not tried now is no try."""
        given = {"item": item.number, "worker": self.worker, "code": failure.code}
        given |= {"reason": failure.reason, "again_at": failure.again_at}
        self.connection.execute(_POSTPONE, given)

    def _settle(
        self,
        item: Item,
        state: str,
        code: str | None,
        reason: str | None,
        records: Sequence[str],
        now: datetime,
    ) -> None:
        given = {"item": item.number, "worker": self.worker, "state": state, "now": now}
        given |= {"code": code, "reason": reason, "records": list(records)}
        self.connection.execute(_SETTLE, given)

    def failed(self, item: Item, failure: Failure, now: datetime) -> None:
        """It could not be recorded: it waits, or is parked."""
        given = {
            "item": item.number,
            "worker": self.worker,
            "now": now,
            "state": "parked" if failure.again_at is None else "waiting",
            "code": failure.code,
            "reason": failure.reason,
            "waits_for": list(failure.waits_for),
            "again_at": failure.again_at or now,
        }
        self.connection.execute(_FAIL, given)

    def heal(self, streams: Sequence[str] | None, now: datetime) -> int:
        """Let what waits for something in these streams (None: in any) be tried again."""
        if streams is None:
            return self.connection.execute(_HEAL_ALL, (now,)).rowcount
        return self.connection.execute(_HEAL, (now, list(streams))).rowcount
