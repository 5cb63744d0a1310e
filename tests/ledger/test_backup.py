"""A restored ledger is the one that was backed up; a failed restore leaves nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

from ledger import database as migrating
from ledger.application import Ledger
from ledger.backup import dump, load
from ledger.backup.manifest import BackupError
from ledger.backup.packing import Member
from ledger.database import SchemaError, connected
from ledger.embedded import EmbeddedServer
from ledger.verifying import verify
from tests.databases import MIGRATED, SEEDS, a_database, a_ledger, rows, run
from tests.ledger.backups import bring_back, contents, fill, quietly, rewrite, save
from tests.records import BY, a_record, number_anew
from tests.tampering import in_bytes, tamper
from tests.threads import at_once


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup is to be."""
    return tmp_path / "ledger.backup"


@pytest.fixture
def target(server: EmbeddedServer) -> Iterator[str]:
    """A migrated database that holds nothing, beside the test's own."""
    with a_database(server, MIGRATED) as url:
        yield url


def nothing(url: str) -> bool:
    """Whether a database has no ledger, not even an empty one."""
    [found] = rows(url, "SELECT to_regnamespace('ledger'), to_regclass('deal_ledger_migrations')")
    return found == (None, None)


def test_everything_is_there_again_in_a_database_that_was_never_migrated(
    ledger: Ledger, database: str, empty_database: str, file: Path
) -> None:
    fill(ledger)
    manifest = save(database, file)
    bring_back(file, empty_database)
    assert contents(empty_database) == contents(database)
    assert (manifest.origin, manifest.size) == (SEEDS.origin, 12)
    with a_ledger(empty_database, "restored") as restored:
        assert (restored.origin, restored.size, restored.root()) == (*manifest.head,)
        assert restored.root() == ledger.root()
        assert list(restored.in_order()) == list(ledger.in_order())
        assert verify(restored, lambda done, total: None).broken is None


def test_what_is_sent_again_is_recognised_and_the_ledger_goes_on(
    ledger: Ledger, database: str, target: str, file: Path
) -> None:
    fill(ledger)
    save(database, file)
    bring_back(file, target)
    with a_ledger(target, "restored") as restored:
        number_anew()
        fill(restored)
        assert restored.size == ledger.size
        assert restored.root() == ledger.root()
        assert restored.record(a_record("clause.revised"), BY).position == 13
        assert verify(restored, lambda done, total: None).broken is None


def test_an_empty_ledger_keeps_its_name_and_its_secret(
    database: str, empty_database: str, file: Path
) -> None:
    save(database, file)
    bring_back(file, empty_database)
    assert contents(empty_database) == contents(database)


def test_a_backup_while_others_record_is_what_the_ledger_was_at_one_moment(
    ledger: Ledger, database: str, empty_database: str, file: Path
) -> None:
    fill(ledger)

    def write(deal: str) -> None:
        for number in range(60):
            record = a_record("message.sent", deal=deal, message=f"M{number}", to=[deal])
            ledger.record(record, BY)

    def back_up_meanwhile() -> None:
        for number in range(3):
            save(database, file.with_name(f"{number}"))

    writers: list[Callable[[], None]] = [partial(write, f"W-{number}") for number in range(4)]
    at_once([back_up_meanwhile, *writers])
    save(database, file)
    for each in (*(file.with_name(f"{number}") for number in range(3)), file):
        bring_back(each, empty_database)
        with a_ledger(empty_database, "restored") as restored:
            assert restored.root() == ledger.root(restored.size)
            assert verify(restored, lambda done, total: None).broken is None
        run(
            empty_database,
            "DROP SCHEMA ledger CASCADE",
            "DROP TABLE public.deal_ledger_migrations",
        )


def test_a_table_larger_than_one_piece_is_whole(
    ledger: Ledger,
    database: str,
    empty_database: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dump, "PIECE", 2_000)
    fill(ledger)
    told: list[tuple[str, int, int]] = []
    save(database, file, progress=lambda *each: told.append(each))
    bring_back(file, empty_database, progress=lambda *each: told.append(each))
    assert contents(empty_database) == contents(database)
    for what in ("Checking the tree", "Saving", "Reading the file", "Loading"):
        done, total = [each[1:] for each in told if each[0] == what][-1]
        assert done == total > 0


def test_a_ledger_that_was_tampered_with_is_not_backed_up(
    ledger: Ledger, database: str, file: Path
) -> None:
    fill(ledger)
    tamper(database, in_bytes(2, "clause.added", "clause.vexed"))
    with pytest.raises(BackupError, match="entry 2 has another leaf"):
        save(database, file)
    assert list(file.parent.iterdir()) == []


def test_a_database_without_a_ledger_is_not_backed_up(empty_database: str, file: Path) -> None:
    with pytest.raises(SchemaError, match="holds no ledger"):
        save(empty_database, file)


HOLDING = {
    "an entry": None,
    "a token": "INSERT INTO ledger.tokens (token, name, secret_digest, roles, created_at)"
    " VALUES ('t', 'n', sha256(''), '{reader}', now())",
    "a person": "INSERT INTO ledger.persons VALUES ('ana', sha256(''), 'x')",
}


