"""The logins of a service on the embedded server: one writes and keeps views, another erases."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from ledger.database import ERASER, MIGRATION_LOCK, VIEWS, WRITER, connected

APP = "deal_ledger_app"
ERASING = "deal_ledger_erasing"
"""Used for nothing but an erasure: who records every day may not delete."""
_ROLES = {APP: (WRITER, VIEWS), ERASING: (ERASER, VIEWS)}


def make_logins(url: str) -> None:
    """Make the logins as the owner of a migrated database, or give them what they lack by now."""
    with connected(url) as connection, connection.transaction():
        # Another process may do the same at this very moment.
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
        for login, roles in _ROLES.items():
            _make_login(connection, login, roles)


def _make_login(connection: Connection[TupleRow], login: str, roles: Sequence[str]) -> None:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone()
    if found is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(login)))
    for role in roles:
        held = connection.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", (login, role))
        if held.fetchone() == (False,):
            give = sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(login))
            connection.execute(give)
