"""The same question on the same basis gives the same bytes: in every process, on every Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.golden.answers import digests, kept
from tests.shared import CHECKOUT

_ASK = "import json; from tests.golden.answers import digests; print(json.dumps(digests()))"


def test_answers_are_what_they_were() -> None:
    """Where this fails, an answer has changed: see `tests.golden`."""
    assert digests() == kept()


def test_another_process_with_other_hashes_gives_the_same_bytes() -> None:
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        said = subprocess.run(
            [sys.executable, "-c", _ASK],
            cwd=CHECKOUT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        assert json.loads(said.stdout) == kept()
