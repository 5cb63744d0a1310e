"""A question is read the same in every process, whatever order its sets are in."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.shared import CHECKOUT

_HEARD = """
from projections.answers.words.line import Line, Token
from projections.answers.words.meaning.thesaurus import heard
words = "was told of the amended wording that ended up drafted left dropped sent seen".split()
print([(each.said.words, each.places) for each in heard(
    Line("", tuple(Token(word, 0, 0) for word in words)))])
"""


def _heard(seed: str) -> str:
    """What is heard in some words by a process of its own."""
    made = subprocess.run(
        [sys.executable, "-c", _HEARD],
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT)},
        text=True,
    )
    return made.stdout


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_what_is_heard_is_the_same_in_every_process(seed: str) -> None:
    assert _heard(seed) == _heard("0")
