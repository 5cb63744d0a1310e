"""How each field of an event stands in the hashed bytes (VOCABULARY 8).

In clear: ids of things, refs, enumerations, times, money and other values, term scope, clause
headings and texts. Persons: pseudonyms. Every other string: committed. Of a privileged record all
of `data` is committed but the ids.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from domain.occurrence import Occurrence
from domain.values import SYSTEM, In, Standing

Json = Any
"""A value as the `json` module gives it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The standing of one value; for an object also of each of its fields.

    `fields` is empty for a leaf. A list has the shape of its members. `persons` are those of the
    fields in which a person may stand, at any depth. It `stands` as it is when neither a person nor
    anything committed is in it.
    """

    standing: Standing
    fields: Mapping[str, Shape]
    persons: tuple[tuple[str, Shape], ...] = field(init=False, repr=False, compare=False)
    stands: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        persons = (
            (name, inner)
            for name, inner in self.fields.items()
            if inner.persons or inner.standing is Standing.PERSON
        )
        object.__setattr__(self, "persons", tuple(persons))
        clear = self.standing not in {Standing.PERSON, Standing.COMMITTED}
        stands = clear and all(inner.stands for inner in self.fields.values())
        object.__setattr__(self, "stands", stands)

    @property
    def holds_ids(self) -> bool:
        """Whether an id of a thing or a person stands anywhere in it."""
        return self.standing in {Standing.ID, Standing.PERSON} or any(
            field.holds_ids for field in self.fields.values()
        )


_LEAF = {standing: Shape(standing, {}) for standing in Standing}


@cache
def shape_of(model: type[BaseModel]) -> Shape:
    """The shape of a model. Raises TypeError for a string that says nothing of its standing."""
    fields = {}
    for name, given in model.model_fields.items():
        marks = [mark for mark in given.metadata if isinstance(mark, In)]
        where = f"{model.__name__}.{name}"
        found = _LEAF[marks[-1].standing] if marks else _shape(given.annotation, where)
        fields[given.alias or name] = found
    return Shape(Standing.CLEAR, fields)


def _shape(annotation: Any, where: str) -> Shape:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marks = [mark for mark in args[1:] if isinstance(mark, In)]
        return _LEAF[marks[-1].standing] if marks else _shape(args[0], where)
    if origin in {Union, types.UnionType}:
        return _union([_shape(arg, where) for arg in args if arg is not types.NoneType])
    if origin is tuple:
        return _shape(args[0], where)
    if origin is Literal or annotation in {int, bool, Occurrence}:
        return _LEAF[Standing.CLEAR]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return shape_of(annotation)
    if origin is dict:  # the data of a correction: shaped by the record that it corrects
        return _LEAF[Standing.CLEAR]
    raise TypeError(f"{where}: {annotation!r} does not say how it stands in the hashed bytes")


def _union(members: list[Shape]) -> Shape:
    fields: dict[str, Shape] = {}
    for member in members:
        fields |= member.fields
    standings = {member.standing for member in members if not member.fields}
    strongest = next((s for s in _STRONGEST_FIRST if s in standings), Standing.CLEAR)
    return Shape(strongest, fields)


_STRONGEST_FIRST = (Standing.COMMITTED, Standing.PERSON, Standing.ID)


@dataclass(frozen=True, slots=True)
class Split:
    """Data as it stands in the hashed bytes, and what was taken out of it.

    `committed` holds JSON pointers with the values that stood there, in the order of the pointers.
    """

    clear: Json
    committed: tuple[tuple[str, Json], ...]


Pseudonym = Callable[[str], str]


def split(
    value: dict[str, Json], shape: Shape, pointer: str, pseudonym: Pseudonym, *, all_: bool
) -> Split:
    """Take what is committed out of the object `value`; with `all_`, everything but the ids."""
    taken: list[tuple[str, Json]] = []
    # The object itself stays, also when nothing is left in it.
    clear = _take_from_object(value, shape, pointer, _Taking(pseudonym, all_, taken))
    return Split(clear, tuple(taken))


@dataclass(frozen=True, slots=True)
class _Taking:
    pseudonym: Pseudonym
    everything: bool
    taken: list[tuple[str, Json]]

    def takes(self, shape: Shape) -> bool:
        if shape.standing is Standing.COMMITTED:
            return True
        return self.everything and not shape.holds_ids


_GONE = object()


def _take(value: Json, shape: Shape, pointer: str, taking: _Taking) -> Json:
    if value != [] and taking.takes(shape):
        taking.taken.append((pointer, value))
        return _GONE
    if isinstance(value, list):
        # A list whose members are all committed was taken as one, so no member goes missing here.
        return [_take(each, shape, f"{pointer}/{at}", taking) for at, each in enumerate(value)]
    if isinstance(value, dict) and shape.fields:  # a range of times is a leaf
        return _take_from_object(value, shape, pointer, taking)
    if taking.everything and not isinstance(value, str):  # a flag where an id might stand
        taking.taken.append((pointer, value))
        return _GONE
    if shape.standing is Standing.PERSON and _is_person(value):
        return taking.pseudonym(value)
    return value


def _take_from_object(value: dict[str, Json], shape: Shape, at: str, taking: _Taking) -> Json:
    kept = {}
    for name in sorted(value):
        inner = shape.fields[name]
        if inner.stands and not taking.everything:
            kept[name] = value[name]
            continue
        found = _take(value[name], inner, f"{at}/{name}", taking)
        if found is not _GONE:
            kept[name] = found
    return kept


def put_back(value: Json, committed: Iterator[tuple[str, Json]]) -> Json:
    """The opposite of taking out: sets each value at its pointer, in place, and returns `value`."""
    for pointer, found in committed:
        *path, last = pointer.split("/")[1:]
        holder = value
        for step in path:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        holder[last] = found
    return value


def with_persons(value: Json, shape: Shape, person: Callable[[str], str]) -> Json:
    """`value` with every pseudonym turned back into an id by `person`; an object in place."""
    if isinstance(value, dict):
        for name, inner in shape.persons:
            if name in value:
                value[name] = with_persons(value[name], inner, person)
        return value
    if isinstance(value, list):
        return [with_persons(member, shape, person) for member in value]
    if shape.standing is Standing.PERSON and _is_person(value):
        return person(value)
    return value


def _is_person(value: Json) -> bool:
    return isinstance(value, str) and not value.startswith(SYSTEM)
