"""One value, one run of bytes: the same as RFC 8785 gives, on all that a record may hold."""

from __future__ import annotations

import json
import string
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.record import record_of
from domain.strict_json import LARGEST_INTEGER, read
from tests.domain.examples import FULL

keys = st.text(string.printable)
leaves = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | st.text()
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner))


@given(values)
def test_the_bytes_are_those_of_the_standard(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_what_is_written_is_read_back(text: str) -> None:
    assert read(canonical({"text": text})) == {"text": text}


@pytest.mark.parametrize("type_", FULL)
def test_every_example_has_the_bytes_of_the_standard(type_: str) -> None:
    sent = record_of(FULL[type_]).as_sent()
    assert canonical(sent) == rfc8785.dumps(sent)


def test_the_order_of_writing_leaves_no_trace() -> None:
    one, other = '{"b": [1, 2], "a": "x"}', '{ "a":"\\u0078","b":[1,2] }'
    assert canonical(read(one)) == canonical(json.loads(other))
