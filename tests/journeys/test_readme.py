"""The README's commands, run as they are written, in a home with a space in its path."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from domain.record import record_of
from tests.journeys.readme import blocks, commands, section
from tests.shared import CHECKOUT

START = section("From nothing to an answered dispute")


def test_every_command_of_the_readme_works_in_its_order(tmp_path: Path) -> None:
    home = {"DEAL_LEDGER_HOME": str(tmp_path / "a home"), "DEAL_LEDGER_DATABASE_URL": ""}
    said = []
    for command in commands(START):
        name, *arguments = shlex.split(command)
        if name != "deal-ledger":
            continue
        done = subprocess.run(
            [sys.executable, "-m", "api.cli.main", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), **home},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr)
        said.append(done.stdout)
    assert len(said) > 7
    assert "49 added" in said[1]
    assert "SILENT" in "".join(said)
    assert "Everything holds." in said[-3]
    assert said[-1].startswith("It holds.")


def test_the_record_that_the_readme_shows_is_a_record() -> None:
    [shown] = blocks("json", section("A record"))
    assert record_of(json.loads(shown)).event.stored_as == "clause.added"


def test_the_verdict_that_the_readme_shows_is_what_the_demo_says() -> None:
    [shown] = blocks("text", START)
    assert "states that expansion is in (axis orders)" in " ".join(shown.split())
