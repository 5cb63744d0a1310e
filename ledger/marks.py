"""Marks of privilege, found by the record that they are for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from psycopg import Connection

from domain.events.privilege import PrivilegeMarked
from domain.marking import named_by
from domain.record import Entry, Mark
from ledger.mapper import PreparedEntry

if TYPE_CHECKING:
    from ledger.appending import Answer
    from ledger.recorder import EntryRecorder

Among = Mapping[int, tuple[str, str]]
"""Of the marks among entries: the place, the record that each is for, and its privilege."""
# Whoever records may put rows there: only those count that an entry speaks for.
_MARKS = f"""
    SELECT position, m.record, m.privilege
    FROM ledger.marks m JOIN ledger.entries e USING (position)
    WHERE m.record = ANY(%s) AND e.topic = '{PrivilegeMarked.stored_as}'
    ORDER BY position"""  # noqa: S608 - our own text
_KEEP = "INSERT INTO ledger.marks (position, record, privilege) VALUES (%s, %s, %s)"


def marks_among(entries: Sequence[PreparedEntry]) -> Among:
    """The marks among entries that are to be appended."""
    found = {}
    for place, each in enumerate(entries):
        if each.topic == PrivilegeMarked.stored_as:
            data = json.loads(each.state)["data"]
            found[place] = (data["record"], data["privilege"])
    return found


def keep_marks(connection: Connection[Any], among: Among, answers: Sequence[Answer]) -> None:
    """Keep those that were appended; what was there already is kept."""
    for place, (record, privilege) in among.items():
        if answers[place].outcome == "added":
            connection.execute(_KEEP, (answers[place].position, record, privilege))


def marks_on(rows: EntryRecorder, entries: Sequence[Entry]) -> dict[str, list[Mark]]:
    """The marks that are on record for these entries, and for what they correct or strike."""
    named = [name for each in entries if (name := named_by(each.event)) is not None]
    found: dict[str, list[Mark]] = {}
    for row in rows.all(_MARKS, [*(each.id for each in entries), *named]):
        found.setdefault(row["record"], []).append(Mark(row["position"], row["privilege"]))
    return found


def last_mark(rows: EntryRecorder) -> int:
    """The position of the last mark; 0 when there is none."""
    return rows.one("SELECT max(position) FROM ledger.marks") or 0
