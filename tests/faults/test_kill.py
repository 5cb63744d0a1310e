"""One short run of the script; `python -m tests.faults.kill --rounds 20` is the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.kill import main


def test_what_was_acknowledged_survives_killing_the_writers_and_the_database(
    binaries: Path | None, capsys: pytest.CaptureFixture[str]
) -> None:
    other = ["--postgres-bin", str(binaries)] if binaries else []
    assert main(["--rounds", "2", "--seed", "8", *other]) == 0
    printed = capsys.readouterr().out
    assert "writers" in printed
    assert "PostgreSQL" in printed
    assert printed.count("all holds") == 2
