"""How a value may stand in a text: as it is, or escaped; and what a text holds that is encoded."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, quote_plus

SHORTEST_IN_BYTES = 5
"""Bytes of a value below which it is met by chance in what is no text."""
DEEPEST = 3
"""Encodings within one another that are undone."""
_CODE = re.compile(r"\\u([0-9a-f]{4})")
_HEX = re.compile(rb"(?:[0-9a-f]{2}){4,}|(?:[0-9A-F]{2}){4,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


class Form(NamedTuple):
    """Bytes to look for, and what they are called."""

    name: str
    bytes: bytes


class Layer(NamedTuple):
    """What a text holds, by how it is encoded there; `is_text`: it is UTF-8."""

    name: str
    bytes: bytes
    is_text: bool


def forms_of(value: str) -> Iterator[Form]:
    """Every form of a value in several cases and both Unicode forms; some of them may be alike."""
    for written in _spellings(value):
        for name, text in _escaped(written):
            yield Form(name, text.encode())


def layers(content: bytes, deepest: int = DEEPEST) -> Iterator[Layer]:
    """The content itself, and whatever stands in it in hexadecimal digits or base64."""
    yield Layer("", content, _is_text(content))
    if deepest == 0:
        return
    for found in _HEX.finditer(content):
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


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError as fault:
        # Cut in the middle of its last character it is text all the same.
        return len(content) > 3 and fault.start >= len(content) - 3
    return True


def _spellings(value: str) -> set[str]:
    cased = {value, value.lower(), value.upper(), value.title()}
    return {normalize(form, each) for each in cased for form in ("NFC", "NFD")}


def _escaped(value: str) -> Iterator[tuple[str, str]]:
    yield "plain", value
    in_ascii = json.dumps(value)[1:-1]
    capitals = _CODE.sub(lambda found: f"\\u{found[1].upper()}", in_ascii)
    for each in {json.dumps(value, ensure_ascii=False)[1:-1], in_ascii, capitals} - {value}:
        yield "JSON-escaped", each
        # Once more, within JSON or in what COPY writes.
        yield "JSON-escaped", each.replace("\\", "\\\\")
    for each in {quote(value, safe=""), quote_plus(value), quote(value, safe="@")} - {value}:
        yield "percent-encoded", each
        yield "percent-encoded", each.lower()
