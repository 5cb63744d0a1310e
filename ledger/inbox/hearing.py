"""What a ledger can tell of its connections: when it heard of them, what is parked or missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ledger.recorder import EntryRecorder

MOST = 100
"""Deliveries that the rhythm of a connection is taken from."""
OF_ALL = "all_of_a_kind"
"""The code of what can't be recorded, and concerns all objects of a kind."""
_UNRECORDED = """
    WITH told AS MATERIALIZED (
        SELECT d.connection, i.object,
            (array_agg(i.code ORDER BY i.happened_at, i.item))[1] AS code,
            min(greatest(c.created_at, least(i.happened_at, d.received_at))) AS begins
        FROM ledger.inbox_items i
        JOIN ledger.inbox d USING (delivery) JOIN ledger.connections c USING (connection)
        WHERE i.state = 'parked' AND i.code <> 'parked_by_hand' AND i.object <> '' GROUP BY 1, 2
    ), parked AS MATERIALIZED (
        SELECT t.connection, t.object, t.code, coalesce((
            SELECT max(g.heals_at) FROM ledger.gaps g
            WHERE g.connection = t.connection AND g.kind = 'parked' AND g.about = t.object
            HAVING bool_or(g.begins = t.begins)), t.begins) AS begins
        FROM told t
    )"""
_PARKED = f"""{_UNRECORDED}
    SELECT p.connection, p.object, p.begins, p.code, array_agg(DISTINCT e.originator_id) AS deals
    FROM parked p
    JOIN ledger.inbox_items r ON r.object = p.object AND r.state = 'recorded'
    CROSS JOIN LATERAL unnest(r.records) AS n (record)
    JOIN ledger.entries e ON e.event_id = n.record
    WHERE e.originator_id <> %s AND NOT EXISTS (
        SELECT FROM ledger.gaps g WHERE g.connection = p.connection AND g.kind = 'parked'
            AND g.about = p.object AND g.begins <= p.begins AND g.heals_at IS NULL)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 2"""  # noqa: S608 - our own text
_OF_ALL = f"""{_UNRECORDED}
    SELECT connection, object, begins, code FROM parked
    WHERE code = %s ORDER BY 1, 3, 2"""  # noqa: S608 - our own text
_SKIPPED = """
    SELECT n.connection, n.source, p.number AS after, n.number AS before,
        p.happened_at AS begins, n.happened_at AS ends
    FROM ledger.inbox_numbers n CROSS JOIN LATERAL (
        SELECT p.number, p.happened_at FROM ledger.inbox_numbers p
        WHERE p.connection = n.connection AND p.source = n.source AND p.number < n.number
        ORDER BY p.number DESC LIMIT 1) p
    CROSS JOIN LATERAL (
        SELECT count(*) AS steps, count(*) FILTER (WHERE step = 1) AS by_one FROM (
            SELECT l.number - lag(l.number) OVER (ORDER BY l.number) AS step FROM (
                SELECT number FROM ledger.inbox_numbers b
                WHERE b.connection = n.connection AND b.source = n.source AND b.number <= p.number
                ORDER BY number DESC LIMIT 21) l) s
        WHERE step IS NOT NULL) s
    WHERE n.kept_at > %s AND n.kept_at <= %s AND p.number < n.number - 1
        AND s.by_one * 2 > s.steps AND NOT EXISTS (
        SELECT FROM ledger.gaps g WHERE g.connection = n.connection AND g.kind = 'sequence'
            AND split_part(g.about, ' ', 3) = n.source
            AND split_part(g.about, ' ', 1)::bigint <= p.number
            AND split_part(g.about, ' ', 2)::bigint >= n.number)
    ORDER BY n.connection, n.source, n.number"""
_OF_SOURCE = """
    SELECT DISTINCT e.originator_id AS deal FROM ledger.inbox_numbers s
    JOIN ledger.inbox_items i USING (delivery)
    CROSS JOIN LATERAL unnest(i.records) AS n (record)
    JOIN ledger.entries e ON e.event_id = n.record
    WHERE s.connection = %s AND s.source = %s AND e.originator_id <> %s ORDER BY deal"""
_DELIVERED_TO = """
    SELECT DISTINCT e.originator_id AS deal FROM ledger.inbox d
    JOIN ledger.inbox_items i USING (delivery)
    CROSS JOIN LATERAL unnest(i.records) AS n (record)
    JOIN ledger.entries e ON e.event_id = n.record
    WHERE d.connection = %s AND e.originator_id <> %s AND NOT EXISTS (
        SELECT FROM ledger.entries c
        WHERE c.event_id = d.connection || ':connected:' || e.originator_id)
    ORDER BY deal"""
_FED = """
    SELECT c.originator_id AS deal, c.event_id AS record, EXISTS (
        SELECT FROM ledger.entries e WHERE e.originator_id = c.originator_id
            AND e.topic IN ('deal.closed', 'record.struck')) AS doubtful
    FROM ledger.entries c
    WHERE c.event_id >= %s AND c.event_id < %s AND c.topic = 'source.connected' ORDER BY deal"""


