"""Whatever comes in: a record, or a refusal that can be printed. Never another exception."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.record import Record, parse, record_of
from domain.refusals import Malformed
from tests.domain.examples import FULL

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(st.characters()),  # half surrogate pairs too
    st.sampled_from(["ana", "4.2", "2025-05-16", "in", "services", "1.50", "EUR"]),
)
keys = st.text() | st.sampled_from(["clause", "version", "percent", "from", "text", "<Money>"])
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=12
)
records = st.sampled_from(list(FULL.values()))
whole = st.fixed_dictionaries(
    {},
    optional={
        "id": st.just("r") | anything,
        "deal": st.just("D-1") | anything,
        "type": st.sampled_from(list(FULL)) | anything,
        "occurred_at": st.just("2025-05-16") | anything,
        "actor": st.just("ana") | anything,
        "evidence": anything,
        "source": anything,
        "privilege": anything,
        "data": anything,
    },
)


def is_judged(found: Record | Malformed) -> None:
    """A record that has canonical bytes, or faults with codes that can be sent as JSON."""
    if isinstance(found, Record):
        assert canonical(found.as_sent())
        return
    assert found.faults
    for fault in found.faults:
        assert fault.code
        assert fault.message
        assert fault.pointer == "" or fault.pointer.startswith("/")
        assert (fault.pointer + fault.message).encode()


def judged(value: Any) -> Record | Malformed:
    try:
        return record_of(value)
    except Malformed as refusal:
        return refusal


@given(st.binary() | st.text(st.characters()))
@example(b"\xff")
@example(b'"\\')
@example("[" * 100_000)
def test_any_bytes_give_a_record_or_a_refusal(text: bytes | str) -> None:
    try:
        is_judged(parse(text))
    except Malformed as refusal:
        is_judged(refusal)


@given(anything | whole)
@example({"deal": [], "type": {}, "id": None, "data": 1})
def test_any_json_gives_a_record_or_a_refusal(value: Any) -> None:
    is_judged(judged(value))


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path to every value within `value`."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for step, member in members:
            found += places(member, (*path, step))
    return found


@given(records, anything, st.data())
def test_a_full_record_with_one_value_replaced_is_judged(
    sent: dict[str, Any], replacement: Any, data: st.DataObject
) -> None:
    changed = deepcopy(sent)
    *path, last = data.draw(st.sampled_from(places(changed)))
    holder: Any = changed
    for step in path:
        holder = holder[step]
    holder[last] = replacement
    is_judged(judged(changed))


@given(records, st.data())
def test_a_full_record_with_one_byte_changed_is_judged(
    sent: dict[str, Any], data: st.DataObject
) -> None:
    raw = bytearray(json.dumps(sent).encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        is_judged(parse(bytes(raw)))
    except Malformed as refusal:
        is_judged(refusal)
