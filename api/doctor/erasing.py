"""Checks of what an erasure needs: a login that may, and the list of those that were done."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from api.doctor import connecting
from api.doctor.finding import Finding, ok, warning, wrong
from api.doctor.schema import as_owner
from api.doctor.server import Database
from ledger.database import ERASER, VIEWS
from ledger.erasing.kept_list import ListError, file_in, read_list

_FUNCTIONS = ("erase", "hold_still")
_EXECUTE = """
    SELECT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'ledger' AND p.proname = ANY(%s)
        AND NOT has_function_privilege(%s, p.oid, 'EXECUTE') ORDER BY p.proname"""


def eraser(database: Database) -> Iterator[Finding]:
    """May the eraser's role what it must, and does anybody act as it?"""
    lacking = database.session.execute(_EXECUTE, (list(_FUNCTIONS), ERASER)).fetchall()
    if lacking:
        yield wrong(
            f"{ERASER} lacks rights that it needs.",
            *as_owner(
                database,
                f"GRANT USAGE ON SCHEMA ledger TO {ERASER};",
                *(f"GRANT EXECUTE ON FUNCTION ledger.{name} TO {ERASER};" for (name,) in lacking),
            ),
        )
    elif database.setup.embedded:
        yield ok("The embedded server has a login of its own that erases.")
    elif url := database.setup.settings.eraser_url:
        yield _login(url, database)
    else:
        may = _may(database.session, ERASER)
        yield ok(
            f"{database.session.info.user} {'may' if may else 'may not'} erase persons, and "
            "DEAL_LEDGER_ERASER_URL names nobody else."
        )


def _login(url: str, database: Database) -> Finding:
    if fault := connecting.fault_of_url(url):
        return wrong(f"DEAL_LEDGER_ERASER_URL: {fault.found}", *fault.mend)
    try:
        with connecting.connect(url) as session:
            user = session.info.user
            missing = [role for role in (ERASER, VIEWS) if not _may(session, role)]
            other = session.info.dbname != database.name
    except psycopg.Error:
        return wrong(
            "The login of DEAL_LEDGER_ERASER_URL cannot connect.",
            "Check the URL; docs/operating.md (A PostgreSQL of your own) says how to make it.",
        )
    if other:
        return wrong(
            "DEAL_LEDGER_ERASER_URL names another database than DEAL_LEDGER_DATABASE_URL.",
            "Name the same one in both.",
        )
    if missing:
        named = sql.Identifier(user).as_string(None)
        grants = (f"GRANT {role} TO {named};" for role in missing)
        return wrong(
            f"{user}, of DEAL_LEDGER_ERASER_URL, may not act as {' and '.join(missing)}.",
            *as_owner(database, *grants),
        )
    return ok(f"{user} may erase persons.")


def _may(session: psycopg.Connection[tuple[object, ...]], role: str) -> bool:
    row = session.execute(
        "SELECT pg_has_role(session_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", (role,)
    ).fetchone()
    return row == (True,)


def list_of_erasures(database: Database) -> Iterator[Finding]:
    """Would a restore know who was erased since the backup was made?"""
    file = file_in(database.setup.settings.home)
    try:
        listed = {each.record for each in read_list(file)}
    except ListError as fault:
        yield wrong(
            f"{fault} A restore would bring back whom it lists.",
            f"Bring {file} back from the last copy of the home, or move it away.",
        )
        return
    rows = database.session.execute(
        "SELECT event_id FROM ledger.entries WHERE originator_id = '/organisation'"
        " AND topic = 'erasure.done' ORDER BY position"
    )
    done = [record for (record,) in rows.fetchall()]
    if missing := [record for record in done if record not in listed]:
        yield warning(
            f"{len(missing)} of {len(done)} erasures are not on the list in {file}: a restore "
            "with this home alone would bring them back.",
            "They were done with another DEAL_LEDGER_HOME: keep its erasures.jsonl with the "
            "backups, and name it in restore --erasures FILE.",
        )
    else:
        yield ok(f"{len(done)} erasures, all on the list in {file}.")


CHECKS = (eraser, list_of_erasures)
