"""Small words for tests of the edge: what is said about a value that was sent."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from domain.record import Record, record_of
from domain.refusals import Malformed

Faults = list[tuple[str, str]]


def faults_of(sent: Any, deal: str | None = None) -> Faults:
    """Code and pointer of every fault; none when the record is taken."""
    try:
        record_of(sent, deal)
    except Malformed as refusal:
        return [(fault.code, fault.pointer) for fault in refusal.faults]
    return []


def with_(sent: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """A copy of `sent` with `value` at `pointer`; its holder must be there."""
    changed = deepcopy(sent)
    holder, last = _place(changed, pointer)
    holder[last] = value
    return changed


def without(sent: dict[str, Any], pointer: str) -> dict[str, Any]:
    """A copy of `sent` without what stands at `pointer`."""
    changed = deepcopy(sent)
    holder, last = _place(changed, pointer)
    del holder[last]
    return changed


def taken(sent: dict[str, Any]) -> Record:
    """The record; the test fails when it is refused."""
    return record_of(sent)


def _place(value: Any, pointer: str) -> tuple[Any, Any]:
    *path, last = pointer.split("/")[1:]
    for step in path:
        value = value[int(step) if isinstance(value, list) else step]
    return value, int(last) if isinstance(value, list) else last
