"""The README's commands, run as they are written, in a home with a space in its path."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from domain.record import record_of
from tests.shared import CHECKOUT


def blocks(language: str) -> list[str]:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def commands() -> list[list[str]]:
    lines = [line for block in blocks("console") for line in block.splitlines()]
    return [shlex.split(line[2:]) for line in lines if line.startswith("$ deal-ledger ")]


def test_every_command_of_the_readme_works_in_its_order(tmp_path: Path) -> None:
    home = {"DEAL_LEDGER_HOME": str(tmp_path / "a home"), "DEAL_LEDGER_DATABASE_URL": ""}
    said = []
    for _, *arguments in commands():
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
    assert "Everything holds." in said[-1]


def test_the_record_that_the_readme_shows_is_a_record() -> None:
    [shown] = blocks("json")
    assert record_of(json.loads(shown)).event.stored_as == "clause.added"


def test_the_verdict_that_the_readme_shows_is_what_the_demo_says() -> None:
    [shown] = [block for block in blocks("text") if "YES" in block]
    assert "states that expansion is in (axis orders)" in " ".join(shown.split())
