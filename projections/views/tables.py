"""Tables of views: made, filled, dropped, and put in the place of those that were served."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from psycopg import sql

from projections.views.folding import Stands
from projections.views.ports import Connection
from projections.views.view import BESIDE, SCHEMA, Audience, Row, View

MAKING_LOCK = 4919131752989213766
"""Held while the tables that all views share are made: two sessions may begin at once."""


def named(table: str, beside: str = "") -> sql.Identifier:
    """A table in the views' schema."""
    return sql.Identifier(SCHEMA, table + beside)


def make_shared(connection: Connection) -> None:
    """Make what says how far views are, and what was told of them, where it is not there yet."""
    folder = files("projections.views") / "sql"
    texts = [(folder / f"{each}.sql").read_text("utf-8") for each in ("status", "telling")]
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MAKING_LOCK,))
        connection.execute("\n".join(texts).encode())


def make(connection: Connection, view: View, beside: str) -> None:
    """Make a view's tables, empty; what was left of an earlier making goes."""
    drop(connection, view, beside)
    connection.execute(view.made(beside).encode())


def drop(connection: Connection, view: View, beside: str) -> None:
    """Drop a view's tables."""
    for table in view.all_tables:
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(named(table, beside)))


def put_in_place(connection: Connection, view: View) -> None:
    """The tables that were built beside are the ones to read, once the transaction commits.

    It waits for those that read just now, and they for nothing: name and rows change at once.
    """
    drop(connection, view, "")
    for table in view.all_tables:
        connection.execute(
            sql.SQL("ALTER TABLE {} RENAME TO {}").format(
                named(table, BESIDE), sql.Identifier(table)
            )
        )


def replace_rows(
    connection: Connection,
    view: View,
    beside: str,
    made: Iterable[tuple[Stands, list[tuple[Audience, Row]]]],
) -> None:
    """Put these rows, each with its audience, in the place of all that the deals had."""
    found = list(made)
    deals = [stands.deal for stands, _ in found]
    for table in view.all_tables:
        delete = sql.SQL("DELETE FROM {} WHERE deal = ANY(%s)").format(named(table, beside))
        connection.execute(delete, (deals,))
    for kind, table in view.tables.items():
        rows = (
            (stands.deal, audience, *row)
            for stands, of_deal in found
            for audience, row in of_deal
            if type(row) is kind
        )
        columns: tuple[str, ...] = ("deal", "audience", *kind._fields)  # type: ignore[attr-defined]
        _copy(connection, table + beside, columns, rows)
    _copy(connection, view.stands + beside, Stands._fields, (stands for stands, _ in found))


def _copy(
    connection: Connection, table: str, columns: tuple[str, ...], rows: Iterable[Row]
) -> None:
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        named(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)
