"""How a view is asked: for whom, from which page on, and what comes back.

One statement per question: its rows and the position that they stand on are of one moment, also
while tables change places.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from psycopg import errors, sql
from psycopg.rows import dict_row

from domain.occurrence import moment_text
from domain.refusals import Fault, Malformed
from domain.strict_json import read
from projections.facts import Role
from projections.views.ports import Connection
from projections.views.status import ViewNotReady, statuses
from projections.views.view import View, audiences_of


class BadCursor(Malformed):
    """A cursor that no page has given."""

    bad: ClassVar[str] = "Send the `next` of the page before, as it is."


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: a role, and the deals that a token is limited to (None: all)."""

    role: Role = "admin"
    deals: frozenset[str] | None = None


EVERYBODY = Reader()


@dataclass(frozen=True, slots=True)
class Found:
    """A page of rows, ready to be printed, and the position that they stand on.

    `withheld` counts the records, in deals that the reader may know of, that were kept from it.
    `stopped_at` is the position of the entry that stopped the view: what came since is not in it.
    """

    rows: list[dict[str, Any]]
    next: str | None
    position: int
    withheld: int
    stopped_at: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """From which row on, and how many. `keys` are expressions that order rows, each one apart."""

    keys: Sequence[str]
    cursor: str | None = None
    limit: int = 50
    descending: bool = False

    def after(self) -> tuple[sql.Composable, dict[str, Any]]:
        """The condition that a row comes after the cursor. Raises BadCursor."""
        if self.cursor is None:
            return sql.SQL("true"), {}
        try:
            values = read(self.cursor)
        except Malformed:
            values = None
        if not isinstance(values, list) or len(values) != len(self.keys):
            raise BadCursor((Fault("bad_parameter", "/cursor", BadCursor.bad),))
        if not all(isinstance(value, str | int) for value in values):
            raise BadCursor((Fault("bad_parameter", "/cursor", BadCursor.bad),))
        given = {f"key{number}": value for number, value in enumerate(values)}
        places = sql.SQL(", ").join(map(sql.Placeholder, given))
        sign = sql.SQL("<" if self.descending else ">")
        return sql.SQL("({}) {} ({})").format(self._keys(), sign, places), given

    def ordered(self) -> sql.Composable:
        """The order of rows."""
        way = sql.SQL(" DESC" if self.descending else "")
        return sql.SQL(", ").join(sql.SQL(key) + way for key in self.keys)

    def _keys(self) -> sql.Composable:
        return sql.SQL(", ").join(map(sql.SQL, self.keys))

    def key_of(self) -> sql.Composable:
        """The cursor of a row."""
        return sql.SQL("jsonb_build_array({})").format(self._keys())


_ASKED = sql.SQL("""
    SELECT s.version AS s_version, s.position AS s_position, s.failed_at AS s_failed_at,
        (SELECT coalesce(sum(w.withheld), 0) FROM {stands} w WHERE NOT %(sees_all)s
            AND w.withheld > 0 AND (%(deals)s::text[] IS NULL OR w.deal = ANY(%(deals)s))
        )::bigint AS s_withheld, found.*
    FROM views.status s LEFT JOIN LATERAL (
        SELECT {columns}, {cursor} AS s_cursor FROM {source}
        WHERE {allowed} AND {where} AND {after}
        ORDER BY {order} LIMIT %(limit)s
    ) AS found ON true
    WHERE s.view = %(view)s""")


ALLOWED = sql.SQL(
    "audience = ANY(%(audiences)s) AND (%(deals)s::text[] IS NULL OR deal = ANY(%(deals)s))"
)
"""What every row must be before anybody sees it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a view: columns from a source, where something holds.

    A source that is `grouped` has asked for what is ALLOWED itself, before it counted.
    """

    view: View
    columns: sql.Composable
    source: sql.Composable
    where: sql.Composable
    given: Mapping[str, Any]
    grouped: bool = False

    def ask(self, connection: Connection, reader: Reader, page: Page) -> Found:
        """One page of what the reader may see. Raises ViewNotReady, BadCursor."""
        after, keys = page.after()
        query = _ASKED.format(
            stands=sql.Identifier("views", self.view.stands),
            columns=self.columns,
            source=self.source,
            allowed=sql.SQL("true") if self.grouped else ALLOWED,
            where=self.where,
            after=after,
            order=page.ordered(),
            cursor=page.key_of(),
        )
        given = {
            **self.given,
            **keys,
            "view": self.view.name,
            "audiences": audiences_of(reader.role),
            "sees_all": reader.role in {"legal", "admin"},
            "deals": sorted(reader.deals) if reader.deals is not None else None,
            "limit": page.limit + 1,
        }
        rows = self._rows(connection, query, given)
        if not rows or rows[0]["s_version"] != self.view.version:
            raise ViewNotReady(statuses(connection, [self.view])[self.view.name])
        found = [row for row in rows if row["s_cursor"] is not None]
        more = len(found) > page.limit
        return Found(
            [_printed(row) for row in found[: page.limit]],
            json.dumps(found[page.limit - 1]["s_cursor"]) if more else None,
            rows[0]["s_position"],
            rows[0]["s_withheld"],
            rows[0]["s_failed_at"],
        )

    def _rows(
        self, connection: Connection, query: sql.Composed, given: dict[str, Any]
    ) -> list[dict[str, Any]]:
        try:
            with connection.cursor(row_factory=dict_row) as cursor:
                cursor.execute(query, given)
                return list(cursor)
        except (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName):
            return []
        except (errors.DataError, errors.UndefinedFunction, errors.DatatypeMismatch) as fault:
            if not any(name.startswith("key") for name in given):
                raise
            raise BadCursor((Fault("bad_parameter", "/cursor", BadCursor.bad),)) from fault


def _printed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items() if not name.startswith("s_")}


def plain(value: Any) -> Any:
    """A value of the database as JSON has it: moments in UTC, amounts as exact text."""
    if isinstance(value, datetime):
        return moment_text(value)
    return str(value) if isinstance(value, Decimal) else value
