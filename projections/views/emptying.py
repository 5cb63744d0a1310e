"""Emptying all views at once, where what they hold may be kept no longer."""

from __future__ import annotations

from psycopg import sql

from projections.views.ports import Connection
from projections.views.status import hurry
from projections.views.tables import named
from projections.views.view import BESIDE, SCHEMA

_SHARED = ("status", "builds")
_TABLES = """
    SELECT tablename::text FROM pg_catalog.pg_tables
    WHERE schemaname = %s ORDER BY tablename"""


def empty(connection: Connection) -> None:
    """Leave no row of any view, and none in what is built beside; as a part of a transaction.

    Until they are built anew, by a runner or by `rebuild`, views are not ready. A runner that
    writes a batch just now is waited for; one that builds begins anew, as its tables are gone.
    """
    if not set(_SHARED) <= _tables(connection):
        return
    connection.execute("SELECT 1 FROM views.status ORDER BY view FOR UPDATE")
    emptied = set(_SHARED)
    # Again until there is none: what was built beside may have got its place while it was waited
    # for, and is then no longer there under the name that was listed.
    while left := _tables(connection) - emptied:
        for table in sorted(left):
            how = sql.SQL("DROP TABLE IF EXISTS {}" if table.endswith(BESIDE) else "TRUNCATE {}")
            connection.execute(how.format(named(table)))
        emptied |= left
    connection.execute("DELETE FROM views.builds")
    connection.execute("UPDATE views.status SET version = 0, position = 0")
    hurry(connection)


def _tables(connection: Connection) -> set[str]:
    return {name for (name,) in connection.execute(_TABLES, (SCHEMA,))}
