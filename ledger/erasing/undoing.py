"""As what a content may read, and whether it can be looked into at all."""

from __future__ import annotations

import codecs
import re
from base64 import b64decode
from collections.abc import Iterator
from quopri import decodestring

from ledger.erasing.office import read_office

_OPAQUE = (b"%PDF-", b"%!PS", b"{\\rtf")
"""Text on the outside: what is read stands in codes of their own."""
_BROKEN_BASE64 = re.compile(rb"(?<=[A-Za-z0-9+/]{40})\r?\n(?=[A-Za-z0-9+/=]{4})")
_ENCLOSED = re.compile(rb"[A-Za-z0-9+/]{400,}")
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b"})
"""Stand in no text but by chance, and in every tenth place of what is none."""
_OCTET = re.compile(rb"=[0-9A-F]{2}")


def readings(content: bytes) -> Iterator[bytes]:
    """The content itself, and as UTF-8 what it reads as in another encoding, a mail's too.

    Of an office file, its texts.
    """
    yield content
    if office := read_office(content):
        yield from office.texts
        return
    if wide := _of_two_bytes(content):
        yield wide
    elif not _is_utf8(content):
        yield _of_one_byte(content)
    if _OCTET.search(content):
        quoted = decodestring(content)
        yield quoted if _is_utf8(quoted) else _of_one_byte(quoted)
    if (joined := _BROKEN_BASE64.sub(b"", content)) != content:
        yield joined


def can_be_looked_into(content: bytes) -> bool:
    """Whether it is text throughout: nothing in it is compressed, an image, or in codes.

    Or an office file that is.
    """
    if office := read_office(content):
        return office.whole
    text = _of_two_bytes(content) or content
    if (
        not (_is_utf8(text) and is_plain(text))
        or b"\0" in text
        or text.lstrip().startswith(_OPAQUE)
    ):
        return False
    joined = _BROKEN_BASE64.sub(b"", text)
    return all(_is_utf8(_decoded(each[0])) for each in _ENCLOSED.finditer(joined))


def is_plain(content: bytes) -> bool:
    """Whether it reads like a text: what is none can be read as one, in an encoding of one byte."""
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return controls <= 8 + len(content) // 100


def _of_two_bytes(content: bytes) -> bytes | None:
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    return content.decode("utf-16", "replace").encode()


def _of_one_byte(content: bytes) -> bytes:
    return content.decode("cp1252", "replace").encode()


def _decoded(run: bytes) -> bytes:
    return b64decode(run[: len(run) - len(run) % 4])


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError as fault:
        # A run of base64 may end in the middle of a character.
        return len(content) > 3 and fault.start >= len(content) - 3
    return True
