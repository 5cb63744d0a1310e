"""Legal holds."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "legal_hold.placed": {"hold": "H1", "deals": ["D-1"], "reason": "A claim is expected."},
    "legal_hold.released": {"hold": "H1", "reason": "Settled."},
}

FULL: dict[str, dict[str, Any]] = {
    "legal_hold.placed": {
        "hold": "H2",
        "persons": ["carla", "vera"],
        "deals": ["D-1", "D-2"],
        "reason": "The regulator has asked for all of it.",
    },
    "legal_hold.released": {"hold": "H2", "reason": "The regulator has closed its case."},
}
