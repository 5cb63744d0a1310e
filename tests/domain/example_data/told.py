"""Who was told what."""

from __future__ import annotations

from typing import Any

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ABOUT: list[dict[str, Any]] = [
    {"clause": "4.2"},
    {"clause": "4.2", "version": 2},
    {"proposal": "P1"},
    {"sign_off": "S1"},
    {"message": "M1"},
    {"statement": "ST1"},
    {"meeting": "ME1"},
    {"order": "O1"},
    {"document": "schedule-a"},
    {"record": "r-77"},
    {"topic": "expansion services"},
]

MINIMAL: dict[str, dict[str, Any]] = {
    "message.sent": {"message": "M1", "to": ["carla"], "channel": "email", "about": []},
    "message.received": {"message": "M1", "by": "carla"},
    "message.opened": {"message": "M1", "by": "carla"},
    "message.failed": {"message": "M1", "to": ["carla"], "reason": "Mailbox full."},
    "message.relayed": {"message": "M2", "of": "M1", "to": ["carla"]},
    "meeting.held": {"meeting": "ME1", "attendees": ["ana"], "about": []},
    "clause.displayed": {"clause": "4.2", "to": "vera"},
    "statement.made": {
        "statement": "ST1",
        "words": "The price stays.",
        "about": [],
        "form": "written",
    },
    "acknowledgement.given": {"about": [{"clause": "4.2"}]},
    "objection.raised": {"about": [{"clause": "4.2"}], "words": "Not for add-ons."},
    "value.reported": {"system": "crm", "object": "deal", "field": "stage", "value": "open"},
    "document.filed": {
        "document": "schedule-a",
        "name": "Schedule A.pdf",
        "media_type": "application/pdf",
        "sha256": DIGEST,
        "bytes": 0,
    },
    "source.connected": {"system": "crm", "channel": "webhook"},
    "coverage_gap.recorded": {"system": "chat", "cause": "Export switched off."},
}

FULL: dict[str, dict[str, Any]] = {
    "message.sent": {
        "message": "M3",
        "to": ["carla", "acme"],
        "cc": ["vera"],
        "channel": "portal",
        "about": ABOUT,
        "words": "The discount stays as it is.",
        "sha256": DIGEST,
        "objection_until": "2025-05-30",
    },
    "message.received": {"message": "M3", "by": "carla"},
    "message.opened": {"message": "M3", "by": "carla"},
    "message.failed": {"message": "M3", "to": ["carla", "acme"], "reason": "No such host."},
    "message.relayed": {
        "message": "M4",
        "of": "M3",
        "to": ["carla"],
        "about": ABOUT,
        "words": "As agreed on the phone.",
        "adds": "All future services included.",
        "omits": "The limit of 500 seats.",
    },
    "meeting.held": {
        "meeting": "ME2",
        "attendees": ["ana", "vera"],
        "about": ABOUT,
        "notes": "Price discussed, scope not.",
    },
    "clause.displayed": {
        "clause": "4.2",
        "version": 1,
        "to": "vera",
        "surface": "Approval page",
    },
    "statement.made": {
        "statement": "ST2",
        "to": ["carla", "brightlink"],
        "words": "Same price for anything you add.",
        "about": ABOUT,
        "form": "recollection",
        "scope": [
            {"axis": "orders", "item": "follow_on", "state": "in", "words": "anything you add"},
            {"axis": "held", "item": "list_price", "state": "out"},
        ],
    },
    "acknowledgement.given": {"about": ABOUT, "words": "Seen, thank you."},
    "objection.raised": {"about": ABOUT, "words": "This is not what we meant."},
    "value.reported": {
        "system": "crm",
        "object": "Opportunity 7",
        "field": "Expected amount",
        "value": 640000,
        "previous": "about half a million",
    },
    "document.filed": {
        "document": "schedule-b",
        "name": "Schedule B.pdf",
        "media_type": "application/pdf",
        "sha256": DIGEST,
        "bytes": 52_311,
        "about": ABOUT,
    },
    "source.connected": {
        "system": "mail",
        "channel": "Journal of the mail server",
        "persons": ["ana", "vera"],
        "until": "2025-12-31",
    },
    "coverage_gap.recorded": {"system": "chat", "until": "2025-05-06", "cause": "Outage."},
}
