"""Examples of what the ledger writes itself."""

from __future__ import annotations

from typing import Any

from tests.domain.examples import FULL

ANSWER: dict[str, Any] = {
    **FULL["dispute.opened"],
    "type": "answer.issued",
    "data": {
        "dispute": "Q1",
        "question": "Was the discount meant to cover expansion services?",
        "answer": '{"verdict":"silent"}',
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "basis": {
            "effective_at": "2025-05-16T16:29:07Z",
            "known_at": 12,
            "now_at": "2025-06-01T08:00:00.000001Z",
            "now_position": 14,
            "role": "legal",
            "rules": "2025-1",
        },
    },
}
EXPORT: dict[str, Any] = {
    **FULL["dispute.opened"],
    "type": "evidence.exported",
    "data": {
        "export": "0c3f5a9d71b2e846",
        "versions": 12,
        "contents": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "party": "northcare",
        "without_privileged": True,
        "questions": ["Was the discount meant to cover expansion services?"],
        "basis": {
            "effective_at": "2025-05-16T16:29:07Z",
            "known_at": 12,
            "now_at": "2025-06-01T08:00:00.000001Z",
            "now_position": 14,
            "role": "reader",
            "rules": "2",
            "source_time": "2025-05-16T16:29:07Z",
        },
        "asked_by": "token:4f2a",
    },
}
STAMP: dict[str, Any] = {
    **FULL["policy.published"],
    "type": "time_stamp.received",
    "data": {
        "authority": "https://tsa.example/stamp",
        "checkpoint": "ledger.example/golden\n2\nmg0s6aVPNo3gLkWGNzbWQGzsY5uHxmjFa4tOKbWrt2M=\n\n"
        "\u2014 ledger.example/golden AAAAAAE=\n",
        "stamped_at": "2025-05-16T16:29:07Z",
        "token": "MIIHtQYJKoZIhvcNAQcCoIIHpjCCB6I=",
    },
}
ERASURE: dict[str, Any] = {
    **FULL["policy.published"],
    "type": "erasure.done",
    "data": {
        "pseudonyms": ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        "erased": [{"kind": "persons", "count": 1}, {"kind": "values", "count": 7}],
        "in_clear": 0,
        "reason": "The person asked for it.",
    },
}
WRITTEN = {each["type"]: each for each in (ANSWER, EXPORT, STAMP, ERASURE)}
"""Nobody can send these."""
