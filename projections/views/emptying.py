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
    tables = [name for (name,) in connection.execute(_TABLES, (SCHEMA,))]
    if not set(_SHARED) <= set(tables):
        return
    connection.execute("SELECT 1 FROM views.status ORDER BY view FOR UPDATE")
    for table in sorted(set(tables) - set(_SHARED)):
        how = sql.SQL("DROP TABLE {}" if table.endswith(BESIDE) else "TRUNCATE {}")
        connection.execute(how.format(named(table)))
    connection.execute("DELETE FROM views.builds")
    connection.execute("UPDATE views.status SET version = 0, position = 0")
    hurry(connection)
