"""Persons that a mapping knows under another id: said by a record of its own, never replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.webhooks.mapping.ids import as_id
from api.webhooks.mapping.rules import People
from domain.persons import persons_of
from domain.record import Record, record_of


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
