"""One form: what it records, in which words it asks, and what it does not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from api.pages.forms.common import BESIDE
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.forms.when import NoSuchTime
from domain.refusals import Fault
from projections.deal import KnownDeal

Json = dict[str, Any]
Group = Literal["What was said", "Signing off", "Who takes part", "Taking back"]


def _alone(record: Json, _: Filled) -> list[Json]:
    return [record]


def _undoubted(_: KnownDeal, __: Filled) -> list[Fault]:
    return []


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `name` stands in its address; `given` is the field of the id that it makes.

    `finished` gives all that is recorded together, from the record and what was filled in.
    `doubts` are what is asked back before it is recorded, of what is already on record.
    """

    name: str
    type: str
    group: Group
    title: str
    says: str
    fields: tuple[Field, ...]
    given: str | None = None
    finished: Callable[[Json, Filled], list[Json]] = _alone
    doubts: Callable[[KnownDeal, Filled], list[Fault]] = _undoubted

    @property
    def every(self) -> tuple[Field, ...]:
        """Its own fields, and those around the event."""
        return (*self.fields, *BESIDE)

    def records(self, filled: Filled, zone: str, id_: str) -> tuple[list[Json], list[Fault]]:
        """What was filled in, as records of which the first has this id; and what is no time."""
        record, faults = made(self.every, filled, zone)
        faults = [replace(each, pointer=f"/0{each.pointer}") for each in faults]
        record |= {"id": id_, "type": self.type}
        record.setdefault("data", {})
        if self.given:
            record["data"][self.given] = id_.replace(":", "-")
        return self.finished(record, filled), faults


def made(
    fields: tuple[Field, ...], filled: Filled, zone: str, of: int = 0
) -> tuple[Json, list[Fault]]:
    """The parts of the `of`-th record of a form that its fields give, and what is no time."""
    record: Json = {}
    faults = []
    for field in fields:
        if field.of != of or not field.at:
            continue
        try:
            value = field.read(filled, zone)
        except NoSuchTime as fault:
            # Something stands there, so that it is not called missing as well.
            value = "2000-01-01"
            faults.append(Fault("bad_time", field.at, str(fault)))
        if value is not None:
            _put(record, field.at, value)
    return record, faults


def _put(record: Json, pointer: str, value: Any) -> None:
    *path, last = pointer.split("/")[1:]
    holder = record
    for step in path:
        holder = holder.setdefault(step, {})
    holder[last] = value
