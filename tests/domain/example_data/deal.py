"""The deal and its people."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "deal.opened": {"name": "Analytics for Acme", "client": "acme", "currency": "EUR"},
    "party.joined": {"party": "acme", "name": "Acme GmbH", "role": "client"},
    "participant.assigned": {
        "person": "ana",
        "name": "Ana Weber",
        "party": "vendor",
        "function": "sales",
    },
    "deal.closed": {"outcome": "won"},
}

FULL: dict[str, dict[str, Any]] = {
    "deal.opened": {
        "name": "Analytics for Acme",
        "client": "acme",
        "currency": "EUR",
        "governing_law": "Law of Hamburg",
        "regulated_buyer": True,
        "time_zone": "Europe/Berlin",
    },
    "party.joined": {
        "party": "acme-labs",
        "name": "Acme Labs KG",
        "role": "other",
        "acts_for": "acme",
        "parent": "acme-holding",
    },
    "participant.assigned": {
        "person": "ana",
        "name": "Ana Weber",
        "party": "vendor",
        "function": "sales_leadership",
        "until": "2025-12-31",
    },
    "deal.closed": {"outcome": "lost", "reason": "The client chose another bidder."},
}
