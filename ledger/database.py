"""Where the ledger's PostgreSQL is, its migrations, and the settings that it must have."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow, dict_row

from ledger.inspecting import between, fault_of_the_guard, power, rights_to_change, switched_off
from ledger.shapes import OPENED, changed

WRITER = "deal_ledger_writer"
VIEWS = "deal_ledger_views"
ERASER = "deal_ledger_eraser"
ROLES = (WRITER, VIEWS, ERASER)
OLDEST_SERVER = 150_000
DIGEST_BYTES = 32
MIGRATION_LOCK = 4919131752989213765
"""Held by the session that changes the schema; shared by those that need it to stay as it is."""


class UnsafeSettingError(Exception):
    """The ledger does not start: what it acknowledges could be lost or changed."""


class SchemaError(Exception):
    """The database's schema is not the one that this version of the program needs."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: a number, a name, and what it runs."""

    number: int
    name: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text as it was written: a migration that ran is never edited."""
        return sha256(self.text.encode()).hexdigest()


def migrations() -> tuple[Migration, ...]:
    """Every migration, in order."""
    folder = files("ledger") / "sql" / "migrations"
    found = []
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if named := re.fullmatch(r"(\d{4})_(\w+)\.sql", file.name):
            text = file.read_text(encoding="utf-8")
            found.append(Migration(int(named[1]), named[2], text))
    return tuple(found)


def reaching(url: str) -> str:
    """The URL with a limit to how long a server may say nothing, where it sets none itself.

    Without one, a server that is cut off is waited for as long as the operating system likes. And
    with PostgreSQL's own functions ahead of any others: a database can be set to search elsewhere
    first, where a `sha256` or an `=` might be that says yes to everything.
    """
    given = conninfo_to_dict(url)
    options = f"{given.get('options') or ''} {_OWN_FUNCTIONS}".strip()
    return make_conninfo(url, **{**_REACHING, **given, "options": options})


_OWN_FUNCTIONS = "-c search_path=pg_catalog,pg_temp"


_REACHING = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


@contextmanager
def connected(url: str, role: str | None = None) -> Iterator[psycopg.Connection[TupleRow]]:
    """A connection of its own, in autocommit, acting as `role`."""
    with psycopg.connect(reaching(url), autocommit=True) as connection:
        if role:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        yield connection


@dataclass(frozen=True, slots=True)
class Seeds:
    """What a new ledger is given from outside, once: its name in proofs, and its secret."""

    origin: str
    fingerprint_key: bytes


def migrate(url: str, seeds: Callable[[], Seeds], up_to: int | None = None) -> list[str]:
    """Bring the schema forward, as its owner; gives the names of the migrations that ran.

    All that are missing, or those up to and with number `up_to`. Safe to run again and by several
    at once. Raises SchemaError when the database was migrated by a newer version, or when a
    migration that ran has been edited since.
    """
    with migrating(url) as connection:
        return bring_forward(connection, seeds, up_to)


@contextmanager
def migrating(url: str) -> Iterator[psycopg.Connection[TupleRow]]:
    """The one session that may change the schema, in one transaction. The group roles are there.

    Raises SchemaError when the server is too old.
    """
    with connected(url) as connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise SchemaError(
                f"PostgreSQL {connection.info.server_version // 10000} is too old: "
                "the ledger needs 15 or newer."
            )
        connection.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
        _make_roles(connection)
        with connection.transaction():
            yield connection


def _make_roles(connection: psycopg.Connection[TupleRow]) -> None:
    """Group roles without a login: a login role is made a member (docs/operating.md)."""
    for role in ROLES:
        row = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
        if row is None:
            # Another database of this server may be migrated at this very moment.
            try:
                connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
            except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                continue


def bring_forward(
    connection: psycopg.Connection[TupleRow], seeds: Callable[[], Seeds], up_to: int | None = None
) -> list[str]:
    """What `migrate` does, as a part of the transaction of `migrating`."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS public.deal_ledger_migrations (number int PRIMARY KEY,"
        " name text NOT NULL, digest text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())"
    )
    connection.execute(
        sql.SQL("GRANT SELECT ON public.deal_ledger_migrations TO {}").format(
            sql.SQL(", ").join(map(sql.Identifier, ROLES))
        )
    )
    ran = history(connection)
    missing = [
        each
        for each in migrations()
        if each.number not in ran and (up_to is None or each.number <= up_to)
    ]
    for migration in missing:
        connection.execute(_with_roles(migration.text).encode())
        connection.execute(
            "INSERT INTO public.deal_ledger_migrations (number, name, digest) VALUES (%s, %s, %s)",
            (migration.number, migration.name, migration.digest),
        )
    _give_views_a_place(connection)
    # A log whose row alone is gone was tampered with: `verify` says so, and nothing hides it.
    if (
        connection.execute("SELECT FROM ledger.log UNION ALL SELECT FROM ledger.secret").rowcount
        == 0
    ):
        given = seeds()
        connection.execute("INSERT INTO ledger.log (origin) VALUES (%s)", (given.origin,))
        connection.execute(
            "INSERT INTO ledger.secret (fingerprint_key) VALUES (%s)", (given.fingerprint_key,)
        )
    return [f"{each.number:04} {each.name}" for each in missing]


