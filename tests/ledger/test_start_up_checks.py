"""The ledger does not start where it could not keep its word."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from ledger.database import (
    SchemaError,
    UnsafeSettingError,
    refuse_owner,
    refuse_unguarded,
    refuse_unsafe,
)
from ledger.embedded import EmbeddedServer
from tests.databases import alter, rows, run


def test_a_migrated_database_with_postgresql_s_own_settings_is_safe(database: str) -> None:
    refuse_unsafe(database, {})


def test_commits_that_do_not_wait_for_the_disk_are_refused(database: str) -> None:
    alter(database, "SET synchronous_commit = off")
    with pytest.raises(UnsafeSettingError, match="synchronous_commit = off"):
        refuse_unsafe(database, {})


@pytest.fixture
def settings(server: EmbeddedServer) -> Iterator[str]:
    """The URL where the whole server's settings can be changed; they are set back after."""
    url = server.url("postgres")
    yield url
    run(url, "ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
    _wait_until(url, "fsync", "on")
    _wait_until(url, "full_page_writes", "on")


@pytest.mark.parametrize("name", ["fsync", "full_page_writes"])
def test_a_server_that_may_lose_its_data_in_a_crash_is_refused(
    database: str, settings: str, name: str
) -> None:
    run(settings, f"ALTER SYSTEM SET {name} = off", "SELECT pg_reload_conf()")
    _wait_until(settings, name, "off")
    with pytest.raises(UnsafeSettingError, match=f"{name} = off"):
        refuse_unsafe(database, {})


def _wait_until(url: str, name: str, value: str) -> None:
    """A reloaded setting reaches new sessions after a moment."""
    while rows(url, "SELECT current_setting(%s)", name) != [(value,)]:
        pass


def test_the_library_s_own_switch_that_drops_the_order_is_refused(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnsafeSettingError, match="POSTGRES_ENABLE_DB_FUNCTIONS"):
        refuse_unsafe(database, {"POSTGRES_ENABLE_DB_FUNCTIONS": "y"})
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "1")
    with pytest.raises(UnsafeSettingError, match="Unset it"):
        refuse_unsafe(database)


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_a_writer_who_may_change_entries_is_refused(database: str, right: str) -> None:
    run(database, f"GRANT {right} ON ledger.entries TO deal_ledger_writer")
    with pytest.raises(UnsafeSettingError, match="may change entries"):
        refuse_unsafe(database, {})


def test_a_writer_who_may_change_one_column_of_entries_is_refused(database: str) -> None:
    run(database, "GRANT UPDATE (state) ON ledger.entries TO deal_ledger_writer")
    with pytest.raises(UnsafeSettingError, match="may change entries"):
        refuse_unsafe(database, {})


def test_a_user_who_may_not_act_as_the_writer_is_told_what_to_grant(
    server: EmbeddedServer, database: str
) -> None:
    run(server.url("postgres"), "CREATE ROLE stranger LOGIN")
    try:
        url = psycopg.conninfo.make_conninfo(database, user="stranger")
        with pytest.raises(
            UnsafeSettingError, match="'stranger' may not act as deal_ledger_writer"
        ):
            refuse_unsafe(url, {})
    finally:
        run(server.url("postgres"), "DROP ROLE stranger")


def test_a_login_that_was_made_a_member_of_the_writer_is_enough(
    server: EmbeddedServer, database: str
) -> None:
    run(server.url("postgres"), "CREATE ROLE clerk LOGIN IN ROLE deal_ledger_writer")
    try:
        refuse_unsafe(psycopg.conninfo.make_conninfo(database, user="clerk"), {})
    finally:
        run(server.url("postgres"), "DROP ROLE clerk")


def test_a_database_that_was_never_migrated_is_told_how(empty_database: str) -> None:
    with pytest.raises(SchemaError, match="deal-ledger migrate"):
        refuse_unsafe(empty_database, {})


def test_a_database_without_the_latest_step_is_told_how(database: str) -> None:
    run(
        database,
        "DELETE FROM public.deal_ledger_migrations WHERE number ="
        " (SELECT max(number) FROM public.deal_ledger_migrations)",
    )
    with pytest.raises(SchemaError, match="lacks 1 migration"):
        refuse_unsafe(database, {})


def test_a_migrated_database_is_guarded(database: str) -> None:
    refuse_unguarded(database)


GUARD_THAT_ALLOWS = (
    "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger"
    " LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("DROP TRIGGER append_only ON ledger.entries", "is not there"),
        ("ALTER TABLE ledger.entries DISABLE TRIGGER append_only", "not enabled ALWAYS"),
        ("ALTER TABLE ledger.entries ENABLE TRIGGER append_only", "not enabled ALWAYS"),
        (GUARD_THAT_ALLOWS, "not the one of the migrations"),
        ("ALTER FUNCTION ledger.refuse_change RENAME TO allow", "not the one of the migrations"),
    ],
)
def test_entries_that_are_not_guarded_are_refused_where_they_are_served(
    database: str, change: str, says: str
) -> None:
    run(database, change)
    with pytest.raises(UnsafeSettingError, match=says):
        refuse_unguarded(database)
    # They can still be read, and above all verified.
    refuse_unsafe(database, {})


