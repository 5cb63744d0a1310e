"""Kept contents: what is kept is what was filed, and only an erasure deletes it."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege

from ledger.application import Ledger
from ledger.contents import LARGEST, Contents
from ledger.database import ERASER, VIEWS, WRITER, connected
from tests.databases import rows, run
from tests.ledger.backups import bring_back, save

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
INSERT = (
    "INSERT INTO ledger.contents (deal, digest, record, content, kept_at, kept_by)"
    " VALUES ('D-1', {digest}, 'r-1', {content}, now(), 'x')"
)


@pytest.fixture
def contents(ledger: Ledger) -> Contents:
    """With one content."""
    kept = Contents(ledger.rows)
    assert kept.keep("D-1", "r-1", b"what was signed", NOW, "test")
    return kept


def test_contents_of_a_deal_are_listed_by_digest(contents: Contents) -> None:
    contents.keep("D-1", "r-2", b"another", NOW, "test")
    contents.keep("D-2", "r-3", b"of another deal", NOW, "test")
    listed = contents.of_deal("D-1")
    digests = sorted(sha256(each).digest() for each in (b"what was signed", b"another"))
    assert [each.digest for each in listed] == digests
    assert contents.content("D-1", listed[0].digest) in {b"what was signed", b"another"}


def test_a_content_belongs_to_its_deal(contents: Contents) -> None:
    assert contents.content("D-2", sha256(b"what was signed").digest()) is None


@pytest.mark.parametrize(
    ("digest", "content"),
    [
        ("sha256('another')", "'what was signed'"),
        (f"sha256(repeat('x', {LARGEST + 1})::bytea)", f"repeat('x', {LARGEST + 1})::bytea"),
    ],
)
def test_the_database_takes_only_what_has_its_digest_and_size(
    database: str, digest: str, content: str
) -> None:
    with pytest.raises(CheckViolation):
        run(database, INSERT.format(digest=digest, content=content))


@pytest.mark.parametrize("role", [WRITER, VIEWS, ERASER])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger.contents SET record = 'other'",
        "DELETE FROM ledger.contents",
        "TRUNCATE ledger.contents",
    ],
)
def test_nobody_may_delete_but_the_function_that_erases(
    contents: Contents, database: str, role: str, change: str
) -> None:
    with connected(database, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change.encode())
    assert contents.of_deal("D-1")


def test_a_backup_has_the_contents(
    contents: Contents, database: str, empty_database: str, tmp_path: Path
) -> None:
    save(database, tmp_path / "backup")
    bring_back(tmp_path / "backup", empty_database)
    asked = "SELECT deal, digest, record, content, kept_at, kept_by FROM ledger.contents"
    assert rows(empty_database, asked) == rows(database, asked)
    assert len(contents.of_deal("D-1")) == 1