def _give_views_a_place(connection: psycopg.Connection[TupleRow]) -> None:
    """An empty schema in which the views' role makes what it needs; no migration knows of that."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS views")
    connection.execute(
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA views TO {}").format(sql.Identifier(VIEWS))
    )


def _with_roles(text: str) -> str:
    for name, role in (("{writer}", WRITER), ("{views}", VIEWS), ("{eraser}", ERASER)):
        text = text.replace(name, role)
    return text


def history(connection: psycopg.Connection[TupleRow]) -> dict[int, str]:
    """The digests of the migrations that ran, by number; none where there is no ledger.

    Raises SchemaError when this version does not know one of them, or knows it otherwise.
    """
    there = connection.execute("SELECT to_regclass('public.deal_ledger_migrations')").fetchone()
    if there is None or there[0] is None:
        return {}
    rows = connection.execute("SELECT number, digest FROM public.deal_ledger_migrations")
    ran: dict[int, str] = dict(rows.fetchall())
    _refuse_strange_history(ran)
    return ran


def _refuse_strange_history(ran: Mapping[int, str]) -> None:
    known = {each.number: each.digest for each in migrations()}
    if newer := sorted(set(ran) - set(known)):
        raise SchemaError(
            f"The database was migrated by a newer version (step {newer[-1]}): use that version."
        )
    if edited := sorted(number for number, digest in ran.items() if known[number] != digest):
        raise SchemaError(f"Migration {edited[0]} is not the one that ran on this database.")


def strange_functions(session: psycopg.Connection[TupleRow]) -> dict[str, str]:
    """The functions of the ledger that are not as migrations made them, each with where it is made.

    One that no migration makes has nothing there.
    """
    made = _functions_made_by(history(session))
    rows = session.execute(_FUNCTIONS.encode()).fetchall()
    there = [(str(name), source if as_made else None) for name, source, as_made in rows]
    unmade = ("", "")
    found = {
        name: made.get(name, unmade)[0]
        for name, source in there
        if not source or source != made.get(name, unmade)[1]
    }
    missing = made.keys() - {name for name, _ in there}
    return found | {name: made[name][0] for name in sorted(missing)}


# With any other settings it would find other functions, or other tables.
_FUNCTIONS = """
    SELECT p.proname::text, p.prosrc, l.lanname = 'plpgsql' AND p.proconfig IS NOT DISTINCT FROM
        CASE WHEN p.prorettype <> 'trigger'::regtype
            THEN ARRAY['search_path=pg_catalog, pg_temp'] END
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE n.nspname = 'ledger' ORDER BY p.proname"""
_MADE = re.compile(
    r"CREATE (?:OR REPLACE )?FUNCTION ledger\.(\w+)\([^$]*?AS \$\$(.*?)\$\$;", re.DOTALL
)


def _functions_made_by(ran: Mapping[int, str]) -> dict[str, tuple[str, str]]:
    """By name, the migration that made each last, and its text."""
    return {
        name: (f"{each.number:04}_{each.name}.sql", text)
        for each in migrations()
        if each.number in ran
        for name, text in _MADE.findall(_with_roles(each.text))
    }


def refuse_unsafe(url: str, environment: Mapping[str, str] = os.environ) -> None:
    """Raise UnsafeSettingError or SchemaError unless the ledger can keep its word on this database.

    Checked as the writer's role: durability settings, rights on entries, and the library switch
    that would drop the order of entries.
    """
    if environment.get("POSTGRES_ENABLE_DB_FUNCTIONS"):
        raise UnsafeSettingError(
            "POSTGRES_ENABLE_DB_FUNCTIONS is set: it makes the event-sourcing library write "
            "without the order of entries. Unset it."
        )
    with connected(url) as connection:
        _refuse_unsafe_server(connection)
        _act_as_writer(connection)
        _refuse_old_schema(connection)
        _refuse_too_many_rights(connection)
        _refuse_strange_beginning(connection)


def _refuse_unsafe_server(connection: psycopg.Connection[TupleRow]) -> None:
    for name in switched_off(connection):
        raise UnsafeSettingError(
            f"The database runs with {name} = off: an acknowledged record could be lost. "
            f"Set {name} = on in postgresql.conf (or ALTER SYSTEM) and reload."
        )


def _refuse_old_schema(connection: psycopg.Connection[TupleRow]) -> None:
    ran = history(connection)
    if missing := [each for each in migrations() if each.number not in ran]:
        raise SchemaError(
            f"The database lacks {len(missing)} migration(s), first {missing[0].name}: "
            "run `deal-ledger migrate` as the owner of the database."
        )


def _act_as_writer(connection: psycopg.Connection[TupleRow]) -> None:
    try:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(WRITER)))
    except psycopg.errors.InsufficientPrivilege:
        user = conninfo_to_dict(connection.info.dsn).get("user")
        raise UnsafeSettingError(
            f"The user {user!r} may not act as {WRITER}: GRANT {WRITER} TO it."
        ) from None
    except psycopg.errors.InvalidParameterValue:
        raise SchemaError(
            f"There is no role {WRITER}: run `deal-ledger migrate` as the owner of the database."
        ) from None


def _refuse_too_many_rights(connection: psycopg.Connection[TupleRow]) -> None:
    if rights_to_change(connection):
        raise UnsafeSettingError(
            f"{WRITER} may change entries: revoke from it all rights on them but that of reading."
        )


def _refuse_strange_beginning(connection: psycopg.Connection[TupleRow]) -> None:
    def ask(query: str, *parameters: Any) -> list[dict[str, Any]]:
        cursor = connection.cursor(row_factory=dict_row)
        return cursor.execute(query.encode(), parameters).fetchall()

    for fault in changed(ask, OPENED).values():
        raise UnsafeSettingError(f"Of the ledger {fault}: restore the last backup.")
    keys = connection.execute("SELECT octet_length(fingerprint_key) FROM ledger.secret").fetchall()
    if keys != [(DIGEST_BYTES,)]:
        raise UnsafeSettingError(
            "ledger.secret does not hold the one key by which a record that is sent again is "
            "recognised: restore the last backup."
        )


def refuse_unguarded(url: str) -> None:
    """Raise UnsafeSettingError unless the database itself refuses every change of an entry.

    And unless its tables give and take rows as they are, and its functions do what they say.

    Apart from `refuse_unsafe`: a ledger whose guard was taken away can still be read and verified.
    """
    with connected(url) as connection:
        if fault := fault_of_the_guard(connection):
            raise UnsafeSettingError(
                f"The trigger append_only on ledger.entries {fault}: entries could be changed, and "
                "may have been. Run `deal-ledger verify`; then `deal-ledger doctor` says how to "
                "put the trigger back."
            )
        for table, fault in between(connection):
            raise UnsafeSettingError(
                f"{table} {fault}: what is read there may not be what is stored, and what is "
                "written not be kept. `deal-ledger doctor` says what to look at."
            )

        for function in strange_functions(connection):
            raise UnsafeSettingError(
                f"The function ledger.{function} is not the one of the migrations: what it says "
                "that it keeps, it may not. `deal-ledger doctor` says where the right one is."
            )


def refuse_owner(url: str) -> None:
    """Raise UnsafeSettingError when the user of `url` could take the ledger's guards away."""
    with connected(url) as connection:
        if could := power(connection):
            raise UnsafeSettingError(
                f"The user {connection.info.user!r} {could}, so it could change what is on record. "
                f"Make a login that owns nothing, CREATE ROLE deal_ledger_app LOGIN PASSWORD '…' "
                f"IN ROLE {WRITER}, {VIEWS}, and name it in DEAL_LEDGER_DATABASE_URL "
                "(docs/operating.md)."
            )
