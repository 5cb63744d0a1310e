"""`deal-ledger findings DEAL` as a page to read, as JSON, and as the gate of a script."""

from __future__ import annotations

import os
import subprocess
import sys
from shlex import quote
from typing import Any

import pytest

from api.cli.demo import DEAL, story_text
from projections.findings.wanted import TITLES
from tests.api.cli import Command, lines
from tests.records import a_sending

BEFORE_SENDING = ("--effective-at", "2025-05-08")


@pytest.fixture
def told(command: Command) -> Command:
    """The command on a ledger that holds the story."""
    assert command("record", "-", given=story_text()).code == 0
    return command


def settling(finding: dict[str, Any], **more: Any) -> dict[str, Any]:
    return a_sending(
        "finding.settled",
        deal=DEAL,
        finding=finding["code"],
        about=finding["about"],
        persons=[each["person"] for each in finding["persons"]],
        **{"how": "accepted", "reason": "It is known and meant.", **more},
    )


def test_before_the_offer_was_sent_a_person_reads_what_to_do(told: Command) -> None:
    ran = told("findings", DEAL, *BEFORE_SENDING)
    said = " ".join(ran.out.split())
    assert ran.code == 0
    assert said.index("High") < said.index("Medium") < said.index("Low")
    assert f"SEEN02 {TITLES['SEEN02']}" in said
    assert "To do: " in said
    assert "Not shown by the record: " in said
    assert "Records: story-" in said


@pytest.mark.parametrize("severity", ["high", "medium", "low"])
def test_it_is_a_gate_that_what_is_open_does_not_pass(told: Command, severity: str) -> None:
    ran = told("findings", DEAL, *BEFORE_SENDING, "--fail-on", severity)
    assert ran.code == 1
    assert f"--fail-on is {severity}" in " ".join(ran.err.split())
    assert told("findings", DEAL, *BEFORE_SENDING).code == 0


def test_what_is_less_grave_passes_and_what_was_settled_does(command: Command) -> None:
    added = a_sending("clause.added", id="c", deal=DEAL, term={"kind": "price", "scope": []})
    assert command("record", "-", given=lines(added)).code == 0
    assert command("findings", DEAL, "--fail-on", "high").code == 1
    for each in command("findings", DEAL, "--json").json["findings"]:
        if each["severity"] == "high":
            assert (
                command("record", "-", given=lines(settling(each, how="not_a_finding"))).code == 0
            )
    ran = command("findings", DEAL, "--fail-on", "high")
    assert ran.code == 0
    assert "as not a finding by" in " ".join(ran.out.split())


def test_a_gate_that_cannot_look_does_not_pass(told: Command) -> None:
    assert told("findings", "D-99", "--fail-on", "high").code == 1
    assert told("findings", DEAL, "--fail-on", "grave").code == 2
    assert told("findings", DEAL, "--known-at", "never", "--fail-on", "low").code == 1


def test_in_json_the_reading_stands_alone_also_where_it_does_not_pass(told: Command) -> None:
    ran = told("findings", DEAL, *BEFORE_SENDING, "--fail-on", "high", "--json")
    assert ran.code == 1
    assert ran.json["open"]["high"] >= 2
    assert ran.json["basis"]["effective_at"].startswith("2025-05-08")


def test_a_script_stops_at_the_gate(told: Command) -> None:
    gate = f"{quote(sys.executable)} -m api.cli.main findings {DEAL} --effective-at 2025-05-08"
    script = f"set -e\n{gate} --fail-on high >/dev/null\necho sent"
    ran = subprocess.run(
        ["/bin/sh", "-c", script],
        env={**os.environ, **told.settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "Not passed" in ran.stderr
