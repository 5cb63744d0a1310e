"""What a rule is: a code, words for people, and a pure function that finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from projections.findings.finding import Finding, Severity
from projections.findings.looked import Looked


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the list.

    `severity` is the gravest that its findings have. `why` says why it matters, `example` a case in
    which it speaks, `settle` what makes it fall silent.
    """

    code: str
    title: str
    severity: Severity
    why: str
    example: str
    settle: str
    find: Callable[[Looked], Iterator[Finding]]
