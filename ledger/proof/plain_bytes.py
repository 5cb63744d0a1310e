"""JSON in canonical form, read as fast as it goes. What is not read here may be as right.

It is read as a type that has neither floats nor numbers that are too large, and written again: the
bytes are canonical when they come out the same. `entry_bytes` judges whatever this refuses.
"""

from __future__ import annotations

import re
from types import GenericAlias
from typing import Annotated, Any

import msgspec

from domain.streams import ORGANISATION
from domain.strict_json import LARGEST_INTEGER

DOMAIN = "deal-ledger/entry/v1"
"""What every entry names as the form that it is written in."""
# From the last byte of a key that is not ASCII on: no byte is looked at twice. Texts, too.
_MAY_BE_KEY_BEYOND = re.compile(rb'[\x80-\xff](?:[^"\\\x80-\xff]|\\.)*":', re.DOTALL)
_NUL = b"\\u0000"
_DEEP = 8
"""Levels within an entry that are read at once; deeper ones are as right, and rare."""
_SHALLOW = 3
"""The same within what stands around its data."""


def _strict(levels: int) -> Any:
    """JSON of the strict subset but for its texts and keys, some levels deep, as a type."""
    whole = Annotated[int, msgspec.Meta(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]
    single: Any = bool | whole | str | None
    deeper = single
    for _ in range(levels):
        deeper = single | GenericAlias(list, deeper) | GenericAlias(dict, (str, deeper))
    return deeper


_MAY_BE: Any = (_strict(_SHALLOW) | msgspec.UnsetType, msgspec.UNSET)
# Members in the order of canonical JSON: an entry whose members are others is read one by one.
_ENTRY = msgspec.defstruct(
    "_ENTRY",
    [
        ("sd", list[str], msgspec.field(name="_sd")),
        ("actor", *_MAY_BE),
        ("data", _strict(_DEEP - 1)),
        ("deal", str, ORGANISATION),
        ("domain", str),
        ("evidence", *_MAY_BE),
        ("id", str),
        ("instructed_by", *_MAY_BE),
        ("occurred_at", *_MAY_BE),
        ("on_behalf_of", *_MAY_BE),
        ("origin", str),
        ("privilege", *_MAY_BE),
        ("received_at", *_MAY_BE),
        ("recorded_by", *_MAY_BE),
        ("schema", *_MAY_BE),
        ("source", *_MAY_BE),
        ("type", str),
    ],
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    gc=False,
)
_WRAPPED = msgspec.defstruct(
    "_WRAPPED",
    [
        ("entry", _ENTRY),
        ("position", int),
        ("prev", str),
        ("recorded_at", str),
        ("version", int),
    ],
    forbid_unknown_fields=True,
    gc=False,
)
_reading: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_strict(_DEEP))
_reading_wrapped: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_WRAPPED)
_writing = msgspec.json.Encoder(order="deterministic")


def read_at_once(inner: bytes) -> Any:
    """JSON in canonical form, several times as fast as `entry_bytes` does. None says nothing.

    What this reads, that reads as the same (a property test holds the two together).
    """
    if not plain(inner):
        return None
    try:
        value = _reading.decode(inner)
        return value if _writing.encode(value) == inner else None
    except (msgspec.MsgspecError, UnicodeError):
        return None


def plain(content: bytes) -> bool:
    """Whether neither NUL nor a key that is not ASCII can stand in it: in one JSON, or in many."""
    if not content.isascii() and _MAY_BE_KEY_BEYOND.search(content):
        return False
    return b"\\" not in content or _NUL not in content


def read_together(lines: bytes, count: int) -> list[Any] | None:
    """Wrapped entries in canonical form, of the members that the ledger writes: so many lines.

    Each as `entry_bytes.Exact`, but that members of its entry are attributes, and `_sd` is `sd`.
    None says nothing.
    """
    if not plain(lines):
        return None
    try:
        read = _reading_wrapped.decode_lines(lines)
        written = _writing.encode_lines(read)
    except (msgspec.MsgspecError, UnicodeError):
        return None
    # What is written has a line for each that was read, so none of them holds a line break.
    same = len(written) == len(lines) + 1 and written.startswith(lines)
    return read if same and len(read) == count else None
