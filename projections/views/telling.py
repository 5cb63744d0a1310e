"""Changes of findings across deals, each told once: opened, opened again, closed.

1. What a role is shown by the view of findings is held against what it was told last. A finding
   that is open now and was not is opened; one that had been told before is opened again; one that
   was open and was settled, or is found no more, is closed.
2. What is there when a role is told for the first time, or by other rules, is where telling begins:
   it is no change. So what is thrown away here, as with the views, is never told twice.
3. A subscription begins at the end of the changes.

What opens and closes between two looks was never open at either, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from psycopg import errors, sql
from psycopg.rows import class_row

from projections.facts import Role
from projections.views.ports import Connection
from projections.views.rows.findings import VIEW
from projections.views.view import audiences_of

Change = Literal["opened", "reopened", "closed"]
AT_ONCE = 100
_MARK = """
    SELECT s.version, s.position, count(f.deal), sum(extract(epoch FROM f.moment))
    FROM views.status s LEFT JOIN views.findings_stands f ON true
    WHERE s.view = %s GROUP BY s.version, s.position"""
_CHANGED = """
    WITH shown AS (
        SELECT deal, key, 'open' AS state, NULL AS record, NULL AS how
        FROM views.findings WHERE audience = ANY(%(audiences)s)
        UNION ALL
        SELECT deal, key, 'settled', record, how
        FROM views.findings_settled WHERE audience = ANY(%(audiences)s)
    ), changed AS (
        SELECT deal, key, coalesce(s.state, 'gone') AS state, t.state AS before, s.record, s.how
        FROM shown s FULL JOIN (
            SELECT deal, key, state FROM views.told WHERE role = %(role)s) t USING (deal, key)
        WHERE coalesce(s.state, 'gone') IS DISTINCT FROM t.state
    ), whole AS (
        SELECT c.*, coalesce(f.code, e.code, t.code) AS code,
            coalesce(f.severity, e.severity, t.severity) AS severity,
            coalesce(f.about, e.about, t.about) AS about,
            coalesce(f.records, e.records, t.records) AS records
        FROM changed c
        LEFT JOIN views.findings f ON c.state = 'open' AND f.deal = c.deal AND f.key = c.key
            AND f.audience = ANY(%(audiences)s)
        LEFT JOIN views.findings_settled e ON c.state = 'settled' AND e.deal = c.deal
            AND e.key = c.key AND e.audience = ANY(%(audiences)s)
        LEFT JOIN views.told t ON t.role = %(role)s AND t.deal = c.deal AND t.key = c.key
    ), kept AS (
        INSERT INTO views.told (role, deal, key, state, code, severity, about, records)
        SELECT %(role)s, deal, key, state, code, severity, about, records FROM whole
        ON CONFLICT (role, deal, key) DO UPDATE SET state = excluded.state,
            severity = excluded.severity, about = excluded.about, records = excluded.records
    )
    INSERT INTO views.tellings (role, change, deal, key, code, severity, about, records,
        settled_by, how, position, found_at)
    SELECT %(role)s, change, deal, key, code, severity, about, records, record, how, %(position)s,
        %(now)s
    FROM (SELECT *, CASE WHEN state = 'open' AND before IS NULL THEN 'opened'
            WHEN state = 'open' THEN 'reopened' WHEN before = 'open' THEN 'closed' END AS change
        FROM whole) AS every
    WHERE %(tells)s AND change IS NOT NULL ORDER BY deal, code, key"""
_NEXT = """
    SELECT t.number, t.change, t.deal, t.key, t.code, t.severity, t.about, t.records, t.settled_by,
        t.how, t.position, t.found_at
    FROM views.tellings t JOIN views.told_to o ON o.subscription = %s AND t.number > o.number
    WHERE t.role = %s ORDER BY t.number LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Telling:
    """A change of a finding, as a role is told it. `settled_by` and `how`: None unless settled."""

    number: int
    change: Change
    deal: str
    key: str
    code: str
    severity: str
    about: list[dict[str, Any]]
    records: Sequence[str]
    settled_by: str | None
    how: str | None
    position: int
    found_at: datetime


