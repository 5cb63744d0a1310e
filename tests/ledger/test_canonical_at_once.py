"""The quick way to canonical bytes gives the bytes of the plain one, and refuses what that does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.record import record_of
from domain.strict_json import LARGEST_INTEGER
from ledger.proof.canonical_at_once import canonical_at_once
from tests.domain.examples import FULL

keys = st.text(st.characters(max_codepoint=127))
leaves = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | st.text()
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner))


@given(values)
def test_the_bytes_are_the_same(value: Any) -> None:
    assert canonical_at_once(value) == canonical(value)


@pytest.mark.parametrize("type_", FULL)
def test_those_of_every_example_are(type_: str) -> None:
    sent = record_of(FULL[type_]).as_sent()
    assert canonical_at_once(sent) == canonical(sent)


def test_what_only_the_plain_one_can_write_is_written_as_it_does() -> None:
    value: Any = {"large": 10**30, "deep": []}
    for _ in range(300):
        value = {"in": value}
    assert canonical_at_once(value) == canonical(value)


@pytest.mark.parametrize("value", [datetime(2026, 1, 1, tzinfo=UTC), {"half": "\ud800"}, {1, 2}])
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)
    with pytest.raises((TypeError, ValueError)):
        canonical_at_once(value)
