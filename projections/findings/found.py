"""Every finding of a deal on its basis, in order."""

from __future__ import annotations

from projections.findings.finding import SEVERITIES, Finding
from projections.findings.looked import Looked
from projections.findings.rules import RULES


def findings_of(looked: Looked) -> list[Finding]:
    """The findings of all rules, each once: the gravest first, then by code, then by position."""
    found = (each for rule in RULES for each in rule.find(looked))
    return sorted({each.key: each for each in found}.values(), key=_order)


def _order(finding: Finding) -> tuple[int, str, int, str]:
    return SEVERITIES.index(finding.severity), finding.code, finding.place, finding.key
