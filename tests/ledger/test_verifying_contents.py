"""Verifying finds a content that is kept and that nobody filed, whoever put it there."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from domain.record import Record
from ledger.application import Ledger
from ledger.contents import Contents
from ledger.proof.verification import Break
from ledger.verifying import verify
from tests.databases import a_ledger, alter, run
from tests.ledger.erasing.erasing import House
from tests.records import BY, a_record

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FILED, RIGHT = b"what was filed", b"what should have been"


def filing_of(content: bytes) -> dict[str, Any]:
    digest = sha256(content).hexdigest()
    return {
        "document": "msa", "name": "msa.txt", "media_type": "text/plain", "sha256": digest,
        "bytes": len(content),
    }  # fmt: skip


def records() -> tuple[Record, ...]:
    return (
        a_record("deal.opened", id="o-1"),
        a_record("document.filed", id="f-1", **filing_of(FILED)),
        a_record("record.corrected", id="c-1", corrects="f-1", data=filing_of(RIGHT)),
        a_record("deal.opened", id="o-2", deal="D-2"),
        a_record("document.filed", id="f-2", deal="D-2", **filing_of(b"of another deal")),
    )


@pytest.fixture
def filed(ledger: Ledger) -> Ledger:
    for each in records():
        ledger.record(each, BY)
    return ledger


def kept(ledger: Ledger, record: str, content: bytes, deal: str = "D-1") -> tuple[Any, ...] | None:
    """Keep it, as the table takes it from anybody; what breaks then."""
    assert Contents(ledger.rows).keep(deal, record, content, NOW, "somebody")
    broken = verify(ledger, lambda _, __: None).broken
    return (broken.rule, broken.position, broken.record) if broken else None


def test_what_was_filed_or_filed_rightly_holds(filed: Ledger) -> None:
    assert kept(filed, "f-1", FILED) is None
    assert kept(filed, "f-1", RIGHT) is None
    assert kept(filed, "f-2", b"of another deal", "D-2") is None


@pytest.mark.parametrize(
    ("record", "content", "position"),
    [
        ("f-1", b"Believe me.", 2),
        ("f-2", b"of another deal", None),
        ("c-1", RIGHT, None),
        ("o-1", FILED, None),
        ("nothing", FILED, None),
    ],
)
def test_what_its_record_does_not_file_is_found(
    filed: Ledger, record: str, content: bytes, position: int | None
) -> None:
    assert kept(filed, record, content) == ("contents", position, record)


def test_many_contents_are_all_looked_at(filed: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.verifying_contents.PAGE", 1)
    assert kept(filed, "f-1", FILED) is None
    assert kept(filed, "f-2", b"of another deal", "D-2") is None
    assert kept(filed, "f-2", FILED, "D-2") == ("contents", 5, "f-2")


NEVER = (
    "CREATE FUNCTION elsewhere.never(bytea, bytea) RETURNS boolean IMMUTABLE LANGUAGE sql"
    " AS 'SELECT false'"
)
DECEIVING = (
    "CREATE SCHEMA elsewhere",
    "GRANT USAGE ON SCHEMA elsewhere TO PUBLIC",
    NEVER,
    "CREATE OPERATOR elsewhere.<> (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = elsewhere.never)",
    "ALTER TABLE ledger.contents DROP CONSTRAINT what_was_filed",
    "UPDATE ledger.contents SET content = 'Another agreement.'",
)


def test_nobody_is_deceived_by_functions_of_a_schema_that_is_searched_first(
    filed: Ledger, database: str
) -> None:
    assert kept(filed, "f-1", FILED) is None
    run(database, *DECEIVING)
    alter(database, "SET search_path = elsewhere, pg_catalog")
    with a_ledger(database, "another") as ledger:
        broken = verify(ledger, lambda _, __: None).broken
    assert broken is not None
    assert (broken.rule, broken.record) == ("contents", "f-1")


SAID_ERASED = "INSERT INTO ledger.erased_contents SELECT digest FROM ledger.contents"
TAKEN_AWAY = (SAID_ERASED, "DELETE FROM ledger.contents")


def test_what_is_said_to_be_erased_where_nothing_ever_was_is_found(
    filed: Ledger, database: str
) -> None:
    assert kept(filed, "f-2", b"of another deal", "D-2") is None
    assert kept(filed, "f-1", RIGHT) is None
    run(database, *TAKEN_AWAY)
    reason = "so many contents are said to be erased: 2, and nothing ever was"
    found = verify(filed, lambda _, __: None)
    assert found.broken == Break("contents", reason, 3, "c-1")


def test_what_is_kept_is_not_erased(filed: Ledger, database: str) -> None:
    assert kept(filed, "f-1", FILED) is None
    run(database, SAID_ERASED)
    found = verify(filed, lambda _, __: None).broken
    assert found == Break("contents", "a content is kept, and said to be erased")


def test_more_than_erasures_took_is_told_and_no_break(
    filed: Ledger, database: str, tmp_path: Path
) -> None:
    assert kept(filed, "f-1", FILED) is None
    filed.record(a_record("participant.assigned", person="nora", name="Nora Novak"), BY)
    House(database, filed, tmp_path).erase("nora", also=())
    assert verify(filed, lambda _, __: None).notes == ()
    run(database, *TAKEN_AWAY)
    found = verify(filed, lambda _, __: None)
    assert found.holds
    [note] = found.notes
    assert note.startswith(
        "So many contents are said to be erased: 1, the first filed at position 2, record f-1; "
        "erasures on record took 0."
    )
