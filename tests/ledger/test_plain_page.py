"""Verifying page by page finds what the rules find: the same break, for the same reason."""

from __future__ import annotations

import json
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.canonical import canonical
from ledger.proof import entry_bytes
from ledger.proof.plain_bytes import read_at_once
from ledger.proof.verification import Report, Row, Verification
from tests.ledger.stored_rows import (
    REPLACED,
    a_log,
    a_verification,
    hashed_anew,
    log_of,
    tampered,
    verified,
    verified_by_pages,
)


def by_the_rules(rows: list[Row], told: list[Row]) -> Report:
    """The slow verification: no row is taken in plainly, and no bytes are read at once."""
    with (
        patch.object(Verification, "_takes_plainly", return_value=False),
        patch.object(entry_bytes, "read_at_once", return_value=None),
    ):
        return verified(a_verification(), rows, log_of(told))


def alike(chance: Random, rows: list[Row], told: list[Row]) -> None:
    expected = by_the_rules(rows, told)
    assert verified(a_verification(), rows, log_of(told)) == expected
    assert verified_by_pages(chance, a_verification(), rows, log_of(told)) == expected


@given(st.integers(0))
@settings(max_examples=600)
def test_a_ledger_that_was_tampered_with_is_reported_alike(seed: int) -> None:
    chance = Random(seed)
    rows = a_log(chance, chance.randint(1, 20))
    changed = tampered(chance, rows)
    told = chance.choice([rows, changed])
    alike(chance, changed, told)


@pytest.mark.parametrize("seed", [3487, 6579, 11210, 15752])
def test_a_position_that_is_out_of_its_order_is_reported_alike(seed: int) -> None:
    chance = Random(seed)
    rows = a_log(chance, chance.randint(1, 20))
    changed = tampered(chance, rows)
    assert [row.position for row in changed] != sorted(row.position for row in changed)
    alike(chance, changed, chance.choice([rows, changed]))


@pytest.mark.parametrize(("old", "new"), REPLACED)
def test_bytes_that_are_nearly_right_are_reported_alike(old: bytes, new: bytes) -> None:
    rows = a_log(Random(7), 20)
    assert any(old in row.state for row in rows)
    for at, row in enumerate(rows):
        changed = list(rows)
        changed[at] = row._replace(state=row.state.replace(old, new, 1))
        changed = hashed_anew(changed)
        alike(Random(at), changed, changed)


def test_no_clean_ledger_raises_an_alarm_or_needs_the_slow_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged_slowly: list[Row] = []
    monkeypatch.setattr(Verification, "_judge", lambda going, row: judged_slowly.append(row))
    for seed in range(200):
        chance = Random(seed)
        rows = a_log(chance, chance.randint(0, 60))
        found = verified_by_pages(chance, a_verification(), rows, log_of(rows))
        assert found.holds
        assert found.entries == len(rows)
    assert judged_slowly == []


def test_a_clean_ledger_is_reported_alike() -> None:
    for seed in range(30):
        rows = a_log(Random(seed), 33)
        found = verified(a_verification(), rows, log_of(rows))
        alike(Random(seed), rows, rows)
        assert found.undisclosed == sum(_committed(row) - len(row.disclosures) for row in rows)


def _committed(row: Row) -> int:
    return len(entry_bytes.unwrap(row.state).entry["_sd"])


texts = st.text() | st.sampled_from(
    ["\x00", "\x7f", '"', "\\", "/", "\u2028", "\ue000", "\U0001f600"]
)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | texts
    | st.integers(2**53 - 2, 2**65) | st.integers(-(2**65), -(2**53))
)  # fmt: skip
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=12
)


@st.composite
def nearly_canonical(draw: st.DrawFn) -> bytes:
    """An object in canonical form, or nearly: keys unsorted, an escape too many, another byte."""
    written = json.dumps(
        {"of": draw(values)},
        sort_keys=draw(st.booleans()),
        ensure_ascii=draw(st.booleans()),
        separators=draw(st.sampled_from([(",", ":"), (",", ":"), (", ", ":")])),
    )
    made = bytearray(written.encode())
    if draw(st.booleans()):
        made[draw(st.integers(0, len(made) - 1))] = draw(st.integers(0, 255))
    return bytes(made)


@given(nearly_canonical())
@settings(max_examples=1000)
def test_what_is_read_at_once_the_slow_reading_reads_alike(written: bytes) -> None:
    fast = read_at_once(written) if written.startswith(b"{") else None
    if fast is not None:
        assert repr(entry_bytes._read(written)) == repr(fast)


words = st.text(st.characters(exclude_characters="\x00:,[", codec="utf-8"))
names = st.text(st.characters(codec="ascii", exclude_characters="\x00"))


@given(st.dictionaries(names, st.none() | st.booleans() | st.integers(0, 10**12) | words))
def test_what_the_ledger_writes_is_read_at_once(entry: dict[str, object]) -> None:
    assert read_at_once(canonical(entry)) == entry
