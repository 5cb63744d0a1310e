"""Stored bytes are taken apart as they were put together, and no other bytes pass for them."""

from __future__ import annotations

import string
from datetime import UTC, datetime
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.strict_json import LARGEST_INTEGER, read
from ledger.application import Ledger
from ledger.proof.entry_bytes import (
    LARGEST_ENTRY,
    WRAPPING,
    application_part,
    unwrap,
    unwrap_exactly,
)
from ledger.proof.plain_bytes import read_at_once
from tests.records import BY, a_clause

ENTRY = {"_sd": [], "data": {"clause": "4.2"}, "id": "r-1"}
AFTER = (
    b',"position":7,"prev":"' + b"a" * 64 + b'","recorded_at":"2025-05-16T16:31:03.000001Z",'
    b'"version":3}'
)

keys = st.text(string.ascii_letters + string.punctuation)
texts = st.text(st.characters(exclude_characters="\x00", codec="utf-8"))
leaves = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | texts
values = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=8
)


def wrapped(entry: bytes) -> bytes:
    return b'{"entry":' + entry + AFTER


@given(st.dictionaries(keys, values, max_size=4))
def test_every_entry_in_canonical_form_is_taken_apart(entry: dict[str, Any]) -> None:
    made = canonical(entry)
    found = unwrap_exactly(wrapped(made))
    assert found == (entry, 7, "a" * 64, "2025-05-16T16:31:03.000001Z", 3)
    assert application_part(wrapped(made)) == made


def test_reading_and_verifying_see_the_same() -> None:
    stored = wrapped(canonical(ENTRY))
    read = unwrap(stored)
    assert read.entry == unwrap_exactly(stored).entry
    assert (read.position, read.version, read.prev) == (7, 3, "a" * 64)
    assert read.recorded_at == datetime(2025, 5, 16, 16, 31, 3, 1, tzinfo=UTC)


@given(st.binary() | st.binary().map(wrapped))
def test_no_bytes_break_the_reading(stored: bytes) -> None:
    try:
        unwrap_exactly(stored)
    except ValueError:
        return


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"{}",
        b"[" * 60_000,
        wrapped(b"{" + b'"a":{' * 20_000),
        wrapped(b'{"a":1,"a":2}'),
        wrapped(b'{"b":1,"a":2}'),
        wrapped(b'{"a": 1}'),
        wrapped(b'{"a":"\\u0041"}'),
        wrapped(b'{"a":{"c":1,"b":[{"d":1,"c":2}]}}'),
        wrapped(b'{"a":"\xff"}'),
        wrapped(b'{"a":"\\ud800"}'),
        wrapped(b'{"a":' + b"9" * 5000 + b"}"),
        wrapped(b'{"a":1},"entry":{"a":2}'),
        wrapped(b"{}") + b" ",
        b" " + wrapped(b"{}"),
        wrapped(b"{}").replace(b':7,"prev"', b':07,"prev"'),
        wrapped(b"{}").replace(b':3}', b':3.0}'),
        wrapped(b"{}").replace(b"aaaa", b"AAAA"),
        wrapped(b"{}").replace(b".000001Z", b"Z"),
    ],
    ids=range(19),
)  # fmt: skip
def test_bytes_that_only_look_like_an_entry_are_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match=r"the (entry|stored bytes)"):
        unwrap_exactly(stored)


DEEP = b'{"a":' * 32 + b"1" + b"}" * 32
"""One object of 33 levels is the entry with 32 in it."""


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        (b'{"a":1.5}', "float_not_allowed"),
        (b'{"a":[1,-0.25]}', "float_not_allowed"),
        (b'{"a":1e+22}', "float_not_allowed|canonical"),
        (b'{"a":1.0}', "float_not_allowed"),
        (b'{"a":9007199254740992}', "integer_too_large"),
        (b'{"a":[-9007199254740992]}', "integer_too_large"),
        (b'{"a":123456789012345678901234567890}', "integer_too_large"),
        (b'{"a":"x\\u0000y"}', "bad_text"),
        (b'{"x":' + DEEP + b"}", "too_deep"),
        ('{"ä":1}'.encode(), "not ASCII"),
        ('{"a":{"b\\"ä\\"":1}}'.encode(), "not ASCII"),
    ],
)
def test_what_is_canonical_and_beyond_the_strict_subset_is_refused(inner: bytes, why: str) -> None:
    assert read_at_once(inner) is None
    with pytest.raises(ValueError, match=why):
        unwrap_exactly(wrapped(inner))


@pytest.mark.parametrize(
    "inner",
    [
        b'{"a":9007199254740991,"b":-9007199254740991}',
        b'{"a":"it is :1.5, or [1234567890123456789,"}',
        '{"a":"ä\\":","b":"1.5"}'.encode(),
        DEEP,
    ],
)
def test_texts_that_look_like_it_and_the_largest_are_taken(inner: bytes) -> None:
    assert canonical(unwrap_exactly(wrapped(inner)).entry) == inner


@pytest.mark.parametrize("text", ["é" * 30_000, 'é"' * 16_000, ":1.1" * 15_000, "é\\" * 15_000])
def test_no_text_takes_long_to_be_read(text: str) -> None:
    made = canonical({"a": text})
    began = process_time()
    assert unwrap_exactly(wrapped(made)).entry == {"a": text}
    assert process_time() - began < 1


numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers()
anything = st.recursive(
    leaves | numbers,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=3), anything, max_size=4))
def test_only_what_a_record_may_hold_passes(entry: dict[str, Any]) -> None:
    made = canonical(entry)
    try:
        found = unwrap_exactly(wrapped(made)).entry
    except ValueError:
        assert read_at_once(made) is None
        return
    assert canonical(read(made)) == made
    assert found == entry


def test_what_the_database_adds_always_fits(ledger: Ledger) -> None:
    ledger.record(a_clause("4.2"), BY)
    [row] = ledger.stored()
    added = len(row.state) - len(application_part(row.state))
    longest = added + 2 * len(str(2**63 - 1))
    assert longest <= WRAPPING
    assert LARGEST_ENTRY == 2**16 - 1
