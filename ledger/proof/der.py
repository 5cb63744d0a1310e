"""Where the parts of a value lie in DER bytes: as little of it as time stamps need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

OCTETS, OID, SEQUENCE, SET, CONTEXT_0 = 0x04, 0x06, 0x30, 0x31, 0xA0
_MOST = 64


class DerError(ValueError):
    """The bytes have another form."""


class Part(NamedTuple):
    """A value within bytes: its tag, where it begins, where its content does, where it ends."""

    tag: int
    start: int
    inside: int
    end: int

    def of(self, tag: int) -> Part:
        """The same, when it has this tag. Raises DerError."""
        if self.tag != tag:
            raise DerError(f"the tag is {self.tag}, not {tag}")
        return self


def part(content: bytes, at: int, end: int) -> Part:
    """The value that begins at a place. Raises DerError, IndexError."""
    tag, size, inside = content[at], content[at + 1], at + 2
    if size >= 0x80:
        inside += size - 0x80
        size = int.from_bytes(content[at + 2 : inside], "big")
    if not inside <= inside + size <= end:
        raise DerError("a value is longer than what it is in")
    return Part(tag, at, inside, inside + size)


def parts(content: bytes, whole: Part, tag: int) -> Iterator[Part]:
    """The values in one that has this tag. Raises DerError, IndexError."""
    at = whole.of(tag).inside
    for _ in range(_MOST):
        if at == whole.end:
            return
        found = part(content, at, whole.end)
        yield found
        at = found.end
    raise DerError("too many values in one")


def signed_data(content: bytes, token: Part) -> list[Part]:
    """The parts of what is signed in a token. Raises DerError, IndexError."""
    _, wrapped = parts(content, token, SEQUENCE)
    [signed] = parts(content, wrapped, CONTEXT_0)
    return list(parts(content, signed, SEQUENCE))
