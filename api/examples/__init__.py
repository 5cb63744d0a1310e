"""One small deal as records: an example of every type that can be sent, readable by itself."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def examples() -> dict[str, dict[str, Any]]:
    """The first record of each type, as a sender would write it, by its type."""
    found: dict[str, dict[str, Any]] = {}
    text = (files("api.examples") / "records.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines():
        record = json.loads(line)
        found.setdefault(record["type"], record)
    return found
