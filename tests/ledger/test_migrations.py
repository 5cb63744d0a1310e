"""The schema goes forward only, one step after the other, and only once."""

from __future__ import annotations

from functools import partial
from itertools import count

import pytest

from ledger import database as migrating
from ledger.application import Ledger
from ledger.database import Migration, SchemaError, Seeds, migrate, migrations
from tests.databases import SEEDS, a_ledger, rows, run
from tests.records import BY, a_record
from tests.threads import at_once

_RAN = "SELECT number, name FROM public.deal_ledger_migrations ORDER BY number"


def _seeds() -> Seeds:
    return SEEDS


def test_migrating_an_empty_database_runs_every_step(empty_database: str) -> None:
    expected = [f"{each.number:04} {each.name}" for each in migrations()]
    assert migrate(empty_database, _seeds) == expected
    assert rows(empty_database, _RAN) == [(each.number, each.name) for each in migrations()]
    assert rows(empty_database, "SELECT origin, size FROM ledger.log") == [(SEEDS.origin, 0)]


def test_migrating_again_runs_nothing_and_keeps_the_name_and_the_secret(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("deal.opened"), BY)
    assert migrate(database, lambda: Seeds("another", b"x" * 32)) == []
    with a_ledger(database, "later") as later:
        assert later.origin == SEEDS.origin
        assert later.size == 1
    assert rows(database, "SELECT fingerprint_key FROM ledger.secret") == [(SEEDS.fingerprint_key,)]


def test_several_who_migrate_at_once_run_each_step_once(empty_database: str) -> None:
    numbers = count(1)

    def seeds() -> Seeds:
        return Seeds(f"ledger-{next(numbers)}", SEEDS.fingerprint_key)

    ran = at_once([partial(migrate, empty_database, seeds) for _ in range(4)])
    assert sorted(map(len, ran)) == [0, 0, 0, len(migrations())]
    assert rows(empty_database, "SELECT origin FROM ledger.log") == [("ledger-1",)]


def test_two_databases_of_one_server_can_be_migrated_at_once(
    server: object, empty_database: str, database: str
) -> None:
    at_once([partial(migrate, url, _seeds) for url in (empty_database, database)])
    assert rows(empty_database, _RAN) == rows(database, _RAN)


def test_a_step_that_was_edited_after_it_ran_is_refused(database: str) -> None:
    run(database, "UPDATE public.deal_ledger_migrations SET digest = 'other' WHERE number = 1")
    with pytest.raises(SchemaError, match="Migration 1 is not the one that ran"):
        migrate(database, _seeds)


def test_a_database_of_a_newer_version_is_refused(database: str) -> None:
    run(database, "INSERT INTO public.deal_ledger_migrations VALUES (9999, 'future', 'x')")
    with pytest.raises(SchemaError, match="newer version"):
        migrate(database, _seeds)


def test_a_step_that_fails_leaves_nothing_of_itself(
    empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Migration(9999, "broken", "CREATE TABLE ledger.half (x int); SELECT 1 / 0;")
    steps = (*migrations(), broken)
    monkeypatch.setattr(migrating, "migrations", lambda: steps)
    with pytest.raises(Exception, match="division by zero"):
        migrate(empty_database, _seeds)
    assert rows(empty_database, "SELECT to_regclass('ledger.entries')") == [(None,)]


def test_the_steps_are_numbered_without_a_gap() -> None:
    assert [each.number for each in migrations()] == [*range(1, len(migrations()) + 1)]
