"""One deal, folded for the views: as readers and as legal may know it, at a moment.

The moment is no clock's: it is the last one by `now` at which anything could have changed. So the
rows depend on the entries and on what has begun, and on nothing else; whoever makes them when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from domain.occurrence import Interval, Occurrence
from domain.record import Entry
from projections.basis import Basis
from projections.deal import KnownDeal
from projections.facts import WITHHELD_FROM_READERS, Fact, Role, visible
from projections.people import people_of, persons_named
from projections.views.view import Audience

INSTANT = timedelta(microseconds=1)


class Stands(NamedTuple):
    """What the rows of a deal stand on. `changes_at`: when time alone may change them.

    `persons` are all ids that it names; `withheld` counts the records that readers may not see.
    """

    deal: str
    version: int
    moment: datetime
    changes_at: datetime | None
    persons: list[str]
    withheld: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A deal as each audience may know it."""

    stands: Stands
    known: dict[Audience, KnownDeal]


def folded(
    deal: str, entries: Sequence[Entry], organisation: Sequence[Entry], now: datetime
) -> Folded:
    """The deal with all of these entries. Raises whatever a fold raises."""
    last = entries[-1]
    whole = _known(deal, entries, organisation, last.recorded_at, "admin")
    changes = [each for each in _changes(whole) if each > last.recorded_at]
    moment = max((each for each in changes if each <= now), default=last.recorded_at)
    if moment != last.recorded_at:
        whole = _known(deal, entries, organisation, moment, "admin")
    known: dict[Audience, KnownDeal] = {"all": whole}
    if any(each.envelope.privilege in WITHHELD_FROM_READERS for each in (*entries, *organisation)):
        known = {"legal": whole}
        reader = _known(deal, entries, organisation, moment, "reader")
        if reader.shown:
            known["reader"] = reader
    stands = Stands(
        deal,
        last.version,
        moment,
        min((each for each in changes if each > now), default=None),
        _persons(whole),
        visible(entries, "reader")[1],
    )
    return Folded(stands, known)


def _known(
    deal: str, entries: Sequence[Entry], organisation: Sequence[Entry], at: datetime, role: Role
) -> KnownDeal:
    position = max(each[-1].position for each in (entries, organisation) if each)
    basis = Basis(at, position, at, position, role, root="")
    return KnownDeal(deal, entries, organisation, basis)


def _persons(deal: KnownDeal) -> list[str]:
    """Every id of a person whom the deal names, by the alphabet."""
    people = people_of(deal)
    return sorted({*persons_named(deal, people), *deal.participants})


def _changes(deal: KnownDeal) -> Iterator[datetime]:
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
