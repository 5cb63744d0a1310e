"""Marks of privilege in a real ledger: however an entry is read, it is as it is marked now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg.errors import InsufficientPrivilege

from domain.record import ORGANISATION, Entry, Record
from domain.refusals import RecordIdReused
from ledger.application import Ledger
from ledger.database import ROLES, connected
from ledger.verifying import verify
from tests.databases import a_ledger, rows, run
from tests.records import BY, DEAL, a_clause, a_record


def mark(record: str, as_: str = "attorney_client", **more: object) -> Record:
    return a_record("privilege.marked", record=record, privilege_=as_, **more)


@pytest.fixture
def marked(ledger: Ledger) -> Ledger:
    """A ledger with a wording that was read before it was marked."""
    ledger.record(a_clause(id="c"), BY)
    assert ledger.entries(DEAL)[0].privilege == "none"
    ledger.record(mark("c", id="m"), BY)
    return ledger


def ways(ledger: Ledger) -> Iterator[Entry]:
    """The first entry, in every way in which it can be read."""
    size = ledger.size
    found = ledger.entry("c")
    assert found
    yield found
    yield ledger.entries(DEAL)[0]
    yield ledger.entries(DEAL, 1)[0]
    yield ledger.read(DEAL, size)[0]
    yield next(ledger.in_order())
    yield next(ledger.in_order(0, 1))


def test_however_it_is_read_it_is_as_it_is_marked(marked: Ledger, database: str) -> None:
    assert {each.privilege for each in ways(marked)} == {"attorney_client"}
    with a_ledger(database, "another process") as other:
        assert {each.privilege for each in ways(other)} == {"attorney_client"}
    marked.record(mark("c", "none"), BY)
    assert {each.privilege for each in ways(marked)} == {"none"}


def test_another_process_sees_a_mark_in_what_it_keeps(marked: Ledger, database: str) -> None:
    with a_ledger(database, "another process") as other:
        assert other.entries(DEAL)[0].privilege == "attorney_client"
        marked.record(mark("c", "confidential"), BY)
        assert other.entries(DEAL)[0].privilege == "confidential"


def test_what_every_deal_is_read_for_once_knows_no_mark_after_its_position(marked: Ledger) -> None:
    assert marked.read(DEAL, 1)[0].privilege == "none"


def test_a_correction_that_comes_later_is_as_private(marked: Ledger) -> None:
    data = {"clause": "4.2", "heading": "Discount", "text": "Ten percent."}
    fix = a_record("record.corrected", id="x", deal=DEAL, corrects="c", data=data, reason="Typo")
    marked.record(fix, BY)
    found = marked.entry("x")
    assert found
    assert found.envelope.privilege == "attorney_client"
    states = [bytes(each.state) for each in marked.stored()]
    assert [b"Ten percent." in each for each in states] == [False, False, False]


def test_a_correction_in_the_same_array_as_the_mark_is_as_private(ledger: Ledger) -> None:
    data = {"clause": "4.2", "heading": "Discount", "text": "Ten percent."}
    fix = a_record("record.corrected", id="x", deal=DEAL, corrects="c", data=data, reason="Typo")
    ledger.record_together([a_clause(id="c"), mark("c"), fix], BY)
    assert [each.envelope.privilege for each in ledger.entries(DEAL)] == [
        *("none", "work_product", "attorney_client")
    ]


def test_marks_of_the_organisation(ledger: Ledger) -> None:
    ledger.record(a_record("authority.granted", id="g"), BY)
    ledger.record(mark("g", deal=None), BY)
    assert ledger.entries(ORGANISATION)[0].privilege == "attorney_client"


def test_a_mark_that_is_sent_again_or_refused_is_kept_once(marked: Ledger, database: str) -> None:
    marked.record(mark("c", id="m"), BY)
    with pytest.raises(RecordIdReused):
        marked.record(mark("c", "none", id="m"), BY)
    assert rows(database, "SELECT position, record, privilege FROM ledger.marks") == [
        (2, "c", "attorney_client")
    ]
    assert marked.last_mark == 2


def test_a_ledger_with_marks_verifies(marked: Ledger) -> None:
    assert verify(marked, lambda done, total: None).holds


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger.marks SET privilege = 'none'",
        "DELETE FROM ledger.marks",
        "TRUNCATE ledger.marks",
    ],
)
def test_no_role_may_take_a_mark_away(
    marked: Ledger, database: str, role: str, change: str
) -> None:
    with connected(database, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change.encode())
    assert marked.last_mark == 2


def test_a_mark_that_cannot_be_kept_is_not_appended(ledger: Ledger, database: str) -> None:
    ledger.record(a_clause(id="c"), BY)
    run(database, "REVOKE INSERT ON ledger.marks FROM deal_ledger_writer")
    with pytest.raises(InsufficientPrivilege):
        ledger.record(mark("c"), BY)
    assert ledger.size == 1
    run(database, "GRANT INSERT ON ledger.marks TO deal_ledger_writer")
    ledger.record(mark("c"), BY)
    assert ledger.size == 2


FORGED = {
    "at no entry": ("INSERT INTO ledger.marks VALUES (9999, 'c', 'none')",),
    "at an entry that marks nothing": ("INSERT INTO ledger.marks VALUES (1, 'm', 'none')",),
    "at no position": (
        "ALTER TABLE ledger.marks DROP CONSTRAINT marks_pkey",
        "ALTER TABLE ledger.marks ALTER position DROP NOT NULL",
        "INSERT INTO ledger.marks VALUES (NULL, 'c', 'none')",
    ),
}


@pytest.mark.parametrize("where", FORGED)
def test_a_mark_that_no_entry_speaks_for_opens_nothing(
    marked: Ledger, database: str, where: str
) -> None:
    run(database, *FORGED[where])
    assert {each.privilege for each in ways(marked)} == {"attorney_client"}
    with a_ledger(database, "another process") as other:
        assert {each.privilege for each in ways(other)} == {"attorney_client"}
