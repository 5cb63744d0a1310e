"""Which findings are asked for, and what is refused because no rule goes by it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.refusals import Refusal
from projections.findings.finding import Finding, Severity
from projections.findings.rules import RULES
from projections.findings.settling import Settled

CODES = tuple(rule.code for rule in RULES)
TITLES = {rule.code: rule.title for rule in RULES}


class FindingNotKnown(Refusal):
    """A code that no rule has: an empty list would read as an answer."""

    code = "finding_not_known"

    def __init__(self, asked: str, parameter: str = "code") -> None:
        super().__init__(f"There is no finding {asked!r}: {', '.join(CODES)}.", f"/{parameter}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The findings wanted: of one of these severities and codes (none: of any).

    `settled`: those that a record settled (True), those that are open (False), or both.
    """

    severities: tuple[Severity, ...] = ()
    codes: tuple[str, ...] = ()
    settled: bool | None = None

    def refuse_unknown(self) -> None:
        """Raise FindingNotKnown for a code that no rule has."""
        for code in self.codes:
            if code not in CODES:
                raise FindingNotKnown(code)

    def holds(self, each: Settled) -> bool:
        """Whether a finding is among them."""
        as_asked = self.settled is None or self.settled == (each.by is not None)
        return as_asked and self._of(each.finding)

    def _of(self, finding: Finding) -> bool:
        of_severity = not self.severities or finding.severity in self.severities
        return of_severity and (not self.codes or finding.code in self.codes)


EVERY = Wanted()