def test_a_superuser_is_refused_and_told_which_login_to_make(database: str) -> None:
    with pytest.raises(UnsafeSettingError, match="'postgres' is a superuser") as refused:
        refuse_owner(database)
    assert "CREATE ROLE deal_ledger_app LOGIN" in str(refused.value)
    assert "IN ROLE deal_ledger_writer" in str(refused.value)


@pytest.fixture
def clerk(server: EmbeddedServer, database: str) -> Iterator[str]:
    """The URL of a login that is a member of the writer's role."""
    run(server.url("postgres"), "CREATE ROLE clerk LOGIN IN ROLE deal_ledger_writer")
    yield psycopg.conninfo.make_conninfo(database, user="clerk")
    run(database, "REASSIGN OWNED BY clerk TO postgres", "DROP OWNED BY clerk", "DROP ROLE clerk")


def test_a_login_that_owns_nothing_is_not_refused(clerk: str) -> None:
    refuse_owner(clerk)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("GRANT postgres TO clerk", "is a superuser, or may become one"),
        ("ALTER DATABASE {database} OWNER TO clerk", "owns the database"),
        ("ALTER SCHEMA ledger OWNER TO clerk", "owns the schema ledger"),
        ("ALTER TABLE ledger.entries OWNER TO clerk", "owns ledger.entries"),
        ("GRANT INSERT (state) ON ledger.entries TO clerk", "right to INSERT"),
        ("GRANT pg_write_all_data TO clerk", "right to INSERT, UPDATE, DELETE"),
    ],
)
def test_a_login_that_could_take_the_guards_away_is_refused(
    database: str, clerk: str, change: str, says: str
) -> None:
    run(database, change.format(database=psycopg.conninfo.conninfo_to_dict(database)["dbname"]))
    with pytest.raises(UnsafeSettingError, match=says):
        refuse_owner(clerk)


def test_a_member_of_the_owner_is_refused(database: str, clerk: str) -> None:
    run(database, "CREATE ROLE owners", "ALTER SCHEMA ledger OWNER TO owners")
    run(database, "GRANT owners TO clerk")
    try:
        with pytest.raises(UnsafeSettingError, match="owns the schema ledger, itself or as a"):
            refuse_owner(clerk)
    finally:
        run(database, "ALTER SCHEMA ledger OWNER TO postgres", "DROP ROLE owners")


QUIETLY = (
    "CREATE TRIGGER quietly BEFORE UPDATE ON ledger.tokens FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()"
)
BETWEEN = {
    "row level security": ("ALTER TABLE ledger.contents ENABLE ROW LEVEL SECURITY",),
    "rule": ("CREATE RULE r AS ON INSERT TO ledger.access_log DO INSTEAD NOTHING",),
    "no table": (
        "ALTER TABLE ledger.contents RENAME TO kept",
        "CREATE VIEW ledger.contents AS SELECT * FROM ledger.kept",
    ),
    "rows of another table": ("CREATE TABLE public.others () INHERITS (ledger.entries)",),
    "trigger": (QUIETLY,),
    "not enabled ALWAYS": ("ALTER TABLE ledger.checkpoints DISABLE TRIGGER append_only",),
    "primary key": ("ALTER TABLE ledger.marks DROP CONSTRAINT marks_pkey",),
    "may be NULL": ("ALTER TABLE ledger.log ALTER frontier DROP NOT NULL",),
}


@pytest.mark.parametrize("what", BETWEEN)
def test_a_table_that_does_not_give_its_rows_as_they_are_is_not_served(
    database: str, what: str
) -> None:
    run(database, *BETWEEN[what])
    with pytest.raises(UnsafeSettingError, match=what):
        refuse_unguarded(database)


APPEND = (
    "SELECT replace(pg_get_functiondef(oid), '{}', '{}') FROM pg_proc"
    " WHERE pronamespace = 'ledger'::regnamespace AND proname = 'append'"
)


@pytest.mark.parametrize(
    ("old", "new"), [("added := true;", "NULL;"), ("pg_catalog", "public"), ("plpgsql", "plpgsql")]
)
def test_a_function_that_is_not_that_of_the_migrations_is_not_served(
    database: str, old: str, new: str
) -> None:
    [(text,)] = rows(database, APPEND.format(old, new))
    run(database, text)
    if old == new:
        refuse_unguarded(database)
        return
    with pytest.raises(UnsafeSettingError, match=r"ledger\.append is not the one"):
        refuse_unguarded(database)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE FUNCTION ledger.append(bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION ledger.another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP FUNCTION ledger.erase",
    ],
)
def test_a_function_more_or_less_is_not_served(database: str, change: str) -> None:
    run(database, change)
    with pytest.raises(UnsafeSettingError, match="is not the one of the migrations"):
        refuse_unguarded(database)
