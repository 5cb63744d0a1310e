"""The story once more, by senders who put into every field what might harm a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from api.cli.demo import story_text

RIGHT_TO_LEFT = "\u202e\u2067\u202b"
"""What turns the direction of all that comes after it, and ends nowhere."""
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)></p>\"'&{{ 7 * 7 }}"
WORDS = f"{MARKUP} {RIGHT_TO_LEFT}שלום 12 (a) "
LONG = "w" * 10_000
LONGEST_ID = 120
MARGUERITE = "Marguerite Oyelaran"
LOOK_ALIKE = "M\u0430rguerite Oyel\u0430ran"
"""The same for the eye: two of its letters are Cyrillic."""
_WORDS = {"name", "heading", "text", "words", "adds", "act", "cause", "reason", "question"} | {
    "surface",
    "ref",
    "quote",
}
_LONG_NAMES = {MARGUERITE, "Licences for a health agency, bid of spring 2025"}
"""Not every name: they stand in every sentence, and one of each is enough."""
_IDS = (
    {"clause", "clauses", "proposal", "message", "statement", "sign_off", "dispute", "of"}
    | {"person", "party", "client", "actor", "by", "to", "via", "drafted_by", "requested_by"}
    | {"on_behalf_of", "instructed_by", "id", "deal"}
)


def hostile_records() -> Iterator[dict[str, Any]]:
    """Every record of the story's deal, as one of another deal; and what comes long after it."""
    for line in story_text().splitlines():
        record = json.loads(line)
        if record.get("deal"):
            changed: dict[str, Any] = _changed(record, "")
            yield changed
    yield {
        "id": "look-alike",
        "deal": hostile_id("northcare-2025"),
        "type": "participant.assigned",
        "occurred_at": "2025-04-07T09:10:00Z",
        "actor": hostile_id("rep"),
        "data": {
            "person": "look-alike",
            "name": f"{LOOK_ALIKE} {WORDS}",
            "party": hostile_id("vendor"),
            "function": "sales",
        },
    }
    for clause in ("3.1", "4.2"):
        yield {
            "id": f"look-alike-{clause}",
            "deal": hostile_id("northcare-2025"),
            "type": "clause.displayed",
            "occurred_at": "2025-05-12T10:00:00Z",
            "actor": hostile_id("rep"),
            "data": {"clause": hostile_id(clause), "to": "look-alike"},
        }


def hostile_id(given: str) -> str:
    """An id as long as ids may be, in which no line can be broken."""
    return f"{given}-".ljust(LONGEST_ID, "x")


def _changed(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _changed(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_changed(each, name) for each in value]
    if name in _WORDS:
        return f"{value} {WORDS}{LONG if value in _LONG_NAMES or name != 'name' else ''}"
    if name in _IDS and not value.startswith("system:"):
        return hostile_id(value)
    return value
