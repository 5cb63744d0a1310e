"""docs/findings.md, as the rules make it: `python -m tests.projections.findings.page` renews it."""

from __future__ import annotations

from pathlib import Path

from projections.findings.rule import Rule
from projections.findings.rules import RULES

PAGE = Path(__file__).parents[3] / "docs" / "findings.md"


def section(rule: Rule) -> str:
    """A rule, for people."""
    return (
        f"## {rule.code}: {rule.title}\n\nSeverity: up to {rule.severity}.\n\nWhy: {rule.why}\n\n"
        f"Example: {rule.example}\n\nTo settle it: {rule.settle}\n"
    )


def renewed(page: str) -> str:
    """The page with its head kept and the rules as they are."""
    head = page.split("\n## ", maxsplit=1)[0]
    return "\n".join([head.rstrip() + "\n", *map(section, RULES)])


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
