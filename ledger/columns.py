"""Prepared entries as the columns that `ledger.append` takes: PostgreSQL arrays in binary form.

psycopg looks at every member of a list to find out its type. For the many short lists of an append
that took as long as all else that Python does for it, so here the type is said beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct
from typing import Any

from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.postgres import types
from psycopg.pq import Format

from ledger.mapper import PreparedEntry
from ledger.proof.disclosure import Disclosure

_HEAD = Struct("!iiiii")
"""Dimensions, whether there are nulls, the members' type, their number, the first one's index."""
_HEAD_OF_NONE = Struct("!iii")
_LENGTH = Struct("!i")
_BIGINT = Struct("!q")


class Bigints(list[int]):
    """A `bigint[]`."""


class Texts(list[str]):
    """A `text[]`."""


class Blobs(list[bytes]):
    """A `bytea[]`."""


def _register(kind: type[list[Any]], member: str, encode: Callable[[Any], bytes]) -> None:
    length, type_of_members = _LENGTH.pack, types[member].oid

    class ArrayDumper(Dumper):
        format = Format.BINARY
        oid = types[member].array_oid

        def dump(self, obj: list[Any]) -> Buffer:
            if not obj:
                return _HEAD_OF_NONE.pack(0, 0, type_of_members)
            parts = [_HEAD.pack(1, 0, type_of_members, len(obj), 1)]
            for each in obj:
                encoded = encode(each)
                parts += (length(len(encoded)), encoded)
            return b"".join(parts)

    adapters.register_dumper(kind, ArrayDumper)


_register(Bigints, "int8", _BIGINT.pack)
_register(Texts, "text", str.encode)
_register(Blobs, "bytea", bytes)

Column = Bigints | Texts | Blobs


def columns_of(entries: Sequence[PreparedEntry]) -> list[Column]:
    """The arguments of `ledger.append`: those of values and persons only when there are any."""
    columns: list[Column] = [
        Bigints([entry.append for entry in entries]),
        Texts([entry.originator_id for entry in entries]),
        Bigints([entry.originator_version for entry in entries]),
        Texts([entry.event_id for entry in entries]),
        Texts([entry.topic for entry in entries]),
        Blobs([entry.fingerprint for entry in entries]),
        Blobs([entry.state for entry in entries]),
    ]
    values = [(n, each) for n, entry in enumerate(entries, 1) for each in entry.disclosures]
    persons = _persons(entries)
    if values or persons:
        columns += (
            Bigints([number for number, _ in values]),
            Blobs([value.digest for _, value in values]),
            Texts([value.text for _, value in values]),
        )
    if persons:
        columns += (
            Bigints([append for append, _, _ in persons]),
            Texts([person for _, person, _ in persons]),
            Blobs([found.digest for _, _, found in persons]),
            Texts([found.text for _, _, found in persons]),
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
