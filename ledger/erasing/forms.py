"""What a text holds that is encoded."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import NamedTuple

DEEPEST = 3
"""Encodings within one another that are undone."""
_HEX = re.compile(rb"(?:[0-9a-f]{2}){4,}|(?:[0-9A-F]{2}){4,}")
_DIGITS = re.compile(rb"[0-9a-fA-F]{8,}")
"""What digits there are: sooner seen than in which case."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
_ENCLOSED = re.compile(rb"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{60,}(?:\r?\n[A-Za-z0-9+/_-]{60,})*")
"""An image or the like, in base64 or digits. Among so many letters any few stand by chance."""
_LONGEST_WORD = 400
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


class Layer(NamedTuple):
    """What a text holds, by how it is encoded there; `is_text`: it is UTF-8, and reads as words."""

    name: str
    bytes: bytes
    is_text: bool


def layers(content: bytes, deepest: int = DEEPEST) -> Iterator[Layer]:
    """The content itself, and whatever stands in it in hexadecimal digits or base64."""
    is_text = _is_text(content)
    words = _ENCLOSED.sub(_left_out, content) if is_text else content
    if words != content:
        yield Layer("", words, True)
    yield Layer("", content, is_text and words == content)
    if deepest == 0:
        return
    for digits in _DIGITS.finditer(content):
        for found in _HEX.finditer(digits[0]):
            yield from _within("hex", bytes.fromhex(found[0].decode()), deepest)
    for found in _BASE64.finditer(content):
        run = found[0].translate(_URL_SAFE)
        # Nobody knows where it begins: what stands before may be of the same characters.
        for start in range(4):
            part = run[start:]
            part = part[: len(part) - (len(part) % 4 == 1)]
            yield from _within("base64", b64decode(part + b"=" * (-len(part) % 4)), deepest)


def _within(name: str, decoded: bytes, deepest: int) -> Iterator[Layer]:
    # Of what is no text nothing more is undone: it may be anything.
    if not _is_text(decoded):
        yield Layer(name, decoded, False)
        return
    for inner, content, is_text in layers(decoded, deepest - 1):
        yield Layer(f"{name}, {inner}" if inner else name, content, is_text)


def _left_out(found: re.Match[bytes]) -> bytes:
    return found[0] if len(found[0]) < _LONGEST_WORD else b"\n"


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError as fault:
        # Cut in the middle of its last character it is text all the same.
        return len(content) > 3 and fault.start >= len(content) - 3
    return True
