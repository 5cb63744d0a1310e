"""Prepared entries as the arguments of `ledger.append`: PostgreSQL arrays in binary form.

An append has many short lists. psycopg looks at every member of a list to find out its type; here
the types are known beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from struct import Struct

from psycopg.postgres import types

from ledger.mapper import PreparedEntry
from ledger.proof.disclosure import Disclosure

_HEAD = Struct("!iiiii")
"""Dimensions, whether there are nulls, the members' type, their number, the first one's index."""
_HEAD_OF_NONE = Struct("!iii")
_LENGTH = Struct("!i")
_BIGINT = Struct("!q")


def _array_of(member: str, encode: Callable[..., bytes], values: Sequence[object]) -> bytes:
    length, of_type = _LENGTH.pack, types[member].oid
    if not values:
        return _HEAD_OF_NONE.pack(0, 0, of_type)
    parts = [_HEAD.pack(1, 0, of_type, len(values), 1)]
    for each in values:
        encoded = encode(each)
        parts += (length(len(encoded)), encoded)
    return b"".join(parts)


_bigints = partial(_array_of, "int8", _BIGINT.pack)
_texts = partial(_array_of, "text", str.encode)
_blobs = partial(_array_of, "bytea", bytes)


def claims_of(entries: Sequence[PreparedEntry]) -> list[bytes]:
    """Which items of the inbox they come from, and who has them; nothing when from none."""
    claims = [entry.claim for entry in entries]
    if not any(claims):
        return []
    return [
        _bigints([claim.item if claim else 0 for claim in claims]),
        _bigints([claim.worker if claim else 0 for claim in claims]),
    ]


def columns_of(entries: Sequence[PreparedEntry]) -> list[bytes]:
    """The arguments, in their order: those of values and persons only when there are any."""
    columns = [
        _bigints([entry.append for entry in entries]),
        _texts([entry.originator_id for entry in entries]),
        _bigints([entry.originator_version for entry in entries]),
        _texts([entry.event_id for entry in entries]),
        _texts([entry.topic for entry in entries]),
        _blobs([entry.fingerprint for entry in entries]),
        _blobs([entry.state for entry in entries]),
    ]
    values = [(n, each) for n, entry in enumerate(entries, 1) for each in entry.disclosures]
    persons = _persons(entries)
    if values or persons:
        columns += (
            _bigints([number for number, _ in values]),
            _blobs([value.digest for _, value in values]),
            _texts([value.text for _, value in values]),
        )
    if persons:
        columns += (
            _bigints([append for append, _, _ in persons]),
            _texts([person for _, person, _ in persons]),
            _blobs([found.digest for _, _, found in persons]),
            _texts([found.text for _, _, found in persons]),
        )
    return columns


def _persons(entries: Sequence[PreparedEntry]) -> list[tuple[int, str, Disclosure]]:
    """Per append, each person once whose pseudonym is not known to be kept."""
    found = {
        (entry.append, person): disclosure
        for entry in entries
        for person, disclosure in entry.persons
    }
    return [(append, person, disclosure) for (append, person), disclosure in found.items()]
