"""Privilege that is marked later: which records a mark is for, and what each is marked as.

A mark goes for the record that it names and for whatever corrects or strikes that one: these say
over again what stands in it. The last mark counts, whichever way it goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.events import Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.record import Entry, Envelope, Mark, Record, Target
from domain.refusals import NotMarkable, RecordNotOnRecord
from domain.values import Privilege

RANK: Mapping[Privilege, int] = {
    "none": 0,
    "confidential": 1,
    "attorney_client": 2,
    "work_product": 2,
}
Marks = Mapping[str, Sequence[Mark]]
"""By record id, in the order of positions."""
CHANGE_MARKS = (PrivilegeMarked, RecordCorrected, RecordStruck)
"""After one of these some entry of its stream may be marked otherwise."""


def stricter(one: Privilege, other: Privilege) -> Privilege:
    """The one that shows less; of two that show as much the first."""
    return other if RANK[other] > RANK[one] else one


def decide_mark(event: PrivilegeMarked, target: Target | None) -> PrivilegeMarked:
    """The mark of `target`, or a refusal."""
    if target is None:
        raise RecordNotOnRecord(event.record, "/data/record")
    if isinstance(target.event, PrivilegeMarked):
        raise NotMarkable(target.event.stored_as, "/data/record")
    return event


def as_private_as(record: Record, target: Target | None, marked: Privilege | None = None) -> Record:
    """A correction stands no more openly than what it corrects, a mark than what it marks.

    `marked` is what `target` is marked as; None when it is not.
    """
    if target is None:
        return record
    least = marked or target.envelope.privilege
    match record.event:
        case PrivilegeMarked(privilege=privilege):
            least = stricter(least, privilege)
        case RecordCorrected():
            pass
        case _:
            return record
    return _at_least(record, least)


def _at_least(record: Record, least: Privilege) -> Record:
    envelope: Envelope = record.envelope
    if RANK[envelope.privilege] >= RANK[least]:
        return record
    return replace(record, envelope=envelope.model_copy(update={"privilege": least}))


def named_by(event: Event) -> str | None:
    """The record that a strike or a correction is about."""
    match event:
        case RecordStruck(record=named) | RecordCorrected(corrects=named):
            return named
        case _:
            return None


def marks_of(entries: Iterable[Entry]) -> dict[str, list[Mark]]:
    """The marks among the entries of a stream."""
    found: dict[str, list[Mark]] = {}
    for each in entries:
        event = each.record.event
        if type(event) is PrivilegeMarked:
            found.setdefault(event.record, []).append(Mark(each.position, event.privilege))
    return found


def with_marks(entries: Sequence[Entry], marks: Marks) -> Sequence[Entry]:
    """The entries as they are marked; the same objects where nothing is marked otherwise."""
    if not marks:
        return entries
    return [_marked(each, marks) for each in entries]


def _marked(entry: Entry, marks: Marks) -> Entry:
    own = marks.get(entry.id, ())
    named = named_by(entry.event)
    of_named = marks.get(named, ()) if named is not None else ()
    if not own and not of_named:
        return entry
    found = tuple(
        Mark(
            position,
            stricter(_at(own, position, entry.envelope.privilege), _at(of_named, position, "none")),
        )
        for position in sorted({mark.position for mark in (*own, *of_named)})
    )
    return entry if entry.marks == found else replace(entry, marks=found)


def _at(marks: Sequence[Mark], position: int, before: Privilege) -> Privilege:
    return next((m.privilege for m in reversed(marks) if m.position <= position), before)
