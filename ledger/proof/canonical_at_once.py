"""The canonical bytes of `domain.canonical`, several times as fast."""

from __future__ import annotations

from typing import Any

import orjson

from domain.canonical import canonical

_AS_JSON_DOES = (
    orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
)


def canonical_at_once(value: Any) -> bytes:
    """The canonical bytes of a JSON value (a property test holds the two together).

    What this cannot write, the other one writes, or refuses.
    """
    try:
        return orjson.dumps(value, option=_AS_JSON_DOES)
    except orjson.JSONEncodeError:
        return canonical(value)
