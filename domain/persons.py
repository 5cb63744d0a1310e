"""Who is named in a record."""

from __future__ import annotations

from domain.record import Record
from domain.shape import shape_of, with_persons


def persons_of(record: Record) -> list[str]:
    """Every person that a record names, systems left out."""
    found: list[str] = []

    def take(person: str) -> str:
        found.append(person)
        return person

    envelope = record.envelope.model_dump(mode="json", exclude_none=True)
    with_persons(envelope, shape_of(type(record.envelope)), take)
    data = record.event.model_dump(mode="json", exclude_none=True)
    with_persons(data, shape_of(type(record.event)), take)
    return found
