"""What a session can see of the rights and guards on the ledger.

Asked of the catalogue, which anybody may read: no right on the ledger itself is needed.
"""

from __future__ import annotations

import psycopg
from psycopg.rows import TupleRow

Session = psycopg.Connection[TupleRow]

DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")
"""The settings that must not be off: what was acknowledged could be lost."""

_ENTRIES = """
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'ledger' AND c.relname = 'entries'"""
_RIGHTS = f"""
    SELECT kind FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS kind,
        (SELECT c.oid {_ENTRIES}) AS entries
    WHERE CASE WHEN kind IN ('INSERT', 'UPDATE')
        THEN has_any_column_privilege(coalesce(%(role)s, current_user), entries.oid, kind)
        ELSE has_table_privilege(coalesce(%(role)s, current_user), entries.oid, kind) END"""  # noqa: S608 - our own text
# 58: before a statement (2) that deletes (8), updates (16) or truncates (32). A function in plpgsql
# that never returns ends in an error, whatever else it does.
_GUARD = f"""
    SELECT t.tgenabled = 'A', t.tgtype = 58 AND p.proname = 'refuse_change' AND t.tgqual IS NULL
        AND l.lanname = 'plpgsql' AND p.prosrc !~* 'return'
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
    JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE t.tgname = 'append_only' AND t.tgrelid = (SELECT c.oid {_ENTRIES})"""  # noqa: S608 - our own text
# Of partitions only the table that has them is known to the migrations.
_BETWEEN = """
    SELECT c.relname, CASE
        WHEN c.relkind NOT IN ('r', 'p') THEN 'is no table'
        WHEN c.relrowsecurity THEN 'has row level security, which hides rows'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_rewrite r WHERE r.ev_class = c.oid)
            THEN 'has a rule, which does something else than is asked for'
        WHEN c.relkind = 'r' AND EXISTS (
            SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid
        ) THEN 'shows the rows of another table with its own'
        WHEN EXISTS (
            SELECT FROM pg_catalog.pg_trigger t
            WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgname <> 'append_only'
        ) THEN 'has a trigger that no migration made'
        WHEN c.relname IN ('checkpoints', 'signer_log') AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_trigger t
            WHERE t.tgrelid = c.oid AND t.tgname = 'append_only' AND t.tgenabled = 'A'
        ) THEN 'lets rows be changed: its trigger append_only is not enabled ALWAYS'
        WHEN c.relkind = 'r' AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p'
        ) THEN 'lacks its primary key, so that a row may be there twice'
        WHEN c.relname IN ('entries', 'log', 'disclosures', 'persons', 'marks', 'contents',
                'erased', 'erased_contents', 'checkpoints', 'signer_log') AND EXISTS (
            SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND NOT a.attnotnull AND NOT t.typnotnull
        ) THEN 'has a column that may be NULL'
    END
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'ledger' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    ORDER BY c.relname"""
_OWNED = f"""
    SELECT what FROM (
        SELECT 'the database', datdba FROM pg_catalog.pg_database
            WHERE datname = current_database()
        UNION ALL
        SELECT 'the schema ledger', nspowner FROM pg_catalog.pg_namespace WHERE nspname = 'ledger'
        UNION ALL
        SELECT 'ledger.entries', c.relowner {_ENTRIES}
    ) AS owned (what, owner) WHERE pg_has_role(session_user, owner, 'MEMBER')"""  # noqa: S608 - our own text
_SUPERUSER = """
    SELECT count(*) > 0 FROM pg_catalog.pg_roles
    WHERE rolsuper AND pg_has_role(session_user, oid, 'MEMBER')"""


def switched_off(session: Session) -> list[str]:
    """Which of the settings of DURABILITY are off in this session."""
    query = "SELECT name FROM unnest(%s::text[]) AS name WHERE current_setting(name) = 'off'"
    return [str(name) for (name,) in session.execute(query, (list(DURABILITY),))]


def rights_to_change(session: Session, role: str | None = None) -> list[str]:
    """What a role may do to entries beside reading them; the current role unless one is named."""
    return [str(kind) for (kind,) in session.execute(_RIGHTS.encode(), {"role": role})]


def fault_of_the_guard(session: Session) -> str | None:
    """What is wrong with the trigger that keeps entries from being changed, as a predicate."""
    row = session.execute(_GUARD.encode()).fetchone()
    if row is None:
        return "is not there"
    always, whole = row
    if not whole:
        return "is not the one of the migrations"
    return None if always else "is not enabled ALWAYS"


def between(session: Session) -> list[tuple[str, str]]:
    """The tables that do not give and take their rows as they are, each with why, as a predicate.

    What is read there may not be what is stored, and what is written may not be kept.
    """
    rows = session.execute(_BETWEEN.encode())
    return [(f"ledger.{table}", str(fault)) for table, fault in rows if fault]


def ownership(session: Session) -> str | None:
    """By what the user who logged in could take the ledger's guards away, as a predicate."""
    if session.execute(_SUPERUSER.encode()).fetchone() == (True,):
        return "is a superuser, or may become one"
    if owned := [str(what) for (what,) in session.execute(_OWNED.encode())]:
        return f"owns {' and '.join(owned)}, itself or as a member"
    return None


def power(session: Session) -> str | None:
    """By what the user who logged in could change entries after all, as a predicate."""
    if could := ownership(session):
        return could
    (user,) = session.execute("SELECT session_user").fetchone() or ("",)
    if rights := rights_to_change(session, str(user)):
        return f"has the right to {', '.join(rights)} on entries"
    return None
