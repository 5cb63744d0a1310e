"""Sign-off."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "sign_off.requested": {"sign_off": "S1", "proposal": "P1", "of": "vera"},
    "sign_off.granted": {"sign_off": "S1", "proposal": "P1"},
    "sign_off.declined": {"sign_off": "S1", "proposal": "P1", "reason": "Too cheap."},
    "sign_off.withdrawn": {
        "sign_off": "S1",
        "reason_class": "error",
        "reason": "Signed the wrong one.",
    },
}

FULL: dict[str, dict[str, Any]] = {
    "sign_off.requested": {
        "sign_off": "S2",
        "proposal": "P2",
        "clauses": ["4.2", "3.1"],
        "of": "vera",
        "role": "Approver for discounts",
        "due": "2025-05-20",
    },
    "sign_off.granted": {
        "sign_off": "S2",
        "proposal": "P2",
        "clauses": ["4.2"],
        "role": "Approver for scope",
        "value": {"amount": "640000.00", "currency": "USD"},
        "conditions": ["Payment within 30 days.", "No further discount."],
        "statement": "Approved as sealed.",
    },
    "sign_off.declined": {"sign_off": "S2", "proposal": "P2", "reason": "Scope is open."},
    "sign_off.withdrawn": {
        "sign_off": "S2",
        "reason_class": "intent_mismatch",
        "reason": "Never meant for add-ons.",
    },
}