class Mark(NamedTuple):
    """What the view's rows are of: while it stays the same, so do they."""

    version: int
    position: int
    deals: int
    moments: Any


def mark_of(connection: Connection) -> Mark | None:
    """Of the view as it is served; None while it is not there in this version."""
    try:
        row = connection.execute(_MARK, (VIEW.name,)).fetchone()
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        return None
    found = Mark(*row) if row else None
    return found if found and found.version == VIEW.version else None


def look(connection: Connection, wanting: Mapping[str, Role], held: Sequence[Role] = ()) -> None:
    """Write down what changed for the roles of these subscriptions, and where new ones begin.

    Roles that are `held` are looked at later. All in one transaction, one after the other: of two
    that look at once, the second finds nothing.
    """
    with connection.transaction():
        connection.execute("LOCK TABLE views.telling IN EXCLUSIVE MODE")
        mark = mark_of(connection)
        if mark is None:
            return
        rows = connection.execute("SELECT role, version FROM views.telling").fetchall()
        begun: dict[Any, Any] = dict(rows)
        roles = sorted({*wanting.values()} - {*held})
        for role in roles:
            _look(connection, role, mark, tells=begun.get(role) == mark.version)
        connection.cursor().executemany(
            "INSERT INTO views.told_to (subscription, number)"
            " SELECT %s, coalesce(max(number), 0) FROM views.tellings ON CONFLICT DO NOTHING",
            [(each,) for each, role in wanting.items() if role in roles],
        )
        _forget(connection, wanting)


def _look(connection: Connection, role: Role, mark: Mark, *, tells: bool) -> None:
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row
    given = {"role": role, "audiences": audiences_of(role), "position": mark.position}
    connection.execute(_CHANGED, {**given, "now": row[0], "tells": tells})
    if not tells:
        connection.execute(
            "INSERT INTO views.telling (role, version) VALUES (%s, %s)"
            " ON CONFLICT (role) DO UPDATE SET version = excluded.version",
            (role, mark.version),
        )


def _forget(connection: Connection, wanting: Mapping[str, Role]) -> None:
    """Drop where those stood that ended, and the changes that all others of their role have."""
    ids = list(wanting)
    connection.execute("DELETE FROM views.told_to WHERE subscription <> ALL(%s)", (ids,))
    connection.execute(
        "DELETE FROM views.tellings t WHERE NOT EXISTS (SELECT FROM views.told_to o"
        " JOIN unnest(%s::text[], %s::text[]) AS w (subscription, role) USING (subscription)"
        " WHERE w.role = t.role AND o.number < t.number)",
        (ids, list(wanting.values())),
    )


def waiting(connection: Connection, wanting: Mapping[str, Role]) -> Iterator[str]:
    """The subscriptions that have changes before them; none where no runner ever ran."""
    query = (
        "SELECT o.subscription, t.role FROM views.told_to o"
        " JOIN views.tellings t ON t.number > o.number GROUP BY 1, 2"
    )
    try:
        found = connection.execute(query).fetchall()
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        return
    for subscription, role in found:
        if wanting.get(subscription) == role:
            yield subscription


def following(connection: Connection, subscription: str, role: Role) -> list[Telling]:
    """The next changes for a subscription, in their order; at most AT_ONCE."""
    with connection.cursor(row_factory=class_row(Telling)) as cursor:
        return cursor.execute(_NEXT, (subscription, role, AT_ONCE)).fetchall()


def move_on(connection: Connection, subscription: str, number: int) -> None:
    """A subscription has the changes up to and with a number."""
    query = sql.SQL("UPDATE views.told_to SET number = %s WHERE subscription = %s AND number < %s")
    connection.execute(query, (number, subscription, number))
