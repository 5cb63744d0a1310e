"""What nobody enters by hand: what is yet to happen, and what a system did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.events.deal import DealOpened
from domain.events.disputes import RecordCorrected
from domain.occurrence import Occurrence
from domain.record import Record
from domain.refusals import Fault
from domain.values import SYSTEM

_PERSONS = frozenset({"actor", "on_behalf_of", "instructed_by", "attendees", "to", "by", "person"})
_LATER = "This is later than now. What is planned has not happened: record it when it has."
_NO_HUMAN = "A system is no person: what it reports comes by its own connection."


def yet_to_happen(records: Sequence[Record], zone: str, now: datetime) -> Iterator[Fault]:
    """A fault for each occurrence, days in `zone`, that begins after `now`."""
    for place, record in enumerate(records):
        for pointer, occurred in _occurrences(record):
            if not occurred.interval(zone).begun_by(now):
                yield Fault("bad_time", f"/{place}{pointer}", _LATER)


def _occurrences(record: Record) -> Iterator[tuple[str, Occurrence]]:
    yield "/occurred_at", record.envelope.occurred_at
    if isinstance(record.event, RecordCorrected) and record.event.occurred_at:
        yield "/data/occurred_at", record.event.occurred_at


def zone_opened(records: Sequence[Record]) -> str:
    """The time zone of the deal that is opened with these."""
    return next((e.time_zone for r in records if isinstance(e := r.event, DealOpened)), "UTC")


def by_systems(value: Mapping[str, Any], pointer: str) -> Iterator[Fault]:
    """A fault for each place of a record, sent or corrected, where a system stands for a person."""
    for name, inner in value.items():
        at = f"{pointer}/{name}"
        if isinstance(inner, Mapping):
            yield from by_systems(inner, at)
        elif name in _PERSONS and any(_is_system(each) for each in _every(inner)):
            yield Fault("bad_value", at, _NO_HUMAN)


def _every(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _is_system(value: Any) -> bool:
    return isinstance(value, str) and value.casefold().startswith(SYSTEM)
