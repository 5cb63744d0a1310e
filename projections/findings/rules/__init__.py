"""The rules, one a file, in the order of their codes."""

from projections.findings.rule import Rule
from projections.findings.rules import scope01

RULES: tuple[Rule, ...] = (scope01.RULE,)

__all__ = ["RULES"]
