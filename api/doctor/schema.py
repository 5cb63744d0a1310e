"""Checks of what the migrations made: roles, tables, guard, rights."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from api.doctor.finding import Finding, ok, warning, wrong
from api.doctor.server import Database
from ledger.database import (
    ROLES,
    VIEWS,
    WRITER,
    SchemaError,
    history,
    migrations,
    strange_functions,
)
from ledger.embedded import EmbeddedServer
from ledger.inspecting import between, fault_of_the_guard, ownership, power, rights_to_change
from ledger.shapes import BESIDE, ENTRIES, OPENED, changed
from ledger.signing.source import asking

MIGRATE = "As the owner of the database: deal-ledger migrate"
_GUARD = (
    "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$",
    "    BEGIN RAISE EXCEPTION 'entries are append-only: % refused', TG_OP",
    "        USING ERRCODE = 'restrict_violation'; END; $$;",
    "CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE",
    "    ON ledger.entries FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();",
    "ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only;",
)
_NEEDED = (
    ("SELECT", ("entries", "log", "disclosures", "persons", "secret", "tokens", "access_log")),
    ("SELECT", ("checkpoints", "signer_log", "contents", "marks", "erased")),
    ("INSERT", ("tokens", "access_log", "checkpoints", "signer_log", "contents", "marks")),
)


def roles(database: Database) -> Iterator[Finding]:
    """Are the group roles there?"""
    query = "SELECT array_agg(rolname::text) FROM pg_roles WHERE rolname = ANY(%s)"
    (there,) = database.row(query, list(ROLES))
    if missing := [role for role in ROLES if role not in (there or ())]:
        yield wrong(f"There is no role {', no role '.join(missing)}.", *_made_by_migrate(database))
    else:
        yield ok(f"{', '.join(ROLES)} are there.")


def writer(database: Database) -> Iterator[Finding]:
    """May the user act as the writer? From here on the session does, when it may."""
    role = sql.Identifier(WRITER)
    user = database.session.info.user
    try:
        database.session.execute(sql.SQL("SET ROLE {}").format(role))
    except psycopg.errors.InsufficientPrivilege:
        yield wrong(
            f"The user {user} may not act as {WRITER}, as every command does.",
            *as_owner(database, f'GRANT {WRITER} TO "{user}";'),
        )
    except psycopg.errors.InvalidParameterValue:
        yield wrong(f"Nobody can act as {WRITER}: it is not there.", *_made_by_migrate(database))
    else:
        yield ok(f"{user} may act as {WRITER}.")


def _made_by_migrate(database: Database) -> tuple[str, ...]:
    if database.setup.embedded:
        return ("deal-ledger migrate",)
    return (
        MIGRATE,
        "After a restore onto another server: with the roles there, restore again.",
    )


def schema(database: Database) -> Iterator[Finding]:
    """Is it the one that this version needs?"""
    try:
        ran = history(database.session)
    except SchemaError as fault:
        yield wrong(str(fault), *_strange(fault))
        return
    names = [f"{each.number:04} {each.name}" for each in migrations()]
    missing = [
        name for each, name in zip(migrations(), names, strict=True) if each.number not in ran
    ]
    if not missing:
        yield ok(f"All {len(names)} migrations ran, the last is {names[-1]}.")
    elif database.setup.embedded:
        yield ok(f"Still to run: {', '.join(missing)}. The next command does.")
    else:
        yield wrong(f"These migrations did not run: {', '.join(missing)}.", MIGRATE)


def _strange(fault: SchemaError) -> tuple[str, ...]:
    if "newer" in str(fault):
        return (
            "Install the version of deal-ledger that migrated it: migrations never go back.",
            "Or restore the backup from before the upgrade into another database.",
        )
    return (
        "Reinstall an unchanged deal-ledger: a migration that ran is never edited.",
        "Then look whether all holds: deal-ledger verify",
    )


def guard(database: Database) -> Iterator[Finding]:
    """Does the database refuse every change of an entry, to its owner too?"""
    fault = fault_of_the_guard(database.session)
    if fault is None:
        yield ok("The trigger append_only on ledger.entries is enabled ALWAYS.")
    else:
        yield wrong(
            f"The trigger append_only on ledger.entries {fault}: entries could be changed, and "
            "may have been.",
            "deal-ledger verify",
            *as_owner(database, *_GUARD),
        )


def tables(database: Database) -> Iterator[Finding]:
    """Do the tables give and take their rows as they are?"""
    found = between(database.session)
    for table, fault in found:
        yield wrong(
            f"{table} {fault}: what is read there may not be what is stored.",
            *as_owner(database, f"\\d {table}"),
            "Take away what no migration made (DROP RULE, DROP TRIGGER, DISABLE ROW LEVEL",
            "SECURITY, NO INHERIT), and make what is missing. Then look whether all holds:",
            "deal-ledger verify",
        )
    strange = changed(asking(database.session), {**OPENED, **ENTRIES, **BESIDE})
    for fault in strange.values():
        yield wrong(
            f"Of the ledger {fault}: what was there may be lost.",
            "deal-ledger verify",
            "Restore the last backup into another database.",
        )
    if not found and not strange:
        yield ok("Nothing stands between the tables and who reads them.")


def functions(database: Database) -> Iterator[Finding]:
    """Do the functions by which all is written do what the migrations say?"""
    found = strange_functions(database.session)
    for name, made in found.items():
        again = f"As the owner: make it anew, as ledger/sql/migrations/{made} has it."
        yield wrong(
            f"The function ledger.{name} is not the one of the migrations: what was recorded since "
            "may not be what was sent.",
            "deal-ledger verify",
            *([again] if made else as_owner(database, f"DROP FUNCTION ledger.{name};")),
        )
    if not found:
        yield ok("The functions of the ledger are those of the migrations.")


def rights(database: Database) -> Iterator[Finding]:
    """Has no role more rights on entries than reading, and the writer those that it needs?"""
    there = database.session.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", (list(ROLES),)
    )
    faults = 0
    for (role,) in there.fetchall():
        if found := rights_to_change(database.session, role):
            faults += 1
            yield wrong(
                f"{role} may {', '.join(found)} on entries.",
                *as_owner(
                    database, f"REVOKE {', '.join(found)} ON ledger.entries FROM {role}, PUBLIC;"
                ),
                "If it still may: REVOKE the roles that it was made a member of FROM it.",
            )
    lacking = _lacking(database)
    if lacking:
        yield wrong(f"{WRITER} lacks rights that it needs.", *as_owner(database, *lacking))
    elif not faults:
        yield ok("Nobody may do more with entries than read them.")


def _lacking(database: Database) -> list[str]:
    """What to grant to the writer: lost when roles were made only after a restore."""
    granted = {
        f"GRANT {right} ON ledger.{table} TO {WRITER};": (right, table)
        for right, tables in _NEEDED
        for table in tables
    }
    query = (
        "SELECT has_table_privilege(%s, c.oid, %s) FROM pg_class c JOIN pg_namespace n"
        " ON n.oid = c.relnamespace WHERE n.nspname = 'ledger' AND c.relname = %s"
    )
    found = [
        statement
        for statement, (right, table) in granted.items()
        # A table that is not there is the migrations' fault, and said there.
        if database.session.execute(query, (WRITER, right, table)).fetchone() == (False,)
    ]
    may = database.session.execute(
        "SELECT has_function_privilege(%s, p.oid, 'EXECUTE') FROM pg_proc p JOIN pg_namespace n"
        " ON n.oid = p.pronamespace WHERE n.nspname = 'ledger' AND p.proname = 'append'",
        (WRITER,),
    ).fetchone()
    if may == (False,):
        found.append(f"GRANT EXECUTE ON FUNCTION ledger.append TO {WRITER};")
    usage = (
        "SELECT has_schema_privilege(%s, oid, 'USAGE') FROM pg_namespace WHERE nspname = 'ledger'"
    )
    if database.session.execute(usage, (WRITER,)).fetchone() == (False,):
        found.insert(0, f"GRANT USAGE ON SCHEMA ledger TO {WRITER};")
    return found


def user_of_serve(database: Database) -> Iterator[Finding]:
    """Is the login one that could not take the guards away?"""
    user = database.session.info.user
    if database.setup.embedded:
        return
    if could := ownership(database.session):
        yield warning(
            f"{user} {could}: right for `migrate`, but `serve` refuses to run with it.",
            f"CREATE ROLE deal_ledger_app LOGIN PASSWORD '…' IN ROLE {WRITER}, {VIEWS};",
            "Name deal_ledger_app in the DEAL_LEDGER_DATABASE_URL of `serve`.",
        )
    elif could := power(database.session):
        yield wrong(
            f"{user} {could}: `serve` refuses to run with it.",
            *as_owner(database, f"REVOKE ALL ON ledger.entries FROM {user};"),
            "Right for `serve` is a login that is a member of the writer and nothing else.",
        )
    else:
        yield ok(f"{user} owns nothing that guards the ledger.")


def as_owner(database: Database, *statements: str) -> tuple[str, ...]:
    """SQL with the words where to run it."""
    if not database.setup.embedded:
        return ("As the owner of the database:", *statements)
    server = EmbeddedServer(database.setup.settings.home)
    psql = f"{server.binaries / 'psql'} '{server.url()}'"
    return (f"While a command such as `serve` runs: {psql}", *statements)


def there_is(table: str, database: Database) -> bool:
    """Whether this table of the ledger was made."""
    query = (
        "SELECT count(*) > 0 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'ledger' AND c.relname = %s"
    )
    return bool(database.row(query, table)[0])


CHECKS = (user_of_serve, roles, writer, schema)
OF_A_LEDGER = (guard, tables, functions, rights)
