"""Findings that were settled, and wordings that somebody signed without looking."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "finding.settled": {
        "finding": "SCOPE01",
        "about": [{"clause": "4.2", "version": 1}],
        "how": "fixed",
        "reason": "The clause says so now.",
    },
    "review.waived": {
        "proposal": "P1",
        "clauses": ["4.2"],
        "reason": "No time before the sending.",
    },
}

FULL: dict[str, dict[str, Any]] = {
    "finding.settled": {
        "finding": "SEEN01",
        "about": [{"sign_off": "S1"}, {"clause": "4.2", "version": 1}],
        "persons": ["carla", "vera"],
        "how": "accepted",
        "accepted_by": "vera",
        "authority": "G1",
        "reason": "She knows the clause from the deal before.",
    },
    "review.waived": {
        "proposal": "P1",
        "clauses": ["4.2"],
        "sign_off": "S1",
        "reason": "The deadline of the tender is tonight.",
    },
}
