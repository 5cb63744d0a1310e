"""Backups for tests: in earnest, but for the slow sealing of a key, which is done once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

from ledger.application import Ledger
from ledger.backup import archive, sealing
from ledger.backup.dump import Wanted, backup
from ledger.backup.erasing import Again
from ledger.backup.load import opened_backup, restore
from ledger.backup.manifest import Manifest, Progress
from ledger.backup.packing import Member, packed, unpacked
from tests.databases import rows
from tests.records import BY, a_record

PASSPHRASE = "what nobody guesses"
MADE_AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
_new_key, _key_of = cache(sealing.new_key), cache(sealing.key_of)


def quietly(what: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


@contextmanager
def one_key() -> Iterator[None]:
    """Every backup with a passphrase has the same key: sealing one takes more than a second."""
    with patch.object(archive, "new_key", _new_key), patch.object(archive, "key_of", _key_of):
        yield


def save(
    url: str,
    file: Path,
    *,
    progress: Progress = quietly,
    replace: bool = False,
    signer: Mapping[str, bytes] | None = None,
) -> Manifest:
    """Back up a database, and the files of its signer."""
    with one_key():
        return backup(url, Wanted(file, PASSPHRASE, MADE_AT, replace, signer or {}), progress)


def bring_back(
    file: Path, url: str, progress: Progress = quietly, again: Again | None = None
) -> dict[str, bytes]:
    """Restore into a database; gives the files of the signer that came with it."""
    with one_key(), opened_backup(file, PASSPHRASE, progress) as saved:
        return restore(url, saved, progress, again).signer


def members_of(file: Path) -> list[Member]:
    """What was saved, member by member."""
    with one_key(), archive.opened_archive(file, PASSPHRASE, quietly) as plaintext:
        return list(unpacked(plaintext))


def write_members(file: Path, members: Iterable[Member]) -> None:
    """A file that is sound as such, whatever its members hold."""
    with one_key(), file.open("w+b") as out, closing(packed(members, MADE_AT)) as plaintext:
        archive.write_archive(out, PASSPHRASE, MADE_AT, plaintext)


def rewrite(file: Path, change: Callable[[list[Member]], list[Member]]) -> None:
    """Change what was saved, as only somebody who knows the passphrase can."""
    write_members(file, change(members_of(file)))


def fill(ledger: Ledger) -> None:
    """Record a deal with persons and committed words, and a repeated value in some others."""
    ledger.record(a_record("deal.opened"), BY)
    ledger.record(a_record("clause.added"), BY)
    ledger.record(a_record("message.sent", words="Löschen\tkann\\. man\nnichts."), BY)
    for number in range(9):
        ledger.record(a_record("value.reported", deal=f"D-{number % 3}"), BY)


def contents(url: str) -> dict[str, list[str]]:
    """All rows of all tables of the ledger, as text."""
    tables = rows(
        url,
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'ledger'::regnamespace"
        " AND relkind IN ('r', 'p') AND NOT relispartition",
    )
    return {
        name: sorted(row for (row,) in rows(url, f'SELECT t::text FROM ledger."{name}" t'))  # noqa: S608
        for (name,) in tables
    }
