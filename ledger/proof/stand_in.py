"""What stands in the place of a value that was erased: JSON [name, value], as in its disclosure but
without a salt; [name] where nothing can stand. It says that there was something, and nothing of it.

Nothing that is hashed speaks for it: whoever reads one, or verifies it, holds it against this.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from domain.events import REGISTRY
from domain.events.disputes import RecordCorrected
from domain.record import Envelope
from domain.shape import Shape, shape_of
from domain.values import Standing

ERASED_TEXT = "[erased]"
_STANDING: tuple[Any, ...] = (ERASED_TEXT, [ERASED_TEXT], {"text": ERASED_TEXT})


def stand_in(name: str, value: Any) -> str:
    """What is put in the place of a value."""
    told: list[Any] = [name]
    if name.endswith("/sha256"):
        pass
    elif isinstance(value, str):
        told.append(ERASED_TEXT)
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        told.append([ERASED_TEXT])
    elif isinstance(value, dict) and value.keys() == {"text"}:
        told.append({"text": ERASED_TEXT})
    return json.dumps(told)


def standing_in(text: str, entry: Mapping[str, Any]) -> list[Any]:
    """Name, and what stands there if anything does.

    Raises ValueError when it tells more than that something was erased, when it stands where
    something is in clear in the entry, or where entries of its type commit to nothing.
    """
    try:
        found = json.loads(text)
        name, *standing = found
        good = isinstance(found, list) and standing in ([], *([each] for each in _STANDING))
        free = good and _is_free(name, entry) and _is_committed(name, entry)
    except (ValueError, TypeError, RecursionError, LookupError, AttributeError):
        free = False
    if not free:
        raise ValueError("what stands for an erased value tells something else")
    return [name, *standing]


def _is_free(name: str, entry: Mapping[str, Any]) -> bool:
    start, *path, last = name.split("/")
    holder: Any = entry
    for step in path:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    return start == "" and isinstance(holder, dict) and last not in holder


def _is_committed(name: str, entry: Mapping[str, Any]) -> bool:
    """Whether an entry of its type commits to what is there; True, too, where nobody can tell."""
    shape: Shape | None = shape_of(Envelope)
    path = [step for step in name.split("/")[1:] if not step.isdigit()]
    privileged = path[0] == "data" and entry.get("privilege", "none") != "none"
    if path[0] == "data":
        shape, path = _shape_of_data(entry, path[1:])
    if shape is None or entry.get("type") not in REGISTRY:
        return True
    for step in path:
        shape = shape.fields[step]
    return privileged or shape.standing is Standing.COMMITTED


def _shape_of_data(entry: Mapping[str, Any], path: list[str]) -> tuple[Shape | None, list[str]]:
    """The shape of the data, and the path within it; None for a schema of another version."""
    kind, schema = entry.get("type", ""), entry.get("schema")
    if kind == RecordCorrected.stored_as and path[0] == "data":
        # The right data are written as what they correct.
        kind, schema, path = entry["data"].get("type", ""), entry.get("data_schema", 1), path[1:]
    known = kind in REGISTRY and schema == REGISTRY.schema(kind)
    return shape_of(REGISTRY.kind(kind)) if known else None, path