@dataclass(frozen=True, slots=True)
class Fed:
    """A deal that a connection feeds, by a record.

    `doubtful` when the deal may be closed, or that record may be struck: its entries say.
    """

    deal: str
    record: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Parked:
    """What was told about an object of a sender and can't be recorded.

    `begins` is when the first of it happened, and not before its connection was made.
    """

    connection: str
    object: str
    begins: datetime
    code: str
    deals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Numbers of a source that did not come: those after `after` and before `before`."""

    connection: str
    source: str
    after: int
    before: int
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """How many deliveries were not believed on a day, by the code of why."""

    code: str
    day: date
    times: int
    last_at: datetime


class Hearing:
    """What is known of the connections of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder, organisation: str) -> None:
        self._rows = rows
        self._organisation = organisation

    def heard(self, connection: str) -> list[datetime]:
        """The times of its last deliveries, in their order; one sent again counts when it came."""
        found = self._rows.all(
            "(SELECT received_at AS at FROM ledger.inbox WHERE connection = %s"
            " ORDER BY received_at DESC LIMIT %s)"
            " UNION ALL SELECT last_at FROM ledger.inbox_heard WHERE connection = %s ORDER BY at",
            *(connection, MOST, connection),
        )
        return [row["at"] for row in found]

    def first(self, connection: str) -> datetime | None:
        """When its first delivery came; None when none did."""
        query = "SELECT min(received_at) FROM ledger.inbox WHERE connection = %s"
        found: datetime | None = self._rows.one(query, connection)
        return found

    def came_between(self, connection: str, begin: datetime, end: datetime) -> bool:
        """Whether anything was delivered after one moment, up to and with another."""
        query = (
            "SELECT EXISTS (SELECT FROM ledger.inbox WHERE connection = %s"
            " AND received_at > %s AND received_at <= %s) AS came"
        )
        return bool(self._rows.one(query, connection, begin, end))

    def pauses(self, connection: str, since: datetime) -> list[tuple[datetime, datetime]]:
        """The gaps on record in which nothing could come, of those that ended after a time."""
        found = self._rows.all(
            "SELECT DISTINCT begins, coalesce(ends, heals_at) AS ends FROM ledger.gaps"
            " WHERE connection = %s AND kind IN ('silence', 'banned')"
            " AND coalesce(ends, heals_at) > %s ORDER BY begins",
            *(connection, since),
        )
        return [(row["begins"], row["ends"]) for row in found]

    def fed(self, connection: str) -> list[Fed]:
        """The deals that it feeds."""
        first, last = f"{connection}:connected:", f"{connection}:connected;"
        return [Fed(**row) for row in self._rows.all(_FED, first, last)]

    def feeds(self, connection: str) -> int:
        """How many deals it feeds."""
        first, last = f"{connection}:connected:", f"{connection}:connected;"
        query = "SELECT count(*) FROM ledger.entries WHERE event_id >= %s AND event_id < %s"
        return int(self._rows.one(query, first, last))

    def delivered(self, connection: str) -> int:
        """How many things that it told are recorded."""
        query = (
            "SELECT count(*) FROM ledger.inbox d JOIN ledger.inbox_items i USING (delivery)"
            " WHERE d.connection = %s AND i.state = 'recorded'"
        )
        return int(self._rows.one(query, connection))

    def delivered_to(self, connection: str) -> list[str]:
        """The deals with records of its deliveries that no record says to be fed by it."""
        found = self._rows.all(_DELIVERED_TO, connection, self._organisation)
        return [row["deal"] for row in found]

    def feeds_any(self, connections: Sequence[str], deals: Sequence[str]) -> set[str]:
        """Those of the deals that one of the connections feeds."""
        found = self._rows.all(
            "SELECT DISTINCT d.deal FROM unnest(%s::text[]) AS d (deal)"
            " CROSS JOIN unnest(%s::text[]) AS c (connection)"
            " WHERE EXISTS (SELECT FROM ledger.entries e"
            " WHERE e.event_id = c.connection || ':connected:' || d.deal)",
            *(list(deals), list(connections)),
        )
        return {row["deal"] for row in found}

    def parked(self) -> list[Parked]:
        """Objects with parked items, whose deals are known, that no open gap is noticed of.

        What somebody parked for good was judged. What was, and is tried again and parked again, is
        a gap from the end of the former one on.
        """
        found = self._rows.all(_PARKED, self._organisation)
        return [Parked(**{**row, "deals": tuple(row["deals"])}) for row in found]

    def parked_of_all(self) -> list[Parked]:
        """What is parked and concerns all objects of a kind: whatever its connection feeds."""
        found = self._rows.all(_OF_ALL, OF_ALL)
        return [Parked(**row, deals=()) for row in found]

    def refused(self, connection: str, most: int) -> list[Refused]:
        """What was not believed, by day and code, of days with at least so many."""
        found = self._rows.all(
            "SELECT code, day, times, last_at FROM ledger.inbox_refused"
            " WHERE connection = %s AND times >= %s ORDER BY day, code",
            *(connection, most),
        )
        return [Refused(**row) for row in found]

    def banned_until(self, connection: str) -> datetime | None:
        """When the last ban that was noticed is over."""
        query = "SELECT max(ends) FROM ledger.gaps WHERE connection = %s AND kind = 'banned'"
        found: datetime | None = self._rows.one(query, connection)
        return found

    def skipped(self, after: datetime, until: datetime) -> list[Skipped]:
        """Gaps before the numbers that were kept after one time, and until another.

        Of sources that count one by one, as most of the last 20 steps up to there did: numbers may
        also be times, or go on by tens. What is within a gap that was noticed is none of its own.
        """
        return [Skipped(**row) for row in self._rows.all(_SKIPPED, after, until)]

    def came(self, connection: str, source: str, after: int, before: int) -> bool:
        """Whether all numbers between two have come."""
        query = (
            "SELECT count(*) FROM ledger.inbox_numbers"
            " WHERE connection = %s AND source = %s AND number > %s AND number < %s"
        )
        return bool(self._rows.one(query, connection, source, after, before) == before - after - 1)

    def deals_of_source(self, connection: str, source: str) -> list[str]:
        """The deals on which anything of a source was recorded."""
        found = self._rows.all(_OF_SOURCE, connection, source, self._organisation)
        return [row["deal"] for row in found]


