"""Strikes and corrections: what they may name, and the event that a correction makes right."""

from __future__ import annotations

from domain.events import REGISTRY, WRITTEN_BY_THE_LEDGER, Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.record import Target, event_of
from domain.refusals import CorrectionChangesIdentity, NotCorrectable, RecordNotOnRecord
from domain.shape import Shape, shape_of
from domain.values import Standing


def decide_on_target(
    event: RecordStruck | RecordCorrected, target: Target | None
) -> RecordStruck | RecordCorrected:
    """The strike or correction of `target`, or a refusal.

    A correction's data is checked against the type of the record that it corrects, filled with
    defaults, and keeps that record's own ids.
    """
    named, pointer = (
        (event.record, "/data/record")
        if isinstance(event, RecordStruck)
        else (event.corrects, "/data/corrects")
    )
    if target is None:
        raise RecordNotOnRecord(named, pointer)
    written = target.event.stored_as in WRITTEN_BY_THE_LEDGER
    if written or isinstance(target.event, RecordStruck | RecordCorrected | PrivilegeMarked):
        raise NotCorrectable(target.event.stored_as, pointer)
    if isinstance(event, RecordStruck):
        return event
    right = event_of(target.event.stored_as, event.data, "/data/data")
    _refuse_other_ids(target.event, right)
    data = right.model_dump(mode="json", exclude_none=True)
    return event.model_copy(update={"data": data, "type": target.event.stored_as})


def corrected_event(correction: RecordCorrected) -> Event:
    """The right event of a decided correction. It was checked when it was decided."""
    return REGISTRY.kind(correction.type or "").model_validate(correction.data)


def data_shape(event: Event) -> Shape:
    """The shape of an event's data; a correction's own `data` has that of what it corrects."""
    shape = shape_of(type(event))
    if not isinstance(event, RecordCorrected):
        return shape
    inner = shape_of(REGISTRY.kind(event.type or ""))
    return Shape(shape.standing, {**shape.fields, "data": inner})


def _refuse_other_ids(wrong: Event, right: Event) -> None:
    """The id that says *which* thing a record is about stays as it was."""
    field = _identity(wrong)
    if field and getattr(wrong, field) != getattr(right, field):
        raise CorrectionChangesIdentity(field, f"/data/data/{field}")


_ARE_ABOUT = frozenset(
    {
        "clause",
        "proposal",
        "sign_off",
        "message",
        "meeting",
        "statement",
        "order",
        "agreement",
        "dispute",
        "document",
        "party",
        "person",
        "item",
        "grant",
        "delegation",
        "policy",
        "hold",
        "scenario",
    }
)


def _identity(event: Event) -> str | None:
    """The field that names what the event is about: its first, where that is an id."""
    field = next(iter(type(event).model_fields))
    standing = shape_of(type(event)).fields[field].standing
    named = field in _ARE_ABOUT and standing in {Standing.ID, Standing.PERSON}
    return field if named else None
