"""One short run of the script; `python -m tests.faults.http_kill --rounds 20` is the long one."""

from __future__ import annotations

import pytest

from tests.faults.http_kill import main


def test_what_was_answered_survives_killing_the_service_and_its_database(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--rounds", "2", "--seed", "8"]) == 0
    printed = capsys.readouterr().out
    assert "serve" in printed
    assert "PostgreSQL" in printed
    assert printed.count("all holds") == 2
