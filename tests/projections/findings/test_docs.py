"""docs/findings.md lists the rules as they are."""

from __future__ import annotations

from projections.findings.finding import SEVERITIES
from projections.findings.rules import RULES
from tests.projections.findings.page import PAGE, renewed


def test_the_page_tells_every_rule_in_order_and_no_other() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == renewed(page)
    assert page.count("\n## ") == len(RULES)


def test_codes_are_in_order_each_once() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert {rule.severity for rule in RULES} <= set(SEVERITIES)