@pytest.mark.parametrize("what", HOLDING)
def test_a_target_that_holds_anything_is_refused_and_stays_as_it_is(
    ledger: Ledger, database: str, target: str, file: Path, what: str
) -> None:
    fill(ledger)
    save(database, file)
    if statement := HOLDING[what]:
        run(target, statement)
    else:
        with a_ledger(target, "other") as other:
            other.record(a_record("deal.opened"), BY)
    before = contents(target)
    with pytest.raises(BackupError, match="already holds something"):
        bring_back(file, target)
    assert contents(target) == before


def test_a_schema_of_somebody_else_is_left_alone(
    database: str, empty_database: str, file: Path
) -> None:
    save(database, file)
    run(empty_database, "CREATE SCHEMA ledger")
    with pytest.raises(BackupError, match="not ours"):
        bring_back(file, empty_database)


def test_a_target_in_use_is_refused(
    database: str, target: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(database, file)
    monkeypatch.setattr(load, "PATIENCE", 0.2)
    with a_ledger(target, "serving") as serving:
        assert serving.size == 0
        with pytest.raises(BackupError, match="other session"):
            bring_back(file, target)


def test_somebody_who_only_watches_is_in_nobody_s_way(
    database: str, target: str, file: Path
) -> None:
    save(database, file)
    run(database, "CREATE ROLE watcher LOGIN")
    try:
        with connected(target.replace("user=postgres", "user=watcher")):
            bring_back(file, target)
    finally:
        run(database, "DROP ROLE watcher")
    assert contents(target) == contents(database)


def test_a_server_that_is_too_old_is_refused(
    database: str, empty_database: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(database, file)
    monkeypatch.setattr(migrating, "OLDEST_SERVER", 990_000)
    with pytest.raises(SchemaError, match="too old"):
        bring_back(file, empty_database)


def without(name: str) -> Callable[[list[Member]], list[Member]]:
    return lambda members: [each for each in members if name not in each[0]]


def within(name: str, old: bytes, new: bytes) -> Callable[[list[Member]], list[Member]]:
    def change(members: list[Member]) -> list[Member]:
        changed = [(at, c.replace(old, new, 1) if name in at else c) for at, c in members]
        assert changed != members
        return changed

    return change


def twice(name: str) -> Callable[[list[Member]], list[Member]]:
    return lambda members: [each for each in members for _ in range(1 + (name in each[0]))]


def a_row_less(table: str, *, counted: bool = False) -> Callable[[list[Member]], list[Member]]:
    def change(members: list[Member]) -> list[Member]:
        (name, content), *others = members
        manifest = json.loads(content)
        for each in manifest["tables"] if counted else []:
            each["rows"] -= each["name"] == table
        head = (name, json.dumps(manifest).encode())
        return [head, *((at, less(c) if table in at else c) for at, c in others)]

    def less(content: bytes) -> bytes:
        return b"".join(content.splitlines(keepends=True)[:-1])

    return change


UNSOUND: dict[str, tuple[str, Callable[[list[Member]], list[Member]]]] = {
    "cut short": ("not whole", without("end")),
    "a table is missing": ("not whole", without("tables/persons")),
    "an entry's bytes": ("entry 1 has another leaf", within("entries", rb"\\x7b", rb"\\x7d")),
    "a row less": ("not whole", a_row_less("entries")),
    "an entry less": (r"entry \d+ is missing|there are 11", a_row_less("entries", counted=True)),
    "another name": ("another ledger", within("tables/log", b"example", b"elsewhere")),
    "another root": ("another ledger", within("manifest", b'"root": "', b'"root": "0')),
    "another size": ("states 13", within("tables/log", b"\t12\t", b"\t13\t")),
    "no log": ("not whole", without("tables/log")),
    "rows twice": ("duplicate key", twice("tables/entries")),
    "after the end": ("more than", lambda members: [*members, members[-2]]),
    "more than is known": ("more than", lambda members: [*members[:1], ("k", b""), *members[1:]]),
    "no manifest": ("something else", without("manifest")),
    "an empty manifest": ("something else", lambda members: [(members[0][0], b"{}"), *members[1:]]),
    "nothing": ("something else", lambda members: []),
}  # fmt: skip


@pytest.mark.parametrize("what", UNSOUND)
def test_nothing_of_what_does_not_hold_is_restored(
    ledger: Ledger, database: str, empty_database: str, file: Path, what: str
) -> None:
    fill(ledger)
    save(database, file)
    reason, change = UNSOUND[what]
    if what == "another root":
        root = ledger.root().hex().encode()
        change = within("manifest", root, b"0" * 64)
    rewrite(file, change)
    with pytest.raises((BackupError, psycopg.Error), match=reason):
        bring_back(file, empty_database)
    assert nothing(empty_database)


def test_a_restore_whose_connection_is_lost_leaves_nothing(
    ledger: Ledger, database: str, empty_database: str, file: Path
) -> None:
    fill(ledger)
    save(database, file)

    def lose(what: str, done: int, total: int) -> None:
        if what == "Loading":
            with connected(database) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    (empty_database.rpartition("=")[2],),
                )

    with pytest.raises(psycopg.OperationalError):
        bring_back(file, empty_database, lose)
    assert nothing(empty_database)
    bring_back(file, empty_database, quietly)
    assert contents(empty_database) == contents(database)


def test_an_interrupted_restore_leaves_nothing(
    ledger: Ledger, database: str, target: str, file: Path
) -> None:
    fill(ledger)
    save(database, file)
    before = contents(target)

    def interrupt(what: str, done: int, total: int) -> None:
        if what == "Loading":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_back(file, target, interrupt)
    assert contents(target) == before
