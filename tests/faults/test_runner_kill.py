"""One short run of the script; `python -m tests.faults.runner_kill --rounds 20` is the long one."""

from __future__ import annotations

import pytest

from tests.faults.runner_kill import main


def test_a_runner_that_is_killed_leaves_the_rows_of_an_undisturbed_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--rounds", "3", "--seed", "8"]) == 0
    assert capsys.readouterr().out.count("all holds") == 4
