"""A backup fits the schema that it was made of, and later ones; tables of any kind come along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import database as migrating
from ledger.application import Ledger
from ledger.backup.packing import Member
from ledger.database import Migration, SchemaError, migrate, migrations
from ledger.embedded import EmbeddedServer
from tests.databases import MIGRATED, SEEDS, a_database, rows, run
from tests.ledger.backups import bring_back, contents, fill, rewrite, save

NEXT = migrations()[-1].number + 1
TOLD = Migration(
    NEXT,
    "told",
    "CREATE TABLE ledger.told AS SELECT size FROM ledger.log; ALTER TABLE ledger.log ADD note text",
)
TABLES = Migration(
    NEXT,
    "tables",
    """
    CREATE TABLE ledger.z_parent (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
    CREATE TABLE ledger."A child" (
        id bigserial PRIMARY KEY, parent bigint NOT NULL REFERENCES ledger.z_parent,
        "of, it" text, twice bigint GENERATED ALWAYS AS (id * 2) STORED,
        before bigint REFERENCES ledger."A child"
    );
    CREATE TABLE ledger.parts (day date NOT NULL, amount numeric, raw bytea, at timestamptz)
        PARTITION BY RANGE (day);
    CREATE TABLE ledger.parts_2026 PARTITION OF ledger.parts
        FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE TABLE ledger.preset (name text); INSERT INTO ledger.preset VALUES ('from the migration');
    """,
)
ROWS = (
    "INSERT INTO ledger.z_parent (name) VALUES ('one'), (NULL), ('')",
    r"""INSERT INTO ledger."A child" (parent, "of, it", before) VALUES
        (3, E'tab\t, line\n, back\\slash, \\.', 1), (1, '\N', NULL), (2, E'\\.\n\\.', 2)""",
    "INSERT INTO ledger.parts VALUES ('2026-02-03', 1.10, '\\x00ff', '2026-02-03 04:05:06.789+05')",
    "INSERT INTO ledger.parts VALUES ('2026-02-04', 'NaN', '', 'infinity')",
    "DELETE FROM ledger.z_parent WHERE id = 99",
    "SELECT nextval('ledger.z_parent_id_seq')",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup is to be."""
    return tmp_path / "ledger.backup"


@pytest.fixture
def target(server: EmbeddedServer) -> Iterator[str]:
    """A migrated database that holds nothing, beside the test's own."""
    with a_database(server, MIGRATED) as url:
        yield url


def known(monkeypatch: pytest.MonkeyPatch, *steps: Migration) -> None:
    """From now on the program has these migrations."""
    monkeypatch.setattr(migrating, "migrations", lambda: steps)


@pytest.mark.parametrize("already_migrated", [False, True])
def test_migrations_that_came_later_treat_what_was_saved(
    ledger: Ledger,
    database: str,
    empty_database: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    already_migrated: bool,
) -> None:
    fill(ledger)
    save(database, file)
    known(monkeypatch, *migrations(), TOLD)
    if already_migrated:
        migrate(empty_database, lambda: SEEDS)
        run(empty_database, "DELETE FROM ledger.told")
    bring_back(file, empty_database)
    assert rows(empty_database, "SELECT size FROM ledger.told") == [(12,)]
    assert rows(empty_database, "SELECT max(number) FROM deal_ledger_migrations") == [(NEXT,)]
    assert migrate(empty_database, lambda: SEEDS) == []


def test_a_target_of_an_older_step_is_brought_to_that_of_the_backup(
    database: str, target: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(monkeypatch, *migrations(), TOLD)
    migrate(database, lambda: SEEDS)
    save(database, file)
    bring_back(file, target)
    assert contents(target) == contents(database)


def test_tables_of_any_kind_are_found_and_numbers_go_on(
    ledger: Ledger,
    database: str,
    empty_database: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(ledger)
    known(monkeypatch, *migrations(), TABLES)
    migrate(database, lambda: SEEDS)
    run(database, *ROWS)
    manifest = save(database, file)
    held = {table.name: table.rows for table in manifest.tables}
    assert held | {"A child": 3, "z_parent": 3, "parts": 2, "preset": 1} == held
    bring_back(file, empty_database)
    assert contents(empty_database) == contents(database)
    for url in (database, empty_database):
        next_ = "INSERT INTO ledger.z_parent (name) VALUES ('next') RETURNING id"
        assert rows(url, next_) == [(5,)]
        next_ = 'INSERT INTO ledger."A child" (parent) VALUES (1) RETURNING id, twice'
        assert rows(url, next_) == [(4, 8)]


def test_what_the_session_s_settings_are_does_not_matter(
    database: str, empty_database: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(monkeypatch, *migrations(), TABLES)
    migrate(database, lambda: SEEDS)
    run(database, *ROWS)
    strange = (
        "-c bytea_output=escape -c datestyle=SQL,DMY -c timezone=Asia/Tokyo"
        " -c statement_timeout=30s -c extra_float_digits=-5"
    )
    save(f"{database} options='{strange}'", file)
    bring_back(file, f"{empty_database} options='-c datestyle=German -c timezone=America/Lima'")
    assert contents(empty_database) == contents(database)


def test_a_backup_of_a_newer_version_is_refused(
    database: str, target: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        known(newer, *migrations(), TOLD)
        migrate(database, lambda: SEEDS)
        save(database, file)
    before = contents(target)
    with pytest.raises(SchemaError, match=rf"newer version \(step {NEXT}\): use that version"):
        bring_back(file, target)
    assert contents(target) == before


def test_a_backup_of_a_newer_form_is_refused(database: str, target: str, file: Path) -> None:
    save(database, file)

    def newer(members: list[Member]) -> list[Member]:
        manifest = {**json.loads(members[0][1]), "format": 2, "more": "than is known"}
        return [(members[0][0], json.dumps(manifest).encode()), *members[1:]]

    rewrite(file, newer)
    with pytest.raises(SchemaError, match=r"newer version \(format 2\)"):
        bring_back(file, target)


def test_a_backup_whose_migration_was_another_is_refused(
    database: str, target: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(database, file)
    first, *others = migrations()
    known(monkeypatch, Migration(1, first.name, first.text + "-- edited"), *others)
    with pytest.raises(SchemaError, match="Migration 1 is not the one that the backup knows"):
        bring_back(file, target)


def test_a_target_of_a_newer_version_is_refused(database: str, target: str, file: Path) -> None:
    save(database, file)
    run(target, "INSERT INTO public.deal_ledger_migrations VALUES (9999, 'future', 'x')")
    with pytest.raises(SchemaError, match="newer version"):
        bring_back(file, target)
