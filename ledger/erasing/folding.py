"""As what a text may read, and what is alike in two spellings of one name.

`readings_of` undoes escapes, each in the others too. `Folded` leaves accents out, and what cannot
be seen; words that are run together by their capitals (OlgaFerro) it sets apart by `_`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

DEEPEST = 3
"""Escapes within one another that are undone."""
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff]"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_BACKSLASHES = re.compile(r"\\+")
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SHORT = re.compile(r"\\[nrtbf]")
_QUOTED = re.compile(r"\\([\"'/])")
_PERCENT = re.compile("%[0-9a-fA-F]{2}")
_RUN_TOGETHER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MARKED = (
    {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "ħ": "h"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ß": "ss", "ẞ": "SS"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i", "Ħ": "H"}
)
"""Letters of which Unicode does not say which they are without their mark."""
_IN_TWO = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ø": "oe",
    "Ø": "Oe",
} | {"å": "aa", "Å": "Aa"}
_ANY_MARKED, _ANY_IN_TWO = (re.compile(f"[{''.join(each)}]") for each in (_MARKED, _IN_TWO))


class Reading(NamedTuple):
    """A text as it reads once escapes of a kind are undone: none, for the text itself."""

    form: str
    text: str


def readings_of(text: str) -> Iterator[Reading]:
    """A text as it stands, and as it reads once what is escaped in it is not; each once."""
    found = {normalize("NFC", text): "plain"}
    newest = list(found)
    for _ in range(DEEPEST):
        undone = {reading: form for each in newest for form, reading in _undone(each)}
        newest = [each for each in undone if each not in found]
        found = undone | found
    for reading, form in found.items():
        yield Reading(form, reading)


def _undone(text: str) -> Iterator[tuple[str, str]]:
    for form, marker, undo in _ESCAPES:
        if marker in text:
            yield form, normalize("NFC", undo(text))


def _json(text: str) -> str:
    # First of all one backslash for many, which are escapes within escapes.
    single = _BACKSLASHES.sub(r"\\", text)
    plain = _SHORT.sub(" ", _QUOTED.sub(r"\1", _CODE.sub(_character, single)))
    # What was written in two halves is one character.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _percent(text: str) -> str:
    if not _PERCENT.search(text):
        return text
    raw = unquote_to_bytes(text.replace("+", " "))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


_ESCAPES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("JSON-escaped", "\\", _json),
    ("percent-encoded", "%", _percent),
    ("HTML-escaped", "&", html.unescape),
)


class Folded(NamedTuple):
    """A text without accents: as it is written, in small letters, and these not set apart."""

    cased: str
    small: str
    together: str

    @classmethod
    def of(cls, text: str) -> Folded:
        """Of a text that has none."""
        apart = _RUN_TOGETHER.sub("_", text)
        return cls(apart, apart.casefold(), text.casefold())


def unaccented(text: str) -> Iterator[str]:
    """A text without accents; where ä, ö, ü, ø or å stand in it, also with two letters for these.

    So Örtel, Ortel and Oertel are found by each other, but for the last two.
    """
    if text.isascii():
        yield text
        return
    # In one form for compatibility (full-width letters, ligatures), and nothing that is not seen.
    plain = _UNSEEN.sub("", normalize("NFKC", text))
    yield _without_accents(plain)
    if _ANY_IN_TWO.search(plain):
        yield _without_accents(_ANY_IN_TWO.sub(lambda found: _IN_TWO[found[0]], plain))


def folded(text: str) -> Iterator[Folded]:
    """The same, folded."""
    return map(Folded.of, unaccented(text))


def _without_accents(text: str) -> str:
    unmarked = _ANY_MARKED.sub(lambda found: _MARKED[found[0]], text)
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", unmarked)))
