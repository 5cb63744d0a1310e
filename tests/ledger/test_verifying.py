"""What the superuser of the database changes is found, with the first place that breaks."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from ledger.application import Ledger
from ledger.database import migrate
from ledger.proof.verification import Report
from ledger.stamping.judging import sizes_stamped
from ledger.verifying import verify
from tests.databases import SEEDS, a_ledger
from tests.ledger.eleven import ENTRIES
from tests.tampering import in_bytes, tamper


@pytest.fixture
def database(filled: str) -> str:
    """A copy of the eleven entries, to be tampered with."""
    return filled


def verified(ledger: Ledger) -> Report:
    return verify(ledger, lambda done, total: None)


def test_what_nobody_touched_holds(ledger: Ledger) -> None:
    report = verified(ledger)
    assert report == Report(ENTRIES, ledger.root(), 0, None)
    assert report.holds


class Tampering(NamedTuple):
    """What was done, whether all hashes were made to fit, and where which rule breaks first."""

    statements: list[str]
    rule: str
    position: int | None
    hash_anew: bool = False


def _set(position: int, change: str) -> list[str]:
    return [f"UPDATE ledger.entries SET {change} WHERE position = {position}"]  # noqa: S608


SWAPPED = [
    "UPDATE ledger.entries SET position = 99 WHERE position = 8",
    "UPDATE ledger.entries SET position = 8 WHERE position = 10",
    "UPDATE ledger.entries SET position = 10 WHERE position = 99",
]
DOUBLED = [
    "ALTER TABLE ledger.entries DROP CONSTRAINT entries_pkey",
    "ALTER TABLE ledger.entries DROP CONSTRAINT one_entry_per_record",
    "ALTER TABLE ledger.entries DROP CONSTRAINT one_entry_per_version",
    "INSERT INTO ledger.entries SELECT * FROM ledger.entries WHERE position = 5",
]
ADDED = (
    "INSERT INTO ledger.entries SELECT 12, 'D-9', 1, 'forged', topic, recorded_at, fingerprint,"
    " state, leaf, subtrees FROM ledger.entries WHERE position = 11"
)
OTHER_VALUE = (
    "UPDATE ledger.disclosures SET disclosure = disclosure || 'x',"
    " digest = sha256(convert_to(disclosure || 'x', 'UTF8')) WHERE position = 6"
)
OTHER_PERSON = (
    "UPDATE ledger.persons SET disclosure = 'x', digest = sha256('x') WHERE person = 'carla'"
)
MOVED_BACK = [
    in_bytes(8, '"recorded_at":"2', '"recorded_at":"1'),
    *_set(8, "recorded_at = recorded_at - interval '1000 years'"),
]
SKIPPED = [
    in_bytes(11, '"version":7}', '"version":8}'),
    *_set(11, "originator_version = 8"),
]
COPY_OF_A_VALUE = "SELECT 77, digest, disclosure FROM ledger.disclosures WHERE position = 6"
SAID_ERASED = (
    "INSERT INTO ledger.erased SELECT position, digest, '[]' FROM ledger.disclosures"
    " WHERE position = 6"
)
AS_IF_ERASED = [
    SAID_ERASED,
    "DELETE FROM ledger.disclosures WHERE position = 6",
]
OTHER_CONTENT = [
    "ALTER TABLE ledger.contents DROP CONSTRAINT what_was_filed",
    "INSERT INTO ledger.contents SELECT 'D-1', sha256('one'), 'r-3', 'another', now(), 'somebody'",
]
TAMPERINGS = {
    "one word of a text": Tampering([in_bytes(5, "twelve", "ninety")], "leaf", 5),
    "a text and its leaf": Tampering(
        [in_bytes(5, "twelve", "ninety"), *_set(5, r"leaf = sha256('\x00'::bytea || state)")],
        "subtrees",
        6,
    ),
    "the last text and its leaf": Tampering(
        [in_bytes(11, "twelve", "ninety"), *_set(11, r"leaf = sha256('\x00'::bytea || state)")],
        "log",
        None,
    ),
    "a text and every hash": Tampering([in_bytes(5, "twelve", "ninety")], "prev", 6, True),
    "bytes that are no entry": Tampering(_set(7, "state = 'rubbish'"), "form", 7),
    "bytes that are no entry, and every hash": Tampering(
        _set(7, r"state = '\xff00'"), "form", 7, True
    ),
    "a space in the bytes, and every hash": Tampering(
        [in_bytes(5, '"clause":', '"clause": ')], "form", 5, True
    ),
    "a leaf": Tampering(_set(9, "leaf = sha256('x')"), "leaf", 9),
    "a kept subtree": Tampering(_set(8, "subtrees = ''"), "subtrees", 8),
    "an entry taken out": Tampering(
        ["DELETE FROM ledger.entries WHERE position = 7"], "position", 7
    ),
    "the first entry taken out": Tampering(
        ["DELETE FROM ledger.entries WHERE position = 1"], "position", 1
    ),
    "the last entry taken out": Tampering(
        ["DELETE FROM ledger.entries WHERE position = 11"], "log", 11
    ),
    "all entries taken out": Tampering(["TRUNCATE ledger.entries"], "log", 1),
    "an entry put in at the end": Tampering([ADDED], "subtrees", 12),
    "an entry put in at the end, and every hash": Tampering([ADDED], "columns", 12, True),
    "an entry put in twice": Tampering(DOUBLED, "position", 6),
    "two entries swapped": Tampering(SWAPPED, "subtrees", 8),
    "two entries swapped, and every hash": Tampering(SWAPPED, "columns", 8, True),
    "the deal of a row": Tampering(_set(8, "originator_id = 'D-3'"), "columns", 8),
    "the version of a row": Tampering(_set(8, "originator_version = 50"), "columns", 8),
    "the record id of a row": Tampering(_set(8, "event_id = 'other'"), "columns", 8),
    "the type of a row": Tampering(_set(8, "topic = 'deal.closed'"), "columns", 8),
    "the time of a row": Tampering(
        _set(8, "recorded_at = recorded_at - interval '1 microsecond'"), "columns", 8
    ),
    "an endless time": Tampering(_set(8, "recorded_at = 'infinity'"), "columns", 8),
    "the time in the bytes too, and every hash": Tampering(MOVED_BACK, "clock", 8, True),
    "a version left out, and every hash": Tampering(SKIPPED, "version", 11, True),
    "another log's entry, and every hash": Tampering(
        [in_bytes(4, "ledger.example/tests", "ledger.example/other")], "origin", 4, True
    ),
    "a value beside an entry": Tampering(
        ["UPDATE ledger.disclosures SET disclosure = disclosure || 'x' WHERE position = 6"],
        "disclosures",
        6,
    ),
    "a value and its digest": Tampering([OTHER_VALUE], "disclosures", 6),
    "a value that cannot be text of a digest": Tampering(
        ["UPDATE ledger.disclosures SET disclosure = 'ü' WHERE position = 6"], "disclosures", 6
    ),
    "a value moved to another entry": Tampering(
        ["UPDATE ledger.disclosures SET position = 3 WHERE position = 6"], "disclosures", 3
    ),
    "a value beside nothing": Tampering(
        [f"INSERT INTO ledger.disclosures {COPY_OF_A_VALUE}"], "strays", 77
    ),
    "a value taken out": Tampering(
        ["DELETE FROM ledger.disclosures WHERE position = 6"], "erased", 6
    ),
    "a value taken out as if erased": Tampering(AS_IF_ERASED, "erased", None),
    "a mark beside no entry": Tampering(
        ["INSERT INTO ledger.marks VALUES (77, 'r-8', 'none')"], "marks", 77
    ),
    "a mark beside an entry that is none": Tampering(
        ["INSERT INTO ledger.marks VALUES (8, 'r-8', 'attorney_client')"], "marks", 8
    ),
    "the content of a document": Tampering(OTHER_CONTENT, "contents", 3),
    "a person's name": Tampering(
        ["UPDATE ledger.persons SET person = 'charlie' WHERE person = 'carla'"], "persons", None
    ),
    "a person's disclosure": Tampering(
        ["UPDATE ledger.persons SET disclosure = 'x' WHERE person = 'carla'"], "persons", None
    ),
    "a person's disclosure and digest": Tampering([OTHER_PERSON], "persons", None),
    "the log's size": Tampering(["UPDATE ledger.log SET size = 10"], "log", 11),
    "the log's frontier": Tampering(
        ["UPDATE ledger.log SET frontier[1] = sha256('x')"], "log", None
    ),
    "the log's clock": Tampering(["UPDATE ledger.log SET recorded_at = '2020-01-01'"], "log", None),
    "the log's name": Tampering(["UPDATE ledger.log SET origin = 'other'"], "origin", 1),
    "the log itself": Tampering(["DELETE FROM ledger.log"], "log", None),
}


BESIDE = {"log", "persons", "strays", "marks", "contents"}
"""Rules of what stands beside entries that hold."""


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_tampered_with_is_found_at_its_first_place(
    ledger: Ledger, database: str, name: str
) -> None:
    done = TAMPERINGS[name]
    tamper(database, *done.statements, hash_anew=done.hash_anew)
    found = verified(ledger)
    assert not found.holds
    assert found.broken is not None
    assert (found.broken.rule, found.broken.position) == (done.rule, done.position)
    assert found.broken.reason
    if done.rule not in BESIDE and done.position:
        assert found.entries == done.position - 1


def test_without_the_row_of_the_log_it_can_still_be_opened_and_said(database: str) -> None:
    tamper(database, "DELETE FROM ledger.log")
    assert migrate(database, lambda: SEEDS) == []
    with a_ledger(database, "anew") as opened:
        assert sizes_stamped(opened) == set()
        found = verified(opened)
    assert found.broken is not None
    assert found.broken.rule == "log"
