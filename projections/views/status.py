"""How far each view is, and what stopped it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from psycopg import errors, sql

from domain.refusals import Refusal
from projections.views.all import VIEWS
from projections.views.ports import Connection
from projections.views.view import View

MOVED = "deal_ledger_views"
"""The channel on which it is told that a view has moved."""
WANTED = "deal_ledger_views_wanted"
"""The channel on which a runner that rests is told that somebody asks for what it has not done."""
State = Literal["following", "stopped", "building", "missing"]


@dataclass(frozen=True, slots=True)
class Status:
    """One view. `position`: of the last entry that its rows stand on; 0 when there are none yet.

    `failed_at` is the position of the entry that stopped it, `failed_deal` its deal, `error` the
    class of the error, `since` when it was first met. `built` is how much of a new one is there, in
    entries of `to_build`.
    """

    view: str
    state: State
    version: int | None
    position: int
    failed_at: int | None = None
    failed_deal: str | None = None
    error: str | None = None
    since: datetime | None = None
    built: int | None = None
    to_build: int | None = None

    @property
    def json(self) -> dict[str, Any]:
        """As it is printed."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return found | {"since": self.since.isoformat() if self.since else None}


class ViewNotReady(Refusal):
    """The view that this rests on is not there in this version yet: it is built, or was stopped."""

    code = "view_not_ready"
    status = 503

    def __init__(self, found: Status) -> None:
        built = f", {found.built} of {found.to_build} entries are in it" if found.to_build else ""
        super().__init__(
            f"The view {found.view!r} is {found.state}{built}. It is built by a runner "
            "(`deal-ledger serve` or `deal-ledger runner`), or by `deal-ledger rebuild`."
        )


_STATUS = """
    SELECT coalesce(s.view, b.view), s.version, coalesce(s.position, 0), s.failed_at, s.failed_deal,
        s.error, s.since, b.done, b.total
    FROM views.status s FULL JOIN views.builds b USING (view)"""


def statuses(connection: Connection, views: Sequence[View] = VIEWS) -> dict[str, Status]:
    """Every view's status by name; a view of which nothing is there is missing."""
    try:
        rows = {row[0]: row for row in connection.execute(_STATUS).fetchall()}
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        rows = {}
    return {view.name: _status(view, rows.get(view.name)) for view in views}


def refuse_unready(connection: Connection, view: View) -> None:
    """Raise ViewNotReady for a view that is not there in this version."""
    found = statuses(connection, [view])[view.name]
    if found.version != view.version:
        raise ViewNotReady(found)


def _status(view: View, row: tuple[Any, ...] | None) -> Status:
    if row is None:
        return Status(view.name, "missing", None, 0)
    found = Status(row[0], "following", *row[1:])
    if found.failed_at is not None:
        return replace(found, state="stopped")
    if found.version != view.version:
        return replace(found, state="building" if found.to_build is not None else "missing")
    return found


def locked(connection: Connection, views: Sequence[View]) -> dict[str, tuple[int, int]]:
    """Version and position of views, theirs alone to move until the transaction ends."""
    query = "SELECT view, version, position FROM views.status WHERE view = ANY(%s) ORDER BY view"
    rows = connection.execute(f"{query} FOR UPDATE".encode(), ([view.name for view in views],))
    return {view: (version, position) for view, version, position in rows}


def move(connection: Connection, view: View, position: int) -> None:
    """The view's rows stand on this position now, and nothing stops it."""
    connection.execute(
        "INSERT INTO views.status (view, version, position) VALUES (%s, %s, %s)"
        " ON CONFLICT (view) DO UPDATE SET version = excluded.version,"
        " position = excluded.position, failed_at = NULL, failed_deal = NULL, error = NULL,"
        " since = NULL",
        (view.name, view.version, position),
    )


def stop(connection: Connection, view: View, position: int, deal: str, error: str) -> None:
    """Say what stopped a view; since when, unless it is the same as was said before."""
    connection.execute(
        "INSERT INTO views.status (view, version, position, failed_at, failed_deal, error, since)"
        " VALUES (%(view)s, 0, 0, %(at)s, %(deal)s, %(error)s, clock_timestamp())"
        " ON CONFLICT (view) DO UPDATE SET failed_at = %(at)s, failed_deal = %(deal)s,"
        " error = %(error)s, since = CASE WHEN status.failed_at = %(at)s THEN status.since"
        " ELSE clock_timestamp() END",
        {"view": view.name, "at": position, "deal": deal, "error": error},
    )


def tell_moved(connection: Connection, position: int) -> None:
    """Let whoever waits know; delivered once the transaction commits."""
    connection.execute(
        sql.SQL("NOTIFY {}, {}").format(sql.Identifier(MOVED), sql.Literal(str(position)))
    )


def hurry(connection: Connection) -> None:
    """Tell a runner that rests that somebody waits for it."""
    connection.execute(sql.SQL("NOTIFY {}").format(sql.Identifier(WANTED)))
