"""Asking the doctor, and doing what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from api.doctor.examination import examine
from api.doctor.finding import Finding, State
from tests.databases import run

SQL = ("ALTER ", "CREATE ", "GRANT ", "REVOKE ", "SET ", "    ")


def here() -> datetime:
    """The clock of this machine, which is the database's too."""
    return datetime.now(UTC)


def examined(
    url: str | None = None, now: Callable[[], datetime] = here, /, **variables: str
) -> list[Finding]:
    """All that is found in an environment of these variables, and no others."""
    if url is not None:
        variables["DEAL_LEDGER_DATABASE_URL"] = url
    return list(examine(variables, now))


def of(check: str, findings: list[Finding]) -> Finding:
    """The single finding of a check."""
    [found] = [finding for finding in findings if finding.check == check]
    return found


def states(findings: list[Finding], state: State) -> list[str]:
    """The checks that came to this."""
    return [finding.check for finding in findings if finding.state == state]


def mend(url: str, finding: Finding) -> None:
    """Run, as the owner, the SQL that a finding names."""
    lines = "\n".join(line for line in finding.mend if line.startswith(SQL))
    assert lines.endswith(";")
    run(url, *filter(None, lines.split(";\n")))


def is_mended(url: str, check: str, *faults: str) -> Finding:
    """Make a fault; gives what was found, after what it says has mended it."""
    assert of(check, examined(url)).state == "ok"
    run(url, *faults)
    found = of(check, examined(url))
    assert found.state == "wrong"
    mend(url, found)
    assert of(check, examined(url)).state == "ok"
    return found
