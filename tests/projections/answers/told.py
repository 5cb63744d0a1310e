"""The story and the packs of questions, asked by parameters as a reader would."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from api.cli.demo import DEAL as STORY_DEAL
from api.cli.demo import story
from domain.record import parse
from projections.answers.answering import answer
from projections.answers.known import Known
from projections.answers.parameters import from_parameters
from projections.deal import KnownDeal
from tests.projections.given import Given
from tests.shared import shared

NOW = datetime(2026, 6, 1, tzinfo=UTC)
STORY = Given(story())


class Told:
    """Records of one deal that is not named as the tests name theirs."""

    def __init__(self, given: Given, deal: str) -> None:
        self.given = given
        self.deal = deal

    def ask(self, kind: str, /, times: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """The answer to a question of a kind; its parameters by name, `from_` for `from`."""
        known = self.given.known(now=NOW, **(times or {}))
        deal = KnownDeal(self.deal, known.entries, known.organisation_entries, known.basis)
        names = Known(deal.now(self.given.root().hex()))
        named = {name.removesuffix("_"): value for name, value in more.items()}
        question = from_parameters({"kind": kind, **named}, names)
        return answer(deal, question, self.given.root, self.given)


def told() -> Told:
    """The story."""
    return Told(STORY, STORY_DEAL)


def pack(name: str, deal: str) -> Told:
    """A deal of the shared questions."""
    lines = shared("data", "questions", f"{name}.jsonl").read_text("utf-8").splitlines()
    return Told(Given([parse(line) for line in lines]), deal)


def cited(answered: dict[str, Any], *sides: str) -> list[str]:
    """The records on these sides."""
    return [each["record"] for side in sides for each in answered[side]]


def mentions(answered: dict[str, Any], words: Sequence[str]) -> list[str]:
    """Those of these words that stand nowhere in an answer."""
    text = json.dumps(answered, ensure_ascii=False)
    return [word for word in words if word not in text]
