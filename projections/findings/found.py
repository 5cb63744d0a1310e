"""Every finding of a deal on its basis, in order."""

from __future__ import annotations

from projections.findings.finding import SEVERITIES, Finding
from projections.findings.looked import Looked
from projections.findings.rules import RULES


def findings_of(looked: Looked) -> list[Finding]:
    """The findings of all rules, each once: the gravest first, then by code, then by position."""
    by_key = {each.key: each for rule in RULES for each in rule.find(looked)}
    return [finding for _, finding in sorted(by_key.items(), key=_order)]


def _order(keyed: tuple[str, Finding]) -> tuple[int, str, int, str]:
    key, finding = keyed
    return SEVERITIES.index(finding.severity), finding.code, finding.place, key
