"""Forms that mend a record: one strikes it, one says what is right in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from api.pages.forms.common import BESIDE, at
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled, Values
from api.pages.forms.form import made
from api.pages.forms.kinds import FORMS
from api.pages.forms.signed import worth_nothing
from api.sending import OF_LEGAL
from domain.events import WRITTEN_BY_THE_LEDGER
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.occurrence import Occurrence
from domain.refusals import Fault
from projections.facts import Fact

Json = dict[str, Any]
BY_TYPE = {form.type: form for form in FORMS}
_MOVED = {"/occurred_at": "/data/occurred_at", "/actor": "/data/actor"}
_IN_DATA = "/data/data/"


def _why(label: str) -> tuple[Field, ...]:
    return (
        Field("why", label, "words", "/data/reason"),
        Field("by", "Who says so", "one", "/actor", choices=lambda deal: deal.people),
        replace(at("When they say so"), name="said"),
    )


STRIKE = (*_why("Why it should never have been recorded"), *BESIDE)
CORRECTION = (*_why("What was wrong"), *BESIDE)


def may_be_struck(fact: Fact, *, legal: bool, recorder: bool) -> bool:
    """Whether a record may be struck by somebody with these roles."""
    event = fact.event
    written = event.stored_as in WRITTEN_BY_THE_LEDGER
    if written or isinstance(event, RecordStruck | RecordCorrected | PrivilegeMarked):
        return False
    return legal if event.stored_as in OF_LEGAL else recorder


def strike(filled: Filled, zone: str, id_: str, record: str) -> tuple[list[Json], list[Fault]]:
    """The record that strikes another."""
    struck, faults = made(STRIKE, filled, zone)
    struck |= {"id": id_, "type": "record.struck"}
    struck.setdefault("data", {})["record"] = record
    return [struck], _of_first(faults)


@dataclass(frozen=True)
class CorrectionForm:
    """The form of a record with what is known of it filled in.

    A field that would not give again what the record says is not shown, and stays as it is; so does
    what no field shows.
    """

    fact: Fact
    zone: str

    @cached_property
    def _data(self) -> Json:
        return self.fact.event.model_dump(mode="json", exclude_none=True)

    @cached_property
    def right(self) -> tuple[Field, ...]:
        """What can be put right."""
        return tuple(self._shown(BY_TYPE[self.fact.event.stored_as].fields))

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order in which they are shown."""
        return (*self.right, *CORRECTION)

    @property
    def first(self) -> Values:
        """What the record says, in its fields."""
        found: Values = {}
        for field in self.right:
            found |= field.written(self._value(field), self.zone)
        return found

    def records(self, filled: Filled, zone: str, id_: str) -> tuple[list[Json], list[Fault]]:
        """The correction, and what is wrong with what was filled in."""
        found, faults = made(self.fields, filled, zone)
        found |= {"id": id_, "type": "record.corrected"}
        data = found.setdefault("data", {})
        shown = {field.at.removeprefix(_IN_DATA) for field in self.right}
        kept = {name: value for name, value in self._data.items() if name not in shown}
        data |= {"corrects": self.fact.id, "data": {**kept, **data.get("data", {})}}
        faults += [*self._missing(data), *self._worth_nothing(filled)]
        if not faults and self.stands != id_:
            faults += self._unchanged(data)
        self._leave_out_what_stays(data)
        return [found], _of_first(faults)

    @property
    def stands(self) -> str:
        """The id of the correction that stands now; empty where none does."""
        return self.fact.corrected_by.id if self.fact.corrected_by else ""

    def _unchanged(self, data: Json) -> Iterator[Fault]:
        """A correction that says what is known already would only seem to change something."""
        given, known = ({n: v for n, v in each.items() if v} for each in (data["data"], self._data))
        if given == known and all(self._as_known(field, data) for field in self.right):
            yield Fault("bad_value", "", "Nothing is changed: the record says all of this already.")

    def _as_known(self, field: Field, data: Json) -> bool:
        if field.at not in _MOVED.values():
            return True
        try:
            given = data[field.at.removeprefix("/data/")]
            return self._same(field, given, self._value(field))
        except ValueError:  # what reads records says what is wrong with it
            return False

    def _shown(self, fields: Iterable[Field]) -> Iterator[Field]:
        identity = next(iter(type(self.fact.event).model_fields))
        for field in fields:
            _, _, name = field.at.partition("/data/")
            if name and (name == identity or field.name == "which"):
                continue
            moved = f"{_IN_DATA}{name}" if name else _MOVED.get(field.at)
            if moved and self._gives_again(other := replace(field, at=moved)):
                yield other

    def _gives_again(self, field: Field) -> bool:
        value = self._value(field)
        again = field.read(Filled().filled(field.written(value, self.zone)), self.zone)
        return self._same(field, again, value)

    def _same(self, field: Field, one: Any, other: Any) -> bool:
        if field.shape != "when" or one is None or other is None:
            return bool(one == (other or None))
        first, second = (Occurrence.of(each).interval(self.zone) for each in (one, other))
        return first == second

    def _value(self, field: Field) -> Any:
        if field.at == _MOVED["/occurred_at"]:
            return self.fact.occurred.json
        if field.at == _MOVED["/actor"]:
            return self.fact.actor
        return self._data.get(field.at.removeprefix(_IN_DATA))

    def _missing(self, data: Json) -> Iterator[Fault]:
        """Left empty, time and actor would silently be what was said at first."""
        for field in self.right:
            name = field.at.removeprefix("/data/")
            if field.at in _MOVED.values() and name not in data:
                message = f"The field '{name}' is required."
                yield Fault("missing_field", field.at, message)

    def _worth_nothing(self, filled: Filled) -> Iterator[Fault]:
        """What nobody signs is not put in the place of what was signed; what stands there may."""
        for field in self.right:
            if field.shape == "amount" and field.read(filled, self.zone) != self._value(field):
                yield from worth_nothing(filled, field)

    def _leave_out_what_stays(self, data: Json) -> None:
        """What is as the record first said it needs no correction."""
        envelope = self.fact.entry.envelope
        for field in self.right:
            if field.at == _MOVED["/actor"] and data.get("actor") == envelope.actor:
                del data["actor"]
            if field.at == _MOVED["/occurred_at"] and self._stays(field, data):
                del data["occurred_at"]

    def _stays(self, field: Field, data: Json) -> bool:
        given = data.get("occurred_at")
        try:
            first = self.fact.entry.envelope.occurred_at.json
            return given is not None and self._same(field, given, first)
        except ValueError:  # what reads records says what is wrong with it
            return False


def _of_first(faults: Iterable[Fault]) -> list[Fault]:
    return [replace(each, pointer=f"/0{each.pointer}") for each in faults]