class Healing:
    """Finds the gaps that have ended, and keeps when. `rows` are the queries of a ledger."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def heard_again(self, connection: str) -> None:
        """A silence ends with the first delivery after it."""
        self._rows.all(
            "UPDATE ledger.gaps g SET heals_at = s.at FROM ("
            " SELECT b.begins, least("
            "  (SELECT min(received_at) FROM ledger.inbox WHERE connection = %s"
            "   AND received_at > b.begins),"
            "  (SELECT last_at FROM ledger.inbox_heard WHERE connection = %s"
            "   AND last_at > b.begins)) AS at"
            " FROM (SELECT DISTINCT begins FROM ledger.gaps WHERE connection = %s"
            "  AND kind = 'silence' AND heals_at IS NULL AND healed_at IS NULL) b) s"
            " WHERE g.connection = %s AND g.kind = 'silence' AND g.heals_at IS NULL"
            " AND g.healed_at IS NULL AND g.begins = s.begins AND s.at IS NOT NULL RETURNING gap",
            *((connection,) * 4),
        )

    def unparked(self, now: datetime) -> None:
        """What was parked ends when nothing of its object waits, for a try or to be judged."""
        self._rows.all(
            "UPDATE ledger.gaps g SET heals_at = greatest(%s, begins + interval '1 second')"
            " WHERE kind = 'parked' AND healed_at IS NULL AND heals_at IS NULL AND NOT EXISTS ("
            " SELECT FROM ledger.inbox_items i WHERE i.object = g.about"
            " AND (i.state = 'waiting' OR i.state = 'parked' AND i.code <> 'parked_by_hand'))"
            " RETURNING gap",
            now,
        )

    def over(self, now: datetime) -> None:
        """A ban is over when its time is."""
        self._rows.all(
            "UPDATE ledger.gaps SET heals_at = ends WHERE kind = 'banned' AND healed_at IS NULL"
            " AND heals_at IS NULL AND ends <= %s RETURNING gap",
            now,
        )

    def open_numbers(self) -> list[tuple[str, str]]:
        """Connection and `about` of the numbers that did not come."""
        found = self._rows.all(
            "SELECT DISTINCT connection, about FROM ledger.gaps"
            " WHERE kind = 'sequence' AND healed_at IS NULL AND heals_at IS NULL"
        )
        return [(row["connection"], row["about"]) for row in found]

    def numbers_came(self, connection: str, about: str, now: datetime) -> None:
        """Numbers that did not come have come."""
        self._rows.all(
            "UPDATE ledger.gaps SET heals_at = greatest(%s, begins) WHERE connection = %s"
            " AND kind = 'sequence' AND about = %s AND healed_at IS NULL AND heals_at IS NULL"
            " RETURNING gap",
            *(now, connection, about),
        )

    def fed_by_others(self, connection: str, others: Sequence[str], now: datetime) -> None:
        """What an ended connection does not report any more, another of its system may."""
        self._rows.all(
            "UPDATE ledger.gaps g SET heals_at = greatest(%s, begins + interval '1 second')"
            " WHERE connection = %s AND kind IN ('silence', 'ended') AND healed_at IS NULL"
            " AND heals_at IS NULL AND EXISTS ("
            " SELECT FROM unnest(%s::text[]) AS c (connection) JOIN ledger.entries e"
            " ON e.event_id = c.connection || ':connected:' || g.deal) RETURNING gap",
            *(now, connection, list(others)),
        )
