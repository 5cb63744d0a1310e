"""docs/findings.md lists the rules as they are."""

from __future__ import annotations

from pathlib import Path

from projections.findings.finding import SEVERITIES
from projections.findings.rules import RULES

PAGE = Path(__file__).parents[3] / "docs" / "findings.md"


def test_the_page_tells_every_rule_in_order_and_no_other() -> None:
    _, *sections = PAGE.read_text(encoding="utf-8").split("\n## ")
    assert [each.strip() for each in sections] == [
        f"{rule.code}: {rule.title}\n\nSeverity: up to {rule.severity}.\n\nWhy: {rule.why}\n\n"
        f"Example: {rule.example}\n\nTo settle it: {rule.settle}"
        for rule in RULES
    ]


def test_codes_are_in_order_each_once() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert {rule.severity for rule in RULES} <= set(SEVERITIES)
