"""Retraction, dispute, correction. What is struck and corrected is the record `r-wrong`."""

from __future__ import annotations

from typing import Any

from tests.domain.example_data.clauses import TERM
from tests.domain.example_data.told import ABOUT

MINIMAL: dict[str, dict[str, Any]] = {
    "retraction.instructed": {
        "target": {"proposal": "P1"},
        "to": "ana",
        "reason_class": "other",
        "reason": "Take it back.",
    },
    "proposal.retracted": {
        "proposal": "P1",
        "to": ["carla"],
        "reason_class": "commercial",
        "reason": "A better one follows.",
    },
    "dispute.opened": {"dispute": "Q1", "question": "Were add-ons included?"},
    "dispute.resolved": {"dispute": "Q1", "outcome": "Settled out of court."},
    "record.struck": {"record": "r-wrong", "reason": "Recorded for the wrong deal."},
    "record.corrected": {
        "corrects": "r-wrong",
        "data": {"clause": "4.2", "text": "Twenty-one percent."},
        "reason": "A typing error.",
    },
}

FULL: dict[str, dict[str, Any]] = {
    "retraction.instructed": {
        "target": {"clause": "4.2", "version": 2},
        "to": "ana",
        "reason_class": "intent_mismatch",
        "reason": "We never meant additional services.",
    },
    "proposal.retracted": {
        "proposal": "P1",
        "clauses": ["4.2"],
        "to": ["carla", "brightlink"],
        "reason_class": "authority_defect",
        "reason": "Nobody was allowed to sign it.",
        "dispatched_at": "2025-05-16T16:30Z",
        "received_at": "2025-05-16T16:31:07Z",
        "replacement": "P2",
    },
    "dispute.opened": {
        "dispute": "Q2",
        "question": "Was the discount meant for add-ons?",
        "about": ABOUT,
        "anticipates_litigation": True,
    },
    "dispute.resolved": {"dispute": "Q2", "outcome": "The client was right."},
    "record.struck": {"record": "r-wrong", "reason": "Recorded twice by mistake."},
    "record.corrected": {
        "corrects": "r-wrong",
        "data": {
            "clause": "4.2",
            "text": "Twenty-one percent on the Platform.",
            "heading": "Discount",
            "term": TERM,
            "drafted_by": "carla",
            "requested_by": "vera",
            "reason": "The number was mistyped.",
        },
        "occurred_at": "2025-05-15",
        "actor": "vera",
        "reason": "Read aloud from the wrong page.",
    },
}
