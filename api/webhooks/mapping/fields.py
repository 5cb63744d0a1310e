"""Which of a CRM object's fields are to be reported: what stands there now, and what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.strict_json import LARGEST_INTEGER

Json = Any
_EMPTY = ""
"""How an emptied field is reported: records have no null."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One field: its name in the CRM, its label here, its value and the one before."""

    field: str
    label: str
    value: Json
    previous: Json


@dataclass(frozen=True, slots=True)
class Told:
    """What a payload tells of an object's fields: their values, those before, those emptied."""

    values: Mapping[str, Json]
    previous: Json
    cleared: Json


def reported(labels: Mapping[str, str], fields: Told, *, empty: bool) -> Iterator[Reported]:
    """The fields of `labels` that have a value; of a change (`previous` is an object) the new ones.

    A change tells the fields that it is about in `previous`: those that it leaves out are as they
    were. A field that became empty is reported as such; one that stands there empty with `empty`.
    """
    previous = fields.previous
    emptied = fields.cleared if isinstance(fields.cleared, list) else []
    for name, label in labels.items():
        here, value = _at(name, fields.values)
        told, before = _at(name, previous) if isinstance(previous, dict) else (False, None)
        if name in emptied:
            value = _EMPTY
        elif isinstance(previous, dict) and not (told and _differ(value, before)):
            continue
        elif value is None and (before is not None or (here and empty)):
            value = _EMPTY
        if value is not None:
            yield Reported(name, label, _recordable(value), _recordable(before))


def _at(path: str, holder: Mapping[str, Json]) -> tuple[bool, Json]:
    """Whether something stands at `a.b`, and what. What is below a null is null."""
    found: Json = holder
    if path in holder:
        return True, holder[path]
    for step in path.split("."):
        if found is None:
            return True, None
        if not isinstance(found, dict) or step not in found:
            return False, None
        found = found[step]
    return True, found


def _differ(value: Json, before: Json) -> bool:
    # For Python, 1 is True.
    return bool(value != before) or type(value) is not type(before)


def _recordable(value: Json) -> Json:
    """Whole numbers beyond those that records hold are written out."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_INTEGER:
        return str(value)
    return value
