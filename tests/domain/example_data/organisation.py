"""The organisation: catalogue, authority, identity, policy."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "catalogue.item_defined": {"item": "analytics", "name": "Analytics"},
    "authority.granted": {"grant": "G1", "function": "deal_desk", "over": "any"},
    "authority.delegated": {
        "delegation": "DE1",
        "delegator": "vera",
        "delegate": "dana",
        "from": "2025-05-08",
        "until": "2025-05-16",
    },
    "authority.revoked": {"grant": "G1"},
    "person.identified": {"person": "ana", "same_as": "a.weber", "method": "directory"},
    "policy.published": {"policy": "PO1", "rules": [], "from": "2025-04-01"},
}

FULL: dict[str, dict[str, Any]] = {
    "catalogue.item_defined": {
        "item": "analytics-plus",
        "name": "Analytics Plus",
        "parent": "analytics",
        "synonyms": ["the plus pack", "extended analytics"],
    },
    "authority.granted": {
        "grant": "G2",
        "person": "vera",
        "over": "price_hold",
        "limit": {"months": 36},
        "from": "2025-04-01",
        "until": "2026-03-31",
    },
    "authority.delegated": {
        "delegation": "DE2",
        "delegator": "vera",
        "delegate": "dana",
        "limit": {"amount": "500000.00", "currency": "USD"},
        "from": "2025-05-08",
        "until": "2025-05-16T18:00+02:00",
    },
    "authority.revoked": {"delegation": "DE2"},
    "person.identified": {
        "person": "ana",
        "same_as": "a.weber",
        "method": "Same badge number",
        "confirmed_by": "vera",
    },
    "policy.published": {
        "policy": "PO2",
        "rules": [
            {
                "when": {
                    "kind": "discount",
                    "axis": "services",
                    "item": "platform",
                    "above": {"percent": "20"},
                },
                "requires": "deal_desk",
            },
            {"when": {}, "requires": "legal"},
        ],
        "from": "2025-04-01",
    },
}
