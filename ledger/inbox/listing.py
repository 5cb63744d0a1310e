"""Looking into the inbox, and putting things right by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from ledger.inbox.keeping import ARRIVED
from ledger.readable_times import readable
from ledger.recorder import EntryRecorder

State = Literal["waiting", "recorded", "uncovered", "parked"]
STATES: tuple[State, ...] = get_args(State)
MOST = 500
_ITEMS = f"""
    SELECT i.item, i.delivery, i.place, i.object, {readable("i.happened_at")} AS happened_at,
        i.state, i.tries, i.code, i.reason, {readable("i.again_at")} AS again_at, i.records,
        {readable("i.settled_at")} AS settled_at, d.connection, c.provider,
        {readable("d.received_at")} AS received_at, d.verified
    FROM ledger.inbox_items i
    JOIN ledger.inbox d USING (delivery) JOIN ledger.connections c USING (connection)"""  # noqa: S608 - our own text
_RAW = "SELECT body_digest, headers, body FROM ledger.inbox WHERE delivery = %s"


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of the inbox as it stands. `object` is empty for a delivery that can't be read.

    A time is None where it cannot be read; `settled_at`, too, while the item is not settled.
    """

    item: int
    delivery: int
    place: int
    connection: str
    provider: str
    object: str
    received_at: datetime | None
    happened_at: datetime | None
    verified: bool
    state: State
    tries: int
    code: str | None
    reason: str | None
    again_at: datetime | None
    settled_at: datetime | None
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A delivery as it came. `body` is empty when it was erased."""

    body_digest: bytes | None
    headers: Mapping[str, tuple[str, ...]]
    body: bytes


class Listing:
    """What stands in the inbox of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def items(
        self,
        state: State | None = None,
        connection: str | None = None,
        after: int = 0,
        limit: int = MOST,
    ) -> list[Listed]:
        """Items after one, in the order in which they were split."""
        rows = self._rows.all(
            f"{_ITEMS} WHERE i.item > %s AND (%s::text IS NULL OR i.state = %s)"
            " AND (%s::text IS NULL OR d.connection = %s) ORDER BY i.item LIMIT %s",
            *(after, state, state, connection, connection, limit),
        )
        return [_listed(row) for row in rows]

    def item(self, item: int) -> tuple[Listed, Raw] | None:
        """One item, with its delivery as it came; None when there is none."""
        rows = self._rows.all(f"{_ITEMS} WHERE i.item = %s", item)
        if not rows:
            return None
        listed = _listed(rows[0])
        kept = self._rows.all(_RAW, listed.delivery)
        return listed, _raw(kept[0])

    def counts(self) -> list[dict[str, Any]]:
        """How many items there are by connection and state; `kept` are deliveries not split yet."""
        return self._rows.all(
            "SELECT d.connection, i.state, count(*) AS times FROM ledger.inbox_items i"
            " JOIN ledger.inbox d USING (delivery) GROUP BY 1, 2"
            " UNION ALL SELECT connection, 'kept', count(*) FROM ledger.inbox"
            " WHERE split_at IS NULL GROUP BY 1 ORDER BY 1, 2"
        )

    def unsettled(self) -> dict[str, int]:
        """How many items wait, are parked, and how many deals there are with an open gap."""
        [found] = self._rows.all(
            "SELECT (SELECT count(*) FROM ledger.inbox_items WHERE state = 'waiting') AS waiting,"
            " (SELECT count(*) FROM ledger.inbox_items WHERE state = 'parked') AS parked,"
            " (SELECT count(DISTINCT deal) FROM ledger.gaps WHERE healed_at IS NULL) AS gaps"
        )
        return found

    def retry(self, item: int, now: datetime) -> bool:
        """Try an item again that is not recorded, by the mapping of now. False: there is none."""
        # What could not be read is split anew: there may be more in it than one item.
        again = self._rows.all(
            "WITH unread AS (DELETE FROM ledger.inbox_items WHERE item = %s AND object = ''"
            " AND state = 'parked' RETURNING delivery)"
            " UPDATE ledger.inbox d SET split_at = NULL FROM unread u"
            " WHERE d.delivery = u.delivery RETURNING pg_notify(%s, '')::text AS told",
            *(item, ARRIVED),
        )
        return bool(again) or bool(
            self._rows.all(
                "UPDATE ledger.inbox_items SET state = 'waiting', tries = 0, again_at = %s,"
                " settled_at = NULL WHERE item = %s AND state <> 'recorded'"
                " RETURNING pg_notify(%s, '')::text AS told",
                *(now, item, ARRIVED),
            )
        )

    def park(self, item: int, reason: str, now: datetime) -> bool:
        """Let an item that is not recorded rest for good, and say why. False: there is none.

        One that rests by hand already is none, either: it has its reason.
        """
        return bool(
            self._rows.all(
                "UPDATE ledger.inbox_items SET state = 'parked', code = 'parked_by_hand',"
                " reason = %s, waits_for = '{}', claimed_by = NULL, settled_at = %s"
                " WHERE item = %s AND (state IN ('waiting', 'uncovered')"
                " OR state = 'parked' AND code <> 'parked_by_hand') RETURNING item",
                *(reason, now, item),
            )
        )


def _listed(row: dict[str, Any]) -> Listed:
    return Listed(**{**row, "object": row["object"] or "", "records": tuple(row["records"] or ())})


def _raw(row: dict[str, Any]) -> Raw:
    headers = row["headers"] if isinstance(row["headers"], dict) else {}
    return Raw(
        body_digest=row["body_digest"],
        headers={
            name: tuple(map(str, values)) if isinstance(values, list) else (str(values),)
            for name, values in headers.items()
        },
        body=bytes(row["body"] or b""),
    )
