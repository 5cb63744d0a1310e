"""Verifying what stands beside the entries: persons, values, marks, and contents of documents."""

from __future__ import annotations

import json
from typing import Any

from domain.events.privilege import PrivilegeMarked
from ledger.proof.entry_bytes import application_part
from ledger.proof.verification import Break, judge_person
from ledger.recorder import EntryRecorder
from ledger.verifying_persons import ERASURES

PAGE = 1_000

_PERSONS = """
    SELECT person, digest, disclosure FROM ledger.persons
    WHERE person > %s ORDER BY person LIMIT %s"""
_STRAYS = """
    SELECT position FROM ledger.disclosures d WHERE (position < 1 OR position > %s)
    AND NOT EXISTS (SELECT FROM ledger.entries e WHERE e.position = d.position)
    ORDER BY position LIMIT 1"""
# In one statement, so that what is appended meanwhile is seen in both tables or in neither.
_MARKS = f"""
    SELECT position, e.event_id, e.state, m.record, m.privilege
    FROM (SELECT position, event_id, state FROM ledger.entries
        WHERE topic = '{PrivilegeMarked.stored_as}') AS e
    FULL JOIN ledger.marks AS m USING (position)
    WHERE position > %s AND (position <= %s OR e.position IS NULL)
    ORDER BY position LIMIT %s"""  # noqa: S608 - our own text
_ERASED = "SELECT count(*) FROM ledger.erased"
_CONTENTS = """
    SELECT c.record, e.position FROM ledger.contents c
    LEFT JOIN ledger.entries e ON e.event_id = c.record
    WHERE c.digest <> sha256(c.content) ORDER BY e.position, c.record LIMIT 1"""


def first_broken_beside(rows: EntryRecorder, size: int) -> Break | None:
    """The first thing beside the first `size` entries, which hold, that does not."""
    return (
        _first_broken_person(rows)
        or _first_stray(rows, size)
        or _first_broken_mark(rows, size)
        or _too_many_erased(rows)
        or _first_broken_content(rows)
    )


def _first_broken_person(rows: EntryRecorder) -> Break | None:
    after = ""
    while page := rows.all(_PERSONS, after, PAGE):
        for row in page:
            if broken := judge_person(row["person"], row["digest"], row["disclosure"]):
                return broken
        after = page[-1]["person"]
    return None


def _first_stray(rows: EntryRecorder, size: int) -> Break | None:
    position = rows.one(_STRAYS, size)
    if position is None:
        return None
    return Break("strays", f"a value stands beside entry {position}, which is not there", position)


def _first_broken_mark(rows: EntryRecorder, size: int) -> Break | None:
    after = 0
    while page := rows.all(_MARKS, after, size, PAGE):
        for row in page:
            said = _said(row["state"]) if row["state"] else None
            kept = None if row["record"] is None else (row["record"], row["privilege"])
            if said != kept:
                reason = f"the mark that is kept is {kept}, and the one on record {said}"
                return Break("marks", reason, row["position"], row["event_id"])
        after = page[-1]["position"]
    return None


def _said(state: bytes) -> tuple[str, str]:
    data = _data(state)
    return data["record"], data["privilege"]


def _data(state: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(application_part(bytes(state)))["data"]
    return found


def _too_many_erased(rows: EntryRecorder) -> Break | None:
    """More than the erasures on record took; fewer, where a backup had lost some already."""
    # First what stands in: an erasure that comes meanwhile is then on record twice over.
    kept = rows.one(_ERASED)
    told = sum(
        each["count"]
        for row in rows.all(ERASURES)
        for each in _data(row["state"])["erased"]
        if each["kind"] in {"values", "answers"}
    )
    if kept <= told:
        return None
    return Break("erased", f"{kept} values are kept as erased, and erasures on record took {told}")


def _first_broken_content(rows: EntryRecorder) -> Break | None:
    found = rows.all(_CONTENTS)
    if not found:
        return None
    [row] = found
    reason = "the content that is kept of a document is not the one that was filed"
    return Break("contents", reason, row["position"], row["record"])
