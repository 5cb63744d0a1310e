"""Times in an address: as they are written, never as a number."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

_BEGINNING = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d", re.ASCII)


def _written(given: object) -> object:
    # Else a number, as in `since=2025`, would be taken for seconds since 1970.
    if isinstance(given, str) and not _BEGINNING.match(given):
        raise PydanticCustomError(
            "bad_time", "Write a time with its offset, as RFC 3339 has it (2025-05-16T16:29:00Z)"
        )
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_written)]
"""A time with its offset (RFC 3339)."""
