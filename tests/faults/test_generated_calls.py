"""One short run of the script; `python -m tests.faults.generated_calls` is the long one."""

from __future__ import annotations

from pathlib import Path

from tests.faults.generated_calls import QUICK_PHASES, Faults, generate, served


def test_no_generated_call_brings_a_fault_or_an_answer_that_is_not_documented(
    database: str, tmp_path: Path
) -> None:
    faults: Faults = []
    with served(database, tmp_path, faults) as (address, token):
        outcome = generate(address, token, 5, 1, QUICK_PHASES)
    assert outcome.code == 0, (outcome.said, faults)
    assert outcome.calls > 100
