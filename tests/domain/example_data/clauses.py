"""Clauses and terms."""

from __future__ import annotations

from typing import Any

TERM: dict[str, Any] = {
    "kind": "discount",
    "value": {"percent": "22.5"},
    "scope": [
        {"axis": "services", "item": "platform", "state": "in", "words": "the Platform itself"},
        {"axis": "orders", "item": "expansion", "state": "out"},
        {"axis": "beneficiaries", "item": "acme-labs", "state": "in"},
    ],
    "from": "2025-06-01",
    "until": "2028-05-31",
    "condition": "After 500 seats were ordered.",
}

MINIMAL: dict[str, dict[str, Any]] = {
    "clause.added": {"clause": "9.1", "heading": "Venue", "text": "Hamburg."},
    "clause.revised": {"clause": "4.2", "text": "Twenty percent, for twelve months."},
    "clause.removed": {"clause": "4.2"},
    "term.stated": {
        "clause": "4.2",
        "term": {"kind": "other", "scope": []},
        "method": "human",
    },
    "precedence.stated": {"order": ["order"]},
    "terms.clarified": {"clauses": ["4.2"], "agreed_by": ["acme"]},
}

FULL: dict[str, dict[str, Any]] = {
    "clause.added": {
        "clause": "9.2",
        "heading": "Pricing of additions",
        "text": "Additions are priced as the Platform.",
        "document": "schedule-a",
        "term": TERM,
        "drafted_by": "ana",
        "requested_by": "brightlink",
    },
    "clause.revised": {
        "clause": "4.2",
        "text": "Twenty-two percent on the Platform.",
        "heading": "Discount on the Platform",
        "term": TERM,
        "drafted_by": "ana",
        "requested_by": "carla",
        "reason": "The client asked for plainer words.",
    },
    "clause.removed": {
        "clause": "3.1",
        "reason": "Moved into the schedule.",
        "requested_by": "vera",
    },
    "term.stated": {
        "clause": "4.2",
        "version": 2,
        "term": TERM,
        "method": "parser",
        "confirmed_by": "vera",
    },
    "precedence.stated": {"order": ["schedule-a", "order"], "clause": "3.1"},
    "terms.clarified": {
        "clauses": ["4.2", "3.1"],
        "term": TERM,
        "text": "Add-ons are new modules only.",
        "agreed_by": ["acme", "vendor"],
        "effective_from": "2025-07-01",
    },
}
