"""Ids that are made: as they are written where they can be, never two alike."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from api.webhooks.mapping.ids import as_id
from domain.values import ID_PATTERN


@given(st.text() | st.text(st.characters()))
def test_everything_becomes_an_id(text: str) -> None:
    assert re.fullmatch(ID_PATTERN, as_id(text))


@given(st.lists(st.text("aA .ß/" + "x" * 3, max_size=150), unique=True, max_size=20))
def test_what_differs_stays_different(texts: list[str]) -> None:
    assert len({as_id(text) for text in texts}) == len(texts)


def test_what_is_an_id_stays_as_it_is() -> None:
    assert as_id("crm-1:deal/7@x+y") == "crm-1:deal/7@x+y"
    assert as_id("x" * 120) == "x" * 120


def test_odd_and_long_ones_are_shortened_with_a_digest() -> None:
    assert re.fullmatch(r"o-brien@x\.com-[0-9a-f]{16}", as_id("o'brien@x.com"))
    assert len(as_id("x" * 121)) == 120
