"""Orders that may come."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "scenario.defined": {
        "scenario": "more-sites",
        "name": "More sites are added",
        "order_type": "expansion",
    },
}

FULL: dict[str, dict[str, Any]] = {
    "scenario.defined": {
        "scenario": "analytics-late",
        "name": "An affiliate orders analytics in month 30",
        "order_type": "expansion",
        "services": ["analytics"],
        "quantity": "additional",
        "beneficiary": "affiliates",
        "month": 30,
        "through": "partner",
        "units": 250,
        "unit_price": {"amount": "40.00", "currency": "EUR"},
    },
}
