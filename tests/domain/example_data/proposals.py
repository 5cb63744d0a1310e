"""Proposals, agreements and orders."""

from __future__ import annotations

from typing import Any

MINIMAL: dict[str, dict[str, Any]] = {
    "proposal.sealed": {"proposal": "P1"},
    "proposal.sent": {"proposal": "P1", "to": ["carla"], "channel": "email"},
    "proposal.received": {"proposal": "P1", "by": "carla"},
    "proposal.opened": {"proposal": "P1", "by": "carla"},
    "proposal.countered": {"proposal": "P1", "by": "acme"},
    "proposal.accepted": {"proposal": "P1", "by": "acme"},
    "proposal.rejected": {"proposal": "P1"},
    "proposal.lapsed": {"proposal": "P1"},
    "agreement.executed": {"agreement": "A1", "proposal": "P1"},
    "order.placed": {"order": "O1", "order_type": "initial"},
    "reliance.reported": {
        "by": "acme",
        "act": "Stopped talks with another bidder.",
        "on": {"proposal": "P1"},
    },
}

FULL: dict[str, dict[str, Any]] = {
    "proposal.sealed": {
        "proposal": "P2",
        "clauses": ["4.2", "3.1"],
        "contents": [{"clause": "4.2", "version": 2}, {"clause": "3.1", "version": 1}],
        "amends": "P1",
    },
    "proposal.sent": {
        "proposal": "P2",
        "to": ["carla", "acme"],
        "via": "brightlink",
        "channel": "the client's bidding portal",
        "valid_until": "2025-06-15",
        "irrevocable_until": "2025-06-01T12:00Z",
        "irrevocable_basis": "Tender conditions, no. 7",
    },
    "proposal.received": {"proposal": "P2", "by": "carla"},
    "proposal.opened": {"proposal": "P2", "by": "carla"},
    "proposal.countered": {
        "proposal": "P2",
        "by": "carla",
        "text": "Twenty-five percent, or nothing.",
        "clauses": ["4.2"],
    },
    "proposal.accepted": {
        "proposal": "P2",
        "by": "carla",
        "mode": "signature",
        "dispatched_at": "2025-05-16T16:29Z",
        "received_at": {"from": "2025-05-16T16:30Z", "to": "2025-05-17"},
        "qualifications": ["Subject to the board.", "Payment within 60 days."],
    },
    "proposal.rejected": {"proposal": "P2", "by": "acme", "reason": "Too dear."},
    "proposal.lapsed": {"proposal": "P2", "by": "vendor", "reason": "Nobody answered."},
    "agreement.executed": {
        "agreement": "A2",
        "proposal": "P2",
        "effective_from": "2025-06-01",
        "entire_agreement_clause": "3.1",
    },
    "order.placed": {
        "order": "O2",
        "order_type": "co_term",
        "lines": [
            {
                "item": "analytics",
                "quantity": 500,
                "unit_price": {"amount": "19.90", "currency": "EUR"},
            },
            {"item": "platform"},
        ],
        "proposal": "P2",
        "claimed_under": "4.2",
    },
    "reliance.reported": {
        "by": "carla",
        "act": "Cancelled the old contract.",
        "on": {"clause": "4.2", "version": 2},
    },
}
