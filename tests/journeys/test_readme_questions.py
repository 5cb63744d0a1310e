"""The questions that the README shows are understood as it says."""

from __future__ import annotations

import re

import pytest

from ledger.application import Ledger
from projections.answers.asked import KINDS
from tests.journeys.test_story import asked, told
from tests.shared import CHECKOUT

__all__ = ["told"]  # the fixture
_ROW = re.compile(r"^\| `(\w+)` \| (.+\?) \|$", re.MULTILINE)
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
SHOWN = _ROW.findall(README)
TYPED = re.findall(r'\$ deal-ledger ask northcare-2025 "([^"]+)"', README)


def test_a_question_of_every_kind_is_shown() -> None:
    assert [kind for kind, _ in SHOWN] == list(KINDS)


@pytest.mark.parametrize(("kind", "question"), SHOWN)
def test_it_is_read_as_that_kind(told: Ledger, kind: str, question: str) -> None:
    assert asked(told, question)["question"]["kind"] == kind


@pytest.mark.parametrize("question", TYPED)
def test_what_is_typed_is_answered(told: Ledger, question: str) -> None:
    assert asked(told, question)["sentence"]
