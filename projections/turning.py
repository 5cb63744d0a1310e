"""The moments at which time alone may change what is read of a deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from domain.corrections import corrected_event
from domain.events import Event
from domain.events.deal import DealOpened
from domain.events.disputes import RecordCorrected
from domain.occurrence import Interval, Occurrence
from projections.deal import KnownDeal

INSTANT = timedelta(microseconds=1)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def turning_points(deal: KnownDeal) -> Iterator[datetime]:
    """When something begins, ends or is over by itself, of all that is known."""
    for fact in (*deal.facts.counted, *deal.organisation):
        yield from _around(fact.interval)
        for when in _times(fact.event):
            yield from _around(when.interval(deal.zone))


def unturned(deal: KnownDeal, moment: datetime) -> tuple[datetime, datetime]:
    """Since when, and until before when, nothing begins, ends or is over by itself.

    Around a moment; and of all that was ever known, as it was before it was corrected or struck,
    in each zone that the deal had: a state of before stands on that.
    """
    since, until = _EARLIEST, _LATEST
    for each in _ever(deal):
        if each > moment:
            until = min(until, each)
        elif each > since:
            since = each
    return since, until


def _ever(deal: KnownDeal) -> Iterator[datetime]:
    entries = (*deal.shown, *deal.organisation_shown)
    said = [(entry.envelope.occurred_at, entry.event) for entry in entries]
    for entry in entries:
        if isinstance(correction := entry.event, RecordCorrected):
            right = correction.occurred_at or entry.envelope.occurred_at
            said.append((right, corrected_event(correction)))
    zones = {event.time_zone for _, event in said if isinstance(event, DealOpened)}
    for zone in {"UTC", *zones}:
        for occurred, event in said:
            yield from _around(occurred.interval(zone))
            for when in _times(event):
                yield from _around(when.interval(zone))


def _around(interval: Interval) -> tuple[datetime, datetime, datetime]:
    return interval.begin, interval.end, interval.end + INSTANT


def _times(event: Event) -> Iterable[Occurrence]:
    if not _holding_times(type(event)):
        return ()
    found: list[Occurrence] = []
    _collect(event, found)
    return found


def _collect(value: object, found: list[Occurrence]) -> None:
    if isinstance(value, Occurrence):
        found.append(value)
    elif isinstance(value, BaseModel):
        for name in _holding_times(type(value)):
            _collect(getattr(value, name), found)
    elif isinstance(value, tuple):
        for each in value:
            _collect(each, found)


@cache
def _holding_times(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model in which a time may stand, itself or deeper."""
    return tuple(n for n, field in kind.model_fields.items() if _may_hold(field.annotation))


def _may_hold(annotation: Any) -> bool:
    if annotation is Occurrence:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_holding_times(annotation))
    return any(_may_hold(each) for each in get_args(annotation))
