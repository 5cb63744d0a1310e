"""The login that a serving process uses on the embedded server: a writer, and nothing else."""

from __future__ import annotations

import psycopg
from psycopg import sql

from ledger.database import WRITER, connected

APP = "deal_ledger_app"


def make_login(url: str) -> None:
    """Make the login as the owner of a migrated database, when it is not there yet."""
    with connected(url) as connection:
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP,)).fetchone()
        if found is None:
            made = sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}")
            try:
                connection.execute(made.format(sql.Identifier(APP), sql.Identifier(WRITER)))
            except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                return
