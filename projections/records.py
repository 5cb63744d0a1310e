"""The records of a deal as they were kept, with what was later said of each."""

from __future__ import annotations

from typing import Any

from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.record import Entry
from projections.deal import KnownDeal


def records(deal: KnownDeal, after: int, limit: int) -> dict[str, Any]:
    """A page of the reading `records`, as JSON: those after a version that had begun to happen.

    `next` is the version after which the next page begins; None on the last one.
    """
    moment = deal.basis.effective_at
    found = [
        entry
        for entry in deal.shown
        if entry.version > after and entry.envelope.occurred_at.interval(deal.zone).begun_by(moment)
    ]
    page = found[:limit]
    later = _said_later(deal)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "records": [entry.as_kept() | later.get(entry.id, {}) for entry in page],
        "next": page[-1].version if len(found) > limit else None,
        "notes": deal.notes,
        "withheld": deal.withheld_of_its_own,
    }


def _said_later(deal: KnownDeal) -> dict[str, dict[str, str]]:
    """Per record id, the latest record known that struck, corrected or marked it."""
    said: dict[str, dict[str, str]] = {}
    for entry in deal.shown:
        if named := _named(entry):
            mark, record = named
            said.setdefault(record, {})[mark] = entry.id
    return said


def _named(entry: Entry) -> tuple[str, str] | None:
    match entry.event:
        case RecordStruck(record=record):
            return "struck_by", record
        case RecordCorrected(corrects=record):
            return "corrected_by", record
        case PrivilegeMarked(record=record):
            return "marked_by", record
        case _:
            return None
