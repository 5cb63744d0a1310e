"""A question as parameters: whatever stands in one of them, it is read or refused."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from projections.answers.asked import KINDS, PARAMETERS, Kind, QuestionNotRead
from tests.projections.answers.told import told

ITEM = {"axis": "orders", "item": "expansion"}
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, "", "\x00", "4.2", "\u202e"),
    *([], {}, [[]], [{}], [None], ["4.2"], ["4.2"] * 101, [ITEM], ITEM),
    *({"event": "sent"}, {"at": "soon"}, {"at": []}, {"axis": [], "item": {}}),
)
SCALARS = {"ask", "version", "proposal", "state", "words", "before", "after", "from"}


def needed(kind: Kind) -> dict[str, Any]:
    return {"items": [ITEM]} if "items" in PARAMETERS[kind] else {}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_stands_in_a_parameter_is_read_or_refused(kind: Kind) -> None:
    story = told()
    for name in PARAMETERS[kind]:
        for value in ODD:
            with suppress(QuestionNotRead):
                assert story.ask(kind, **(needed(kind) | {name: value}))["verdict"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_null_is_as_if_it_were_left_out(kind: Kind) -> None:
    story, plain = told(), told().ask(kind, **needed(kind))
    for name in SCALARS & set(PARAMETERS[kind]):
        assert story.ask(kind, **needed(kind), **{name: None}) == plain
