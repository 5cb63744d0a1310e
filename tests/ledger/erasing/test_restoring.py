"""A backup from before an erasure does not bring the person back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg.errors import InsufficientPrivilege

from ledger.backup.erasing import Again
from ledger.database import ERASER
from ledger.embedded import EmbeddedServer
from ledger.erasing.kept_list import ListError, add_to_list, file_in, read_list
from ledger.erasing.scanning import scan_database
from ledger.verifying import verify
from tests.databases import MIGRATED, a_database, a_ledger, counted_salts, rows, run
from tests.ledger.backups import bring_back, save
from tests.ledger.erasing.erasing import VALUES, House

QUIET = lambda done, total: None  # noqa: E731


@pytest.fixture
def target(server: EmbeddedServer) -> Iterator[str]:
    """An empty ledger to restore into."""
    with a_database(server, MIGRATED) as url:
        yield url


def test_a_restore_erases_again_what_was_erased_since(
    house: House, target: str, tmp_path: Path
) -> None:
    file = tmp_path / "before.backup"
    save(house.url, file)
    house.erase()
    erasures = read_list(file_in(house.home))
    bring_back(file, target, again=Again(erasures, counted_salts("again")))
    assert scan_database(target, VALUES).met == []
    with a_ledger(target, "restored") as ledger:
        [former], [again] = (
            [each.event for each in of.entries("/organisation") if each.id == "erasure:1"]
            for of in (house.ledger, ledger)
        )
        assert again == former
        assert verify(ledger, QUIET).holds
        sent = next(
            each for each in ledger.entries("D-1") if each.event.stored_as == "message.sent"
        )
        assert sent.record.as_sent()["data"]["words"] == "[erased]"


def test_an_erasure_that_is_done_again_counts_what_it_took_there(
    house: House, target: str, tmp_path: Path
) -> None:
    file = tmp_path / "before.backup"
    save(house.url, file)
    house.record("message.sent", message="M9", to=["vera"], words="Carla Klein, once more.")
    done = house.erase()
    bring_back(file, target, again=Again(read_list(file_in(house.home)), counted_salts("again")))
    [(taken,)] = rows(target, "SELECT count(*) FROM ledger.erased")
    with a_ledger(target, "restored") as ledger:
        entry = ledger.entry("erasure:1")
        assert entry
        counts = {each.kind: each.count for each in entry.event.erased}  # type: ignore[attr-defined]
        assert counts["values"] == taken < done.rows.counts["values"]
        assert counts["persons"] == done.rows.counts["persons"]
        assert verify(ledger, QUIET).holds
        # One more that goes quietly is one too many.
        run(
            target,
            "WITH gone AS (DELETE FROM ledger.disclosures WHERE digest = (SELECT d.digest FROM"
            " ledger.disclosures d JOIN ledger.entries e USING (position)"
            " WHERE topic LIKE 'message.sent%' ORDER BY position, d.digest LIMIT 1)"
            " RETURNING position, digest) INSERT INTO ledger.erased SELECT *, '[]' FROM gone",
        )
        broken = verify(ledger, QUIET).broken
        assert broken
        assert broken.rule == "erased"


def test_without_the_list_the_person_is_back(house: House, target: str, tmp_path: Path) -> None:
    file = tmp_path / "before.backup"
    save(house.url, file)
    house.erase()
    bring_back(file, target)
    assert scan_database(target, VALUES).met


def test_an_erasure_that_the_backup_knows_is_not_done_again(
    house: House, target: str, tmp_path: Path
) -> None:
    house.erase()
    file = tmp_path / "after.backup"
    save(house.url, file)
    bring_back(file, target, again=Again(read_list(file_in(house.home)), counted_salts("again")))
    assert rows(target, "SELECT size, erasures FROM ledger.log") == rows(
        house.url, "SELECT size, erasures FROM ledger.log"
    )
    assert scan_database(target, VALUES).met == []


def test_the_list_of_another_ledger_does_nothing(house: House, target: str, tmp_path: Path) -> None:
    house.erase()
    [rows_] = read_list(file_in(house.home))
    others = rows_.model_copy(update={"log": "ledger.example/other", "record": "erasure:9"})
    file = tmp_path / "after.backup"
    save(house.url, file)
    bring_back(file, target, again=Again([others], counted_salts("again")))
    assert rows(target, "SELECT erasures FROM ledger.log") == [(1,)]


def test_the_list_holds_digests_and_nobody(house: House) -> None:
    house.erase()
    text = file_in(house.home).read_text(encoding="utf-8")
    for value in VALUES:
        assert value.lower() not in text.lower()
    assert file_in(house.home).stat().st_mode & 0o077 == 0


def test_an_erasure_that_fails_is_not_on_the_list(house: House) -> None:
    run(house.url, f"REVOKE EXECUTE ON FUNCTION ledger.erase FROM {ERASER}")
    with pytest.raises(InsufficientPrivilege):
        house.erase()
    assert read_list(file_in(house.home)) == []
    assert house.found()


def test_a_line_that_was_cut_off_counts_for_nothing_and_is_written_over(house: House) -> None:
    house.erase()
    file = file_in(house.home)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:40])
    assert len(read_list(file)) == 1
    [done] = read_list(file)
    add_to_list(file, [done, done.model_copy(update={"record": "erasure:2"})])
    assert [each.record for each in read_list(file)] == ["erasure:1", "erasure:2"]


def test_something_else_is_no_list(tmp_path: Path) -> None:
    file = tmp_path / "erasures.jsonl"
    assert read_list(file) == []
    file.write_text('{"format": 2}\n')
    with pytest.raises(ListError):
        read_list(file)
