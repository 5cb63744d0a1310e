"""Persons that a mapping knows under another id: said by a record of its own, never replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.webhooks.mapping.ids import as_id
from api.webhooks.mapping.rules import People
from domain.record import Record, record_of
from domain.shape import shape_of, with_persons


def identified(people: People, connection: str, records: Iterable[Record]) -> Iterator[Record]:
    """For each person of `records` that the mapping knows: that the two ids are one human.

    It says nothing of the delivery, so it is the same whichever delivery names the person first.
    """
    named = dict.fromkeys(person for record in records for person in persons_of(record))
    for address in sorted(named.keys() & people.known.keys()):
        person = people.known[address]
        if person == address:
            continue
        yield record_of(
            {
                "id": as_id(f"{connection}:same:{address}:{person}"),
                "type": "person.identified",
                "occurred_at": people.stated_on.isoformat(),
                "actor": people.stated_by,
                "data": {
                    "person": address,
                    "same_as": person,
                    "method": people.method,
                    "confirmed_by": people.stated_by,
                },
            }
        )


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
