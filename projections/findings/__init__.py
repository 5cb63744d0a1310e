"""Findings: what in the record should be looked at before it becomes a dispute. A linter.

`findings_of` gives every `Finding` on a basis, each by one rule of `rules`; `findings` is the
reading, as JSON.
"""

from projections.findings.finding import Finding, Severity
from projections.findings.found import findings_of
from projections.findings.reading import findings
from projections.findings.wanted import FindingNotKnown, Wanted

__all__ = ["Finding", "FindingNotKnown", "Severity", "Wanted", "findings", "findings_of"]
