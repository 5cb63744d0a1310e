"""Which legal holds are in effect, and which ids are one human: what the organisation recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.corrections import corrected_event
from domain.events import Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.holds import LegalHoldPlaced, LegalHoldReleased
from domain.events.organisation import PersonIdentified
from domain.record import Entry


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold in effect: every record of its deals, and every one that names its persons, stays."""

    id: str
    record: str
    persons: frozenset[str]
    deals: frozenset[str]


def holds_in_effect(organisation: Iterable[Entry]) -> list[Hold]:
    """The holds that were placed and neither released nor struck since, in the order of placing.

    By order of recording alone: a hold counts from when it is on record, whenever it occurred.
    """
    found: dict[str, Hold] = {}
    for record, event in _counted(organisation):
        match event:
            case LegalHoldPlaced(hold=hold, persons=persons, deals=deals):
                found[hold] = Hold(hold, record, frozenset(persons or ()), frozenset(deals or ()))
            case LegalHoldReleased(hold=hold):
                found.pop(hold, None)
            case _:
                pass
    return list(found.values())


def same_human(person: str, organisation: Iterable[Entry]) -> frozenset[str]:
    """Every id that is identified as the same human as `person`, that one among them."""
    pairs = [
        {event.person, event.same_as}
        for _, event in _counted(organisation)
        if isinstance(event, PersonIdentified)
    ]
    found, before = {person}, 0
    while len(found) > before:
        before = len(found)
        for pair in pairs:
            if pair & found:
                found |= pair
    return frozenset(found)


def _counted(entries: Iterable[Entry]) -> Iterator[tuple[str, Event]]:
    """Record ids with their events as they count now: not struck, and as corrected last."""
    every = list(entries)
    struck = {each.event.record for each in every if isinstance(each.event, RecordStruck)}
    right = {
        each.event.corrects: corrected_event(each.event)
        for each in every
        if isinstance(each.event, RecordCorrected)
    }
    for each in every:
        if each.id not in struck:
            yield each.id, right.get(each.id, each.event)
