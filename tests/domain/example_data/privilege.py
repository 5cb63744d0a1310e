"""Marks of privilege. What is marked is the record `r-wrong`."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "privilege.marked": {
        "record": "r-wrong",
        "privilege": "attorney_client",
        "reason": "Drafted with counsel.",
    },
}

FULL: dict[str, dict[str, Any]] = {
    "privilege.marked": {
        "record": "r-wrong",
        "privilege": "work_product",
        "reason": "Written for the dispute.",
    },
}
