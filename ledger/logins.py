"""The login that a serving process uses on the embedded server: it writes, and keeps the views."""

from __future__ import annotations

from psycopg import sql

from ledger.database import MIGRATION_LOCK, VIEWS, WRITER, connected

APP = "deal_ledger_app"


def make_login(url: str) -> None:
    """Make the login as the owner of a migrated database, or give it what it lacks by now."""
    with connected(url) as connection, connection.transaction():
        # Another process may do the same at this very moment.
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP,)).fetchone()
        if found is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APP)))
        for role in (WRITER, VIEWS):
            held = connection.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", (APP, role))
            if held.fetchone() == (False,):
                give = sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(APP))
                connection.execute(give)
