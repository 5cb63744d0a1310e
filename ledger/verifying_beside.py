"""Verifying what stands beside the entries: persons, values, marks, contents, deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.events.holds import ErasureDone
from domain.events.privilege import PrivilegeMarked
from ledger.proof.entry_bytes import data_in
from ledger.proof.verification import Break, judge_person
from ledger.recorder import EntryRecorder
from ledger.told_erased import erasures, taken
from ledger.verifying_contents import first_broken_content
from ledger.verifying_deliveries import first_broken_delivery
from ledger.verifying_stand_ins import first_forged_stand_in

PAGE = 1_000
KINDS = frozenset({PrivilegeMarked.stored_as, ErasureDone.stored_as})
"""The types of entries that say what stands beside."""

_PERSONS = """
    SELECT person, digest, disclosure FROM ledger.persons
    WHERE %s::text IS NULL OR person > %s ORDER BY person LIMIT %s"""
_NAMELESS = "SELECT count(*) FROM ledger.persons WHERE person IS NULL OR person = ''"
# Ranges of the index: with OR the server would go through all of it.
_STRAYS = """
    SELECT position FROM (
        SELECT position FROM ledger.disclosures WHERE position < 1
        UNION ALL SELECT position FROM ledger.disclosures WHERE position > %s
        UNION ALL SELECT position FROM ledger.disclosures WHERE position IS NULL
    ) AS d
    WHERE NOT EXISTS (SELECT FROM ledger.entries e WHERE e.position = d.position)
    ORDER BY position LIMIT 1"""
# In one statement, so that what is appended meanwhile is seen in both tables or in neither.
_MARKS = f"""
    SELECT position, e.event_id, e.state, m.position IS NOT NULL AS kept, m.record, m.privilege
    FROM (SELECT position, event_id, state FROM ledger.entries
        WHERE topic = '{PrivilegeMarked.stored_as}' AND position = ANY(
            ARRAY(SELECT position FROM ledger.marks) || %s::bigint[])) AS e
    FULL JOIN ledger.marks AS m USING (position)
    WHERE position > %s AND (position <= %s OR e.position IS NULL)
    ORDER BY position LIMIT %s"""  # noqa: S608 - our own text
_STRAY_MARKS = "SELECT count(*) <> count(DISTINCT position) FROM ledger.marks"
_ERASED = "SELECT count(*) FROM ledger.erased"


def first_broken_beside(
    rows: EntryRecorder, size: int, found: Sequence[int], delivered: Iterable[int]
) -> Break | None:
    """The first thing beside the first `size` entries, which hold, that does not.

    `found` are the positions of those that are of `KINDS`, `delivered` of those that say when they
    were received: whoever comes from all entries has seen them, and the database would have to go
    through all of them again.
    """
    return (
        _first_broken_person(rows)
        or _first_stray(rows, size)
        or _first_broken_mark(rows, size, found)
        or _too_many_erased(rows, size, found)
        or first_forged_stand_in(rows, size)
        or first_broken_content(rows, size, found)
        or first_broken_delivery(rows, size, found, delivered)
    )


def _first_broken_person(rows: EntryRecorder) -> Break | None:
    if rows.one(_NAMELESS):
        return Break("persons", "a pseudonym is kept of nobody")
    after = None
    while page := rows.all(_PERSONS, after, after, PAGE):
        for row in page:
            if row["digest"] is None or row["disclosure"] is None:
                return Break("persons", "a pseudonym is kept in part")
            if broken := judge_person(row["person"], row["digest"], row["disclosure"]):
                return broken
        after = page[-1]["person"]
    return None


def _first_stray(rows: EntryRecorder, size: int) -> Break | None:
    for row in rows.all(_STRAYS, size):
        position = row["position"]
        where = "no entry" if position is None else f"entry {position}, which is not there"
        return Break("strays", f"a value stands beside {where}", position)
    return None


def _first_broken_mark(rows: EntryRecorder, size: int, found: Sequence[int]) -> Break | None:
    if rows.one(_STRAY_MARKS):
        return Break("marks", "a mark is kept that stands at no position, or one twice at one")
    after = 0
    while page := rows.all(_MARKS, list(found), after, size, PAGE):
        for row in page:
            said = _said(row["state"]) if row["state"] else None
            kept = (row["record"], row["privilege"]) if row["kept"] else None
            if said != kept:
                reason = f"the mark that is kept is {kept}, and the one on record {said}"
                return Break("marks", reason, row["position"], row["event_id"])
        after = page[-1]["position"]
    return None


def _said(state: bytes) -> tuple[object, object]:
    data = data_in(state)
    return data.get("record"), data.get("privilege")


def _too_many_erased(rows: EntryRecorder, size: int, found: Sequence[int]) -> Break | None:
    """More than the erasures on record took; fewer, where a backup had lost some already."""
    kept = rows.one(_ERASED)
    told = taken(erasures(rows, size, found), {"values", "answers"})
    if kept <= told:
        return None
    return Break("erased", f"{kept} values are kept as erased, and erasures on record took {told}")
