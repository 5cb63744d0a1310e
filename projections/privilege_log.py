"""The privilege log: which records are withheld, why, of whom, since when; never what is in them.

Who wrote a record and to whom it went is what such a log is there to say. The reason of a mark is
given as it was recorded: whoever hands the log to another party looks at it first.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from io import StringIO
from typing import Any

from domain.events import Event
from domain.events.privilege import PrivilegeMarked
from domain.record import Entry
from domain.shape import shape_of
from domain.values import Privilege, Standing
from projections.deal import KnownDeal
from projections.facts import WITHHELD_FROM_READERS, Fact, fact_of

COLUMNS = (
    *("position", "version", "of", "record", "type", "occurred_at", "recorded_at", "author"),
    *("author_name", "on_behalf_of", "recipients", "privilege", "basis", "reason", "marked_by"),
    *("marked_by_actor", "marked_at"),
)
_RECIPIENTS = ("to", "cc", "attendees", "of")
_RECEIVED = (".received", ".opened")
Row = dict[str, Any]


def privilege_log(
    deal: KnownDeal, privileges: Collection[str] = WITHHELD_FROM_READERS
) -> list[Row]:
    """A row for each record of the deal, and of the organisation, that is privileged so.

    By position; as marked by `known_at`, whoever `deal` is read for. Struck records are among them:
    they still stand in the bytes.
    """
    whole = as_legal_knows(deal)
    entries = [*whole.shown, *whole.organisation_shown]
    facts = {fact.id: fact for fact in (*whole.facts.counted, *whole.organisation)}
    marks = {each.position: each for each in entries if type(each.event) is PrivilegeMarked}
    log = _Log(whole, facts, marks, privileges)
    return [log.row(each) for each in sorted(entries, key=_position) if log.withholds(each)]


def as_legal_knows(deal: KnownDeal) -> KnownDeal:
    """The deal with all of its records, on the same basis otherwise."""
    if deal.basis.role in {"legal", "admin"}:
        return deal
    return deal.on(replace(deal.basis, role="legal"))


class _Log:
    """What the rows of one deal share."""

    def __init__(
        self,
        deal: KnownDeal,
        facts: Mapping[str, Fact],
        marks: Mapping[int, Entry],
        privileges: Collection[str],
    ) -> None:
        self._deal = deal
        self._facts = facts
        self._marks = marks
        self._privileges = privileges

    def withholds(self, entry: Entry) -> bool:
        return self._privilege(entry) in self._privileges

    def _privilege(self, entry: Entry) -> Privilege:
        return entry.privilege_at(self._deal.basis.known_at)

    def row(self, entry: Entry) -> Row:
        """Of which record, by whom, to whom, and why it is withheld."""
        fact = self._facts.get(entry.id) or fact_of(entry, self._deal.zone)
        mark = self._mark(entry)
        kept = entry.as_kept()
        return {
            "position": entry.position,
            "version": entry.version,
            "of": "organisation" if entry.record.deal is None else "deal",
            "record": entry.id,
            "type": entry.event.stored_as,
            "occurred_at": fact.occurred.json,
            "recorded_at": kept["recorded_at"],
            "author": fact.actor,
            "author_name": self._deal.person(fact.actor),
            "on_behalf_of": entry.envelope.on_behalf_of,
            "recipients": [
                {"id": each, "name": self._deal.person(each)} for each in _recipients(fact.event)
            ],
            "privilege": self._privilege(entry),
            "basis": "recorded" if mark is None else "marked",
            **_marked(mark),
        }

    def _mark(self, entry: Entry) -> Entry | None:
        """The latest mark known that withholds it; None when it was recorded so."""
        for made in reversed(entry.marks):
            mark = self._marks.get(made.position)
            event = mark.event if mark else None
            if isinstance(event, PrivilegeMarked) and event.privilege in self._privileges:
                return mark
        return None


def _marked(mark: Entry | None) -> Row:
    if mark is None or not isinstance(mark.event, PrivilegeMarked):
        return dict.fromkeys(("reason", "marked_by", "marked_by_actor", "marked_at"))
    return {
        "reason": mark.event.reason,
        "marked_by": mark.id,
        "marked_by_actor": mark.envelope.actor,
        "marked_at": mark.as_kept()["recorded_at"],
    }


def _recipients(event: Event) -> Iterator[str]:
    """The persons, and parties, that a record says it went to, each once."""
    fields = shape_of(type(event)).fields
    received = ("by",) if event.stored_as.endswith(_RECEIVED) else ()
    found: dict[str, None] = {}
    for name in (*_RECIPIENTS, *received):
        if name in fields and fields[name].standing is Standing.PERSON:
            given = getattr(event, name) or ()
            found |= dict.fromkeys((given,) if isinstance(given, str) else given)
    yield from found


def as_csv(rows: Iterable[Row]) -> str:
    """The rows as CSV, with a line of headings; no cell is a formula to a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(cell(row[column]) for column in COLUMNS)
    return out.getvalue()


def cell(value: Any) -> str:
    """A value of a row as it stands in a cell: what a spreadsheet would run has an apostrophe."""
    if isinstance(value, list):
        value = "; ".join(f"{each['name']} ({each['id']})" for each in value)
    elif isinstance(value, dict):
        value = f"{value['from']} to {value['to']}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _position(entry: Entry) -> int:
    return entry.position
