"""Small words for tests of findings: what a rule says of a few records."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.findings import Finding, findings
from projections.findings.looked import Looked
from projections.findings.rules import RULES
from tests.projections.given import given
from tests.records import a_record


def found(code: str, *records: Record, **times: Any) -> list[Finding]:
    """What the rule of this code finds in a deal of these records."""
    rule = next(each for each in RULES if each.code == code)
    return list(rule.find(Looked(given(*records).known(**times))))


def reading(*records: Record, **times: Any) -> dict[str, Any]:
    """The reading `findings`."""
    return findings(given(*records).known(**times))


def opened(code: str, *records: Record, **times: Any) -> list[dict[str, Any]]:
    """The open findings of this code, as they are read."""
    return [each for each in reading(*records, **times)["findings"] if each["code"] == code]


def settled(code: str, *records: Record, **times: Any) -> list[dict[str, Any]]:
    """The settled findings of this code, as they are read."""
    return [each for each in reading(*records, **times)["settled"] if each["code"] == code]


def settling(finding: dict[str, Any], **more: Any) -> Record:
    """A record that settles a finding as it was read."""
    return a_record(
        "finding.settled",
        **{
            "finding": finding["code"],
            "about": finding["about"],
            "persons": [each["person"] for each in finding["persons"]],
            "how": "accepted",
            "reason": "It is known and meant.",
            **more,
        },
    )
