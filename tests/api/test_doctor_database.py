"""`deal-ledger doctor` looks at a database: every fault is made, found, and mended as it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from psycopg.conninfo import make_conninfo

from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from ledger.outbox.cursor import Cursor
from ledger.outbox.subscriptions import BY_COMMAND, Subscriptions
from ledger.outbox.subscriptions import Wanted as Subscribed
from ledger.tokens import SECRET_BYTES, Tokens, Wanted
from tests.api.examined import examined, here, is_mended, of, states
from tests.databases import alter, run
from tests.projections.views.viewing import followed
from tests.records import BY, statements
from tests.tampering import tamper

HALF_A_GUARD = (
    "CREATE OR REPLACE TRIGGER append_only BEFORE DELETE ON ledger.entries"
    " FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()"
)

GUARD_THAT_ALLOWS = (
    "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN NULL; END $$"
)


def test_a_sound_database_has_nothing_wrong(database: str) -> None:
    findings = examined(database)
    assert states(findings, "wrong") == []
    # It is looked at as its superuser, and nobody has made a token.
    assert states(findings, "warning") == ["user of serve", "tokens"]


@pytest.mark.parametrize(
    "fault",
    [
        "ALTER TABLE ledger.entries DISABLE TRIGGER append_only",
        "ALTER TABLE ledger.entries ENABLE TRIGGER append_only",
        "ALTER TABLE ledger.entries ENABLE REPLICA TRIGGER append_only",
        "DROP TRIGGER append_only ON ledger.entries",
        HALF_A_GUARD,
        GUARD_THAT_ALLOWS,
    ],
)
def test_entries_that_could_be_changed_are_guarded_again(database: str, fault: str) -> None:
    found = is_mended(database, "guard", fault)
    assert "may have been" in found.found
    assert found.mend[0] == "deal-ledger verify"


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE", "UPDATE (state)"])
@pytest.mark.parametrize("role", ["deal_ledger_writer", "deal_ledger_eraser"])
def test_a_right_to_change_entries_is_taken_away(database: str, right: str, role: str) -> None:
    found = is_mended(database, "rights", f"GRANT {right} ON ledger.entries TO {role}")
    assert f"{role} may {right.partition(' ')[0]} on entries" in found.found


@pytest.mark.parametrize(
    "fault",
    [
        "REVOKE SELECT ON ledger.persons FROM deal_ledger_writer",
        "REVOKE INSERT ON ledger.access_log FROM deal_ledger_writer",
        "REVOKE EXECUTE ON FUNCTION ledger.append FROM deal_ledger_writer",
        "REVOKE USAGE ON SCHEMA ledger FROM deal_ledger_writer",
    ],
)
def test_a_right_that_the_writer_needs_is_given_back(database: str, fault: str) -> None:
    assert "lacks rights" in is_mended(database, "rights", fault).found


def test_a_database_that_was_never_migrated_is_told_how(empty_database: str) -> None:
    found = of("schema", examined(empty_database))
    assert found.state == "wrong"
    assert "0001 ledger, 0002 service" in found.found
    assert "deal-ledger migrate" in found.mend[0]


def test_a_migration_that_is_missing_is_named(database: str) -> None:
    run(database, "DELETE FROM public.deal_ledger_migrations WHERE number = 2")
    found = of("schema", examined(database))
    assert (found.state, found.found) == ("wrong", "These migrations did not run: 0002 service.")


def test_a_database_of_a_newer_version_is_not_for_this_program(database: str) -> None:
    run(database, "INSERT INTO public.deal_ledger_migrations VALUES (9999, 'future', 'x')")
    found = of("schema", examined(database))
    assert found.state == "wrong"
    assert "never go back" in found.mend[0]


def test_a_migration_that_was_edited_is_found(database: str) -> None:
    run(database, "UPDATE public.deal_ledger_migrations SET digest = 'other' WHERE number = 1")
    found = of("schema", examined(database))
    assert found.state == "wrong"
    assert "Reinstall an unchanged" in found.mend[0]


@contextmanager
def login(server: EmbeddedServer, name: str, rights: str = "") -> Iterator[str]:
    """A user of the server, by name; dropped after."""
    run(server.url("postgres"), f"CREATE ROLE {name} LOGIN {rights}")
    try:
        yield name
    finally:
        run(server.url("postgres"), f"DROP ROLE {name}")


def test_a_user_who_may_not_act_as_the_writer_is_told_what_to_grant(
    server: EmbeddedServer, database: str
) -> None:
    with login(server, "stranger") as user:
        url = make_conninfo(database, user=user)
        found = of("writer", examined(url))
        assert found.state == "wrong"
        assert found.mend[-1] == 'GRANT deal_ledger_writer TO "stranger";'
        run(database, found.mend[-1])
        assert states(examined(url), "wrong") == []


def test_a_login_that_owns_nothing_may_serve(server: EmbeddedServer, database: str) -> None:
    with login(server, "clerk", "IN ROLE deal_ledger_writer") as user:
        findings = examined(make_conninfo(database, user=user))
        assert of("user of serve", findings).state == "ok"
        assert states(findings, "wrong") == []
        assert states(findings, "warning") == ["views", "tokens"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("ALTER ROLE clerk SUPERUSER", "is a superuser"),
        ("GRANT postgres TO clerk", "is a superuser"),
        ("ALTER TABLE ledger.entries OWNER TO clerk", "owns ledger.entries"),
    ],
)
def test_a_login_that_could_take_the_guards_away_may_not_serve(
    server: EmbeddedServer, database: str, change: str, why: str
) -> None:
    with login(server, "clerk", "IN ROLE deal_ledger_writer") as user:
        run(database, change)
        found = of("user of serve", examined(make_conninfo(database, user=user)))
        run(database, "REASSIGN OWNED BY clerk TO postgres", "DROP OWNED BY clerk")
    assert found.state == "warning"
    assert why in found.found
    assert "CREATE ROLE deal_ledger_app LOGIN" in found.mend[0]


@pytest.mark.parametrize("right", ["INSERT", "UPDATE"])
def test_a_login_with_a_right_to_change_entries_is_wrong_and_told_what_to_revoke(
    server: EmbeddedServer, database: str, right: str
) -> None:
    with login(server, "clerk", "IN ROLE deal_ledger_writer") as user:
        run(database, f"GRANT {right} ON ledger.entries TO clerk")
        url = make_conninfo(database, user=user)
        found = of("user of serve", examined(url))
        assert found.state == "wrong"
        assert f"has the right to {right}" in found.found
        run(database, next(each for each in found.mend if each.startswith("REVOKE")))
        assert of("user of serve", examined(url)).state == "ok"


def test_commits_that_do_not_wait_for_the_disk_are_found(database: str) -> None:
    alter(database, "SET synchronous_commit = off")
    found = of("durability", examined(database))
    assert found.state == "wrong"
    assert "synchronous_commit is off" in found.found


@pytest.mark.parametrize(
    ("check", "setting"),
    [
        ("writable", "default_transaction_read_only = on"),
        ("isolation", "default_transaction_isolation = 'serializable'"),
    ],
)
def test_a_database_that_takes_no_records_is_mended(
    database: str, check: str, setting: str
) -> None:
    name = database.partition("dbname=")[2].split()[0]
    is_mended(database, check, f"ALTER DATABASE {name} SET {setting}")


def test_text_that_is_not_kept_as_utf8_is_found(server: EmbeddedServer) -> None:
    run(server.url("postgres"), "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    try:
        found = of("encoding", examined(server.url("latin")))
    finally:
        run(server.url("postgres"), "DROP DATABASE latin")
    assert found.state == "wrong"
    assert "LATIN1" in found.found


def test_fewer_connections_than_threads_are_found(database: str) -> None:
    found = of("connections", examined(database, DEAL_LEDGER_THREADS="200"))
    assert found.state == "wrong"
    assert found.mend[0] == "DEAL_LEDGER_THREADS=82"
    alter(database, "CONNECTION LIMIT 5")
    assert of("connections", examined(database)).found.startswith("5 may be used")


@pytest.mark.parametrize(
    ("seconds", "state", "says"),
    [(-4, "ok", "agree"), (30, "warning", "30 s behind"), (-90, "wrong", "90 s ahead")],
)
def test_clocks_that_differ_are_found(database: str, seconds: int, state: str, says: str) -> None:
    found = of("clock", examined(database, lambda: here() + timedelta(seconds=seconds)))
    assert found.state == state
    assert says in found.found


def test_a_log_that_counts_other_than_its_entries_is_found(ledger: Ledger, database: str) -> None:
    ledger.record_each(statements(3), BY)
    assert of("entries", examined(database)).found.startswith("3 entries without a gap")
    tamper(database, "UPDATE ledger.log SET size = 4")
    assert (
        "counts 4 entries, but the last has position 3" in of("entries", examined(database)).found
    )
    tamper(
        database, "UPDATE ledger.log SET size = 3", "DELETE FROM ledger.entries WHERE position = 2"
    )
    assert "1 were not found" in of("entries", examined(database)).found


def test_a_ledger_without_its_log_is_found(database: str) -> None:
    run(database, "DELETE FROM ledger.log")
    assert of("entries", examined(database)).state == "wrong"


def test_tokens_that_end_soon_and_admins_without_an_end_are_told(
    ledger: Ledger, database: str
) -> None:
    tokens = Tokens(ledger.rows)
    now = here()
    assert "No token counts" in of("tokens", examined(database)).found
    tokens.create(Wanted("ops", ["admin"]), b"a" * SECRET_BYTES, now)
    soon = Wanted("crm", ["recorder"], expires_at=now + timedelta(days=3))
    tokens.create(soon, b"b" * SECRET_BYTES, now)
    old, _ = tokens.create(Wanted("old", ["reader"]), b"c" * SECRET_BYTES, now)
    tokens.revoke(old.id, now)
    counted, admin, ending = [each for each in examined(database) if each.check == "tokens"]
    assert counted.found.startswith("2 of 3 count")
    assert (admin.state, ending.state) == ("ok", "warning")
    assert "(ops) is an admin's and never expires" in admin.found
    assert "(crm) expires on" in ending.found


def test_a_login_that_may_not_ask_views_is_told_what_to_grant(
    server: EmbeddedServer, database: str
) -> None:
    with login(server, "clerk", "IN ROLE deal_ledger_writer") as user:
        url = make_conninfo(database, user=user)
        found = of("views", examined(url))
        assert found.state == "warning"
        run(database, found.mend[-1])
        mended = of("views", examined(url))
        assert (mended.state, "Still to be built" in mended.found) == ("ok", True)


def test_a_view_that_stands_still_is_wrong(database: str, ledger: Ledger) -> None:
    followed(database, ledger)
    assert "All 6 views follow" in of("views", examined(database)).found
    run(
        database,
        "UPDATE views.status SET failed_at = 7, failed_deal = 'D-1', error = 'KeyError',"
        " since = now() WHERE view = 'pricing'",
    )
    found = of("views", examined(database))
    assert found.state == "wrong"
    assert "pricing stands still" in found.found
    assert "position 7 (deal D-1) raises KeyError" in found.found
    assert found.mend[-1] == "Then: deal-ledger rebuild pricing"


def test_subscriptions_that_fail_or_ended_by_themselves_are_told(
    database: str, ledger: Ledger
) -> None:
    subscriptions = Subscriptions(ledger.rows)
    assert of("subscriptions", examined(database)).state == "ok"
    for id_ in ("well", "fails", "gone", "by-hand", "long-ago"):
        subscriptions.create(Subscribed(id_, "https://crm.example.com", "reader"), "x", here())
    [fails, gone, long_ago] = [subscriptions.get(each) for each in ("fails", "gone", "long-ago")]
    assert fails
    assert gone
    assert long_ago
    cursor = Cursor(ledger.rows)
    cursor.failed(fails, "position 1: 500", here() + timedelta(hours=2))
    cursor.gave_up(gone, "410", "the receiver wants no more", here())
    cursor.gave_up(long_ago, "410", "the receiver wants no more", here() - timedelta(days=15))
    subscriptions.end("by-hand", BY_COMMAND, here())
    found = [each for each in examined(database) if each.check == "subscriptions"]
    assert [each.state for each in found] == ["ok", "warning", "warning"]
    assert found[0].found.startswith("2 of 5 are pushed to")
    assert found[1].found.startswith("fails fails (position 1: 500). It is tried again at ")
    assert found[2].found.startswith("gone ended by itself on ")
    assert found[2].mend[0].endswith("deal-ledger subscription create URL --from 0")


def test_a_rule_by_which_nothing_is_kept_is_told(database: str) -> None:
    run(database, "CREATE RULE quiet AS ON INSERT TO ledger.access_log DO INSTEAD NOTHING")
    found = of("tables", examined(database))
    assert found.state == "wrong"
    assert "ledger.access_log has a rule" in found.found
    run(database, "DROP RULE quiet ON ledger.access_log")
    assert of("tables", examined(database)).state == "ok"


def test_a_function_that_no_migration_made_is_told(database: str) -> None:
    made = "CREATE FUNCTION ledger.another() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    run(database, made)
    found = of("functions", examined(database))
    assert "ledger.another is not the one" in found.found
    run(database, found.mend[-1])
    assert of("functions", examined(database)).state == "ok"


def test_where_the_right_function_is_is_told(database: str) -> None:
    run(database, "DROP FUNCTION ledger.erase")
    found = of("functions", examined(database))
    assert found.state == "wrong"
    assert "ledger/sql/migrations/0011_erasure.sql" in found.mend[-1]
