"""Short runs of the script; `python -m tests.faults.inbox_kill` is the long one."""

from __future__ import annotations

import pytest

from tests.faults.inbox_kill import main


def test_a_worker_that_is_killed_leaves_the_records_of_an_undisturbed_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--deliveries", "600", "--kills", "2", "--seed", "3"]) == 0
    assert "all holds" in capsys.readouterr().out


def test_a_database_that_goes_away_loses_nothing_that_was_acknowledged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--deliveries", "600", "--kills", "1", "--outages", "1", "--seed", "4"]) == 0
    said = capsys.readouterr().out
    assert "1 outages" in said
    assert "all holds" in said
