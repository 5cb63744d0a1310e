"""Entries as a reader knows them: strikes taken out, corrections in their old place.

What a reader knows is decided before (see `basis`); here `effective_at` does not matter yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from domain.corrections import corrected_event
from domain.events import Event
from domain.events.deal import DealOpened
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.naming import Pointers, pointers
from domain.occurrence import Interval, Occurrence
from domain.record import Entry

Role = Literal["reader", "recorder", "legal", "admin"]
_TAKES_BACK = frozenset({RecordStruck, RecordCorrected})
WITHHELD_FROM_READERS = frozenset({"attorney_client", "work_product"})


@dataclass(slots=True, eq=False)
class Fact:
    """One record that counts, as it is known: right data, right time, right actor.

    `place` is its position: the order where occurrence gives none. `corrected_by` is the correction
    that it owes them to; `entry.event` is what was said at first. Nothing of it changes; `steps`
    and `named` are what the ladder and the people have worked out of it, once for all readings.
    """

    entry: Entry
    id: str
    place: int
    event: Event
    occurred: Occurrence
    interval: Interval
    actor: str
    corrected_by: Entry | None = None
    zone: str = "UTC"
    steps: tuple[Any, ...] | None = field(default=None, init=False, repr=False)
    named: tuple[str, ...] | None = field(default=None, init=False, repr=False)
    _about: Pointers | None = field(default=None, init=False, repr=False)

    @property
    def about(self) -> Pointers:
        """What the record is about, as it says it."""
        if self._about is None:
            self._about = pointers(self.event)
        return self._about


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts in one stream, in the order of positions, and what does not: struck entries."""

    counted: tuple[Fact, ...]
    struck: tuple[Entry, ...]
    zone: str


def visible(
    entries: Iterable[Entry], role: Role, asked_at: int | None = None
) -> tuple[list[Entry], int]:
    """The entries that this role may see, and how many are withheld from it.

    What may be seen is a matter of now, whatever time is asked about: what is marked as privileged
    by now is withheld from every reading. What was waived since a reading was first asked for, at
    the position `asked_at`, stays withheld from that reading, which is given again as it was.
    """
    kept = list(entries)
    if role in {"legal", "admin"}:
        return kept, 0
    shown = [each for each in kept if not _withheld(each, asked_at)]
    return shown, len(kept) - len(shown)


def _withheld(entry: Entry, asked_at: int | None) -> bool:
    if not entry.marks:
        return entry.record.envelope.privilege in WITHHELD_FROM_READERS
    if entry.privilege in WITHHELD_FROM_READERS:
        return True
    return asked_at is not None and entry.privilege_at(asked_at) in WITHHELD_FROM_READERS


def withheld_from_readers(entry: Entry) -> bool:
    """Whether only `legal` and `admin` may see it."""
    return entry.privilege in WITHHELD_FROM_READERS


def facts_of(entries: Sequence[Entry], zone: str | None = None) -> Facts:
    """The facts of a deal's entries; dates are days in the deal's zone (or in `zone`)."""
    struck, corrections = _taken_back(entries)
    days = zone or _zone((each for each in entries if each.id not in struck), corrections)
    counted: list[Fact] = []
    out: list[Entry] = []
    for each in entries:
        id_ = each.record.envelope.id
        if id_ in struck:
            out.append(each)
        else:
            counted.append(fact_of(each, days, corrections.get(id_)))
    return Facts(tuple(counted), tuple(out), days)


def zone_of(entries: Sequence[Entry]) -> str:
    """The time zone of a deal's dates, as these entries have it."""
    struck, corrections = _taken_back(entries)
    return _zone((each for each in entries if each.id not in struck), corrections)


def last_corrections(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The correction that counts by the id of what it corrects, as if nothing had been struck."""
    return _taken_back(entries)[1]


def _taken_back(entries: Iterable[Entry]) -> tuple[set[str], dict[str, Entry]]:
    """The ids of struck records, and corrections by the ids of what they correct."""
    struck: set[str] = set()
    corrections: dict[str, Entry] = {}
    for each in entries:
        event = each.record.event
        if type(event) in _TAKES_BACK:
            if isinstance(event, RecordStruck):
                struck.add(event.record)
            elif isinstance(event, RecordCorrected):
                corrections[event.corrects] = each
    return struck, corrections


def _zone(entries: Iterable[Entry], corrections: dict[str, Entry]) -> str:
    # A correction keeps the type of what it corrects.
    opening = next((each for each in entries if type(each.record.event) is DealOpened), None)
    correction = corrections.get(opening.id) if opening else None
    event = opening.event if opening else None
    if correction is not None and isinstance(correction.event, RecordCorrected):
        event = corrected_event(correction.event)
    return event.time_zone if isinstance(event, DealOpened) else "UTC"


def fact_of(entry: Entry, zone: str, correction: Entry | None = None) -> Fact:
    """What an entry says, as its correction has it; dates are days in `zone`.

    That of an entry that nothing corrects is made once, and kept with it.
    """
    if correction is not None:
        return _fact(entry, zone, correction)
    found: Fact | None = entry.derived
    if found is None or found.zone != zone:
        found = _fact(entry, zone, None)
        object.__setattr__(entry, "derived", found)
    return found


def _fact(entry: Entry, zone: str, correction: Entry | None) -> Fact:
    record = entry.record
    envelope, event = record.envelope, record.event
    occurred, actor = envelope.occurred_at, envelope.actor
    if correction is not None and isinstance(correction.event, RecordCorrected):
        occurred = correction.event.occurred_at or occurred
        actor = correction.event.actor or actor
        event = corrected_event(correction.event)
    interval = occurred.interval(zone)
    id_, place = envelope.id, entry.position
    return Fact(entry, id_, place, event, occurred, interval, actor, correction, zone)
