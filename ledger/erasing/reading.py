"""Whether what is kept names a person: as it stands, and by what is encoded in it.

An erasure and `erase --check` both look by what is written here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.erasing.forms import Layer, layers
from ledger.erasing.matching import Matcher
from ledger.erasing.undoing import is_plain, readings


def names_in(text: str, matcher: Matcher, *, takes_part: bool = False) -> bool:
    """Whether a text does, in base64, hexadecimal digits and a mail's encodings, too.

    `takes_part`: the person is known to, so that a part of the name is enough.
    """
    if matcher.may_name_them(text) if takes_part else matcher.names_them(text):
        return True
    for layer in layers_of(text.encode("utf-8", "replace")):
        decoded = layer.bytes.decode("utf-8", "replace")
        # Any word can be read as base64: what that gives is hardly ever text.
        here = fitting(matcher, layer)
        in_part = takes_part and here is matcher
        if here.may_name_them(decoded) if in_part else here.names_them(decoded):
            return True
    return False


def told_in(content: bytes, matcher: Matcher) -> bool:
    """Whether a content does, by whatever encoding it has."""
    return any(
        fitting(matcher, layer).names_them(layer.bytes.decode("utf-8", "replace"))
        for layer in layers_of(content)
    )


def layers_of(content: bytes) -> Iterator[Layer]:
    """Everything that can be read in it."""
    for reading in readings(content):
        yield from layers(reading)


def fitting(matcher: Matcher, layer: Layer) -> Matcher:
    """What is looked for there: in what is no text, short values are met by chance."""
    return matcher if layer.is_text and is_plain(layer.bytes) else matcher.in_bytes
