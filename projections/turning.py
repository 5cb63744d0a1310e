"""The moments at which time alone may change what is read of a deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from domain.occurrence import Interval, Occurrence
from projections.deal import KnownDeal
from projections.facts import Fact

INSTANT = timedelta(microseconds=1)


def turning_points(deal: KnownDeal) -> Iterator[datetime]:
    """When something begins, ends or is over by itself, of all that is known."""
    for fact in (*deal.facts.counted, *deal.organisation):
        yield from _around(fact.interval)
        for when in _times(fact):
            yield from _around(when.interval(deal.zone))


def _around(interval: Interval) -> tuple[datetime, datetime, datetime]:
    return interval.begin, interval.end, interval.end + INSTANT


def _times(fact: Fact) -> Iterable[Occurrence]:
    found: list[Occurrence] = []
    _collect(fact.event, found)
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
