"""Server-sent events out of the bytes of a stream (the HTML standard, section 9.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE_ENDS = re.compile(rb"\r\n|\n|\r(?!$)")
"""A carriage return at the end of what has come may be half of a line's end."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `id` is "" when it has none."""

    name: str
    id: str
    data: str


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """The events of a stream. One that was cut off is none."""
    fields: dict[str, list[str]] = {}
    for line in _lines(chunks):
        if line:
            name, _, value = line.partition(":")
            fields.setdefault(name, []).append(value.removeprefix(" "))
            continue
        if "data" in fields:
            name, id_ = (fields.get(each, [""])[-1] for each in ("event", "id"))
            yield Event(name or "message", id_, "\n".join(fields["data"]))
        fields = {}


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    # Not httpx's own lines: these end at U+2028 and others, too, which stand in clauses as text.
    rest = b""
    for chunk in chunks:
        *whole, rest = _LINE_ENDS.split(rest + chunk)
        for line in whole:
            yield line.decode("utf-8", "replace")
