"""The exact bytes of an entry, made once and hashed as stored.

The application makes `entry`; the append function of the database wraps it with what only it
knows: `{"entry":<bytes>,"position":N,"prev":"<hex>","recorded_at":"<UTC>","version":V}`. Keys are
in order, so the whole is canonical too. `prev` is the leaf of the stream's previous entry, 64
zeros for its first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from domain.refusals import Malformed
from domain.strict_json import check
from ledger.proof.plain_bytes import read_at_once

LARGEST_ENTRY = 65_535
"""The tile format of transparency logs allows no more."""
WRAPPING = 255
"""More than what the database ever adds around the application's bytes."""
NO_PREVIOUS = "0" * 64

_OPENING = b'{"entry":'
_WRAPPED = re.compile(
    rb'\{"entry":(\{.*\}),"position":([1-9][0-9]{0,18}),"prev":"([0-9a-f]{64})","recorded_at":'
    rb'"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)",'
    rb'"version":([1-9][0-9]{0,18})\}',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Stored bytes, taken apart: what the application wrote and what the database added."""

    entry: dict[str, Any]
    position: int
    prev: str
    recorded_at: datetime
    version: int


def unwrap(stored: bytes) -> Wrapped:
    """Read stored bytes. Raises ValueError when they do not have the form above."""
    content = from_json(stored)
    try:
        return Wrapped(
            content["entry"],
            content["position"],
            content["prev"],
            datetime.fromisoformat(content["recorded_at"]),
            content["version"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError("the stored bytes are not an entry") from error


class Exact(NamedTuple):
    """As `Wrapped`, with the time as it is written."""

    entry: dict[str, Any]
    position: int
    prev: str
    recorded_at: str
    version: int


def unwrap_exactly(stored: bytes) -> Exact:
    """Read stored bytes for verifying: no byte may be other than the one form has it.

    Raises ValueError with the reason, and nothing else, whatever the bytes are.
    """
    found = _WRAPPED.fullmatch(stored)
    if not found:
        raise ValueError("the stored bytes are not those of a wrapped entry")
    inner, position, prev, recorded_at, version = found.groups()
    entry: dict[str, Any] = read_at_once(inner) or _read(inner)
    return Exact(entry, int(position), prev.decode(), recorded_at.decode(), int(version))


def _read(inner: bytes) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = from_json(inner)
        written_again = to_json(entry)
    except (ValueError, RecursionError):
        raise ValueError("the entry cannot be read as JSON") from None
    # Reads and writes several times as fast as `json`, but leaves the keys in their order.
    if written_again != inner or not _keys_sorted(entry):
        raise ValueError("the entry is not in canonical form")
    _refuse_beyond(entry)
    return entry


def _refuse_beyond(entry: dict[str, Any]) -> None:
    """Refuse what is canonical, and beyond the strict subset (`domain.strict_json`)."""
    try:
        check(entry)
    except Malformed as fault:
        raise ValueError(f"the entry holds what none may: {fault.faults[0].code}") from None
    if not _keys_are_ascii(entry):
        raise ValueError("the entry has a key that is not ASCII")


def _keys_are_ascii(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(str.isascii, value)) and all(map(_keys_are_ascii, value.values()))
    return not isinstance(value, list) or all(map(_keys_are_ascii, value))


def _keys_sorted(value: dict[str, Any] | list[Any]) -> bool:
    members: Iterable[Any] = value
    if isinstance(value, dict):
        keys = list(value)
        if keys != sorted(keys):
            return False
        members = value.values()
    for each in members:
        # What `from_json` reads is of no other class; what is empty is not worth a call.
        kind = each.__class__
        if (kind is dict or kind is list) and each and not _keys_sorted(each):
            return False
    return True


def application_part(stored: bytes) -> bytes:
    """The bytes that the application made, within stored bytes."""
    return stored[len(_OPENING) : stored.rindex(b',"position":')]


def data_in(stored: bytes) -> dict[str, Any]:
    """The data of an entry that holds; empty where it has none, as no program of ours writes it."""
    entry = json.loads(application_part(bytes(stored)))
    found = entry.get("data")
    return found if isinstance(found, dict) else {}
