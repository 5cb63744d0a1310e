"""The certificates that come with a time stamp, in the order that DER wants of a set.

Some authorities, and openssl, send them from the one that signed up to the root, which the library
refuses. The order means nothing and nobody signed it, so it may be mended; nothing else is.

    TimeStampResp { status, ContentInfo { type, [0] { SignedData {
        version, digestAlgorithms, encapContentInfo, [0] certificates, … } } } }
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_SEQUENCE, _CONTEXT_0 = 0x30, 0xA0
_MOST = 64


class _Part(NamedTuple):
    """A value within bytes: its tag, where it begins, where its content does, where it ends."""

    tag: int
    start: int
    inside: int
    end: int


def with_certificates_in_order(response: bytes) -> bytes:
    """The same answer with its certificates in order; as it is where it has another form."""
    try:
        place = _certificates(response)
        parts = sorted(response[each.start : each.end] for each in _parts(response, place))
    except (IndexError, ValueError):
        return response
    return response[: place.inside] + b"".join(parts) + response[place.end :]


def _certificates(response: bytes) -> _Part:
    whole = _part(response, 0, len(response))
    _, token = _parts(response, _of(whole, _SEQUENCE))
    _, content = _parts(response, _of(token, _SEQUENCE))
    [signed] = _parts(response, _of(content, _CONTEXT_0))
    found = list(_parts(response, _of(signed, _SEQUENCE)))
    return _of(found[3], _CONTEXT_0)


def _of(part: _Part, tag: int) -> _Part:
    if part.tag != tag:
        raise ValueError(f"another tag than {tag}")
    return part


def _parts(content: bytes, whole: _Part) -> Iterator[_Part]:
    at = whole.inside
    for _ in range(_MOST):
        if at == whole.end:
            return
        found = _part(content, at, whole.end)
        yield found
        at = found.end
    raise ValueError("too many parts")


def _part(content: bytes, at: int, end: int) -> _Part:
    tag, size, inside = content[at], content[at + 1], at + 2
    if size >= 0x80:
        inside += size - 0x80
        size = int.from_bytes(content[at + 2 : inside], "big")
    if not inside <= inside + size <= end:
        raise ValueError("a part is longer than what it is in")
    return _Part(tag, at, inside, inside + size)
