"""Entries as a reader knows them: strikes taken out, corrections in their old place.

What a reader knows is decided before (see `basis`); here `effective_at` does not matter yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.corrections import corrected_event
from domain.events import Event
from domain.events.deal import DealOpened
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.occurrence import Interval, Occurrence
from domain.record import Entry

Role = Literal["reader", "recorder", "legal", "admin"]
WITHHELD_FROM_READERS = frozenset({"attorney_client", "work_product"})


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One record that counts, as it is known: right data, right time, right actor.

    `corrected_by` is the correction that it owes them to; `entry.event` is what was said at first.
    """

    entry: Entry
    event: Event
    occurred: Occurrence
    interval: Interval
    actor: str
    corrected_by: Entry | None = None

    @property
    def place(self) -> int:
        """Its position: the order where occurrence gives none."""
        return self.entry.position

    @property
    def id(self) -> str:
        """The record's id."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts in one stream, in the order of positions, and what does not: struck entries."""

    counted: tuple[Fact, ...]
    struck: tuple[Entry, ...]
    zone: str


def visible(entries: Iterable[Entry], role: Role) -> tuple[list[Entry], int]:
    """The entries that this role may see, and how many are withheld from it."""
    kept = list(entries)
    if role in {"legal", "admin"}:
        return kept, 0
    shown = [each for each in kept if each.envelope.privilege not in WITHHELD_FROM_READERS]
    return shown, len(kept) - len(shown)


def facts_of(entries: Sequence[Entry], zone: str | None = None) -> Facts:
    """The facts of a deal's entries; dates are days in the deal's zone (or in `zone`)."""
    struck, corrections = _taken_back(entries)
    counted = [each for each in entries if each.id not in struck]
    days = zone or _zone(counted, corrections)
    return Facts(
        tuple(fact_of(each, days, corrections.get(each.id)) for each in counted),
        tuple(each for each in entries if each.id in struck),
        days,
    )


def zone_of(entries: Sequence[Entry]) -> str:
    """The time zone of a deal's dates, as these entries have it."""
    struck, corrections = _taken_back(entries)
    return _zone((each for each in entries if each.id not in struck), corrections)


def _taken_back(entries: Iterable[Entry]) -> tuple[set[str], dict[str, Entry]]:
    """The ids of struck records, and corrections by the ids of what they correct."""
    struck: set[str] = set()
    corrections: dict[str, Entry] = {}
    for each in entries:
        match each.event:
            case RecordStruck(record=record):
                struck.add(record)
            case RecordCorrected(corrects=record):
                corrections[record] = each
            case _:
                pass
    return struck, corrections


def _zone(entries: Iterable[Entry], corrections: dict[str, Entry]) -> str:
    for entry in entries:
        event = _right(entry, corrections.get(entry.id))
        if isinstance(event, DealOpened):
            return event.time_zone
    return "UTC"


def _right(entry: Entry, correction: Entry | None) -> Event:
    if correction is not None and isinstance(correction.event, RecordCorrected):
        return corrected_event(correction.event)
    return entry.event


def fact_of(entry: Entry, zone: str, correction: Entry | None = None) -> Fact:
    """What an entry says, as its correction has it; dates are days in `zone`."""
    occurred, actor = entry.envelope.occurred_at, entry.envelope.actor
    if correction is not None and isinstance(correction.event, RecordCorrected):
        occurred = correction.event.occurred_at or occurred
        actor = correction.event.actor or actor
    event = _right(entry, correction)
    return Fact(entry, event, occurred, occurred.interval(zone), actor, correction)
