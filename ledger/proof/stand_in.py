"""What stands in the place of a value that was erased: JSON [name, value], as in its disclosure but
without a salt; [name] where nothing can stand. It says that there was something, and nothing of it.

Nothing that is hashed speaks for it: whoever reads one, or verifies it, holds it against this.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

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

    Raises ValueError when it tells more than that something was erased, or stands where something
    is in clear in the entry.
    """
    try:
        found = json.loads(text)
        name, *standing = found
        good = isinstance(found, list) and standing in ([], *([each] for each in _STANDING))
        free = good and _is_free(name, entry)
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
