"""The rules, one a file, in the order of their codes."""

from projections.findings.rule import Rule
from projections.findings.rules import (
    gap01,
    late01,
    obj01,
    read01,
    reg01,
    rely01,
    retr01,
    retr02,
    said01,
    said02,
    said03,
    scope01,
    scope02,
    scope03,
    scope04,
    seen01,
    seen02,
    seen03,
    sign01,
    sign02,
    sign03,
    sign04,
    term01,
)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            module.RULE
            for module in (
                *(gap01, late01, obj01, read01, reg01, rely01, retr01, retr02),
                *(said01, said02, said03, seen01, seen02, seen03),
                *(scope01, scope02, scope03, scope04),
                *(sign01, sign02, sign03, sign04, term01),
            )
        ),
        key=lambda rule: rule.code,
    )
)

__all__ = ["RULES"]
