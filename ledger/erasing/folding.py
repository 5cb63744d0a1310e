"""As what a text may read, and what is alike in two spellings of one name.

`readings_of` undoes escapes, each in the others too. `Folded` leaves accents out, and what cannot
be seen; words that are run together by their capitals (OlgaFerro) it sets apart by `_`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

DEEPEST = 3
"""Escapes within one another that are undone."""
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff]"
)
_BACKSLASHES = re.compile(r"\\+")
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SHORT = re.compile(r"\\[nrtbf]")
_QUOTED = re.compile(r"\\([\"'/])")
_PERCENT = re.compile("(?:%[0-9a-fA-F]{2})+")
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][^\t\n\f <&#;]{1,31};?)")
_RUN_TOGETHER = re.compile(
    "(?<=[a-zäåöøü0-9])(?=[A-ZÄÅÖØÜ])|(?<=[A-ZÄÅÖØÜ])(?=[A-ZÄÅÖØÜ][a-zäåöøü])"
)
_MARKED = (
    {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "ħ": "h"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ß": "ss", "ẞ": "SS"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i", "Ħ": "H"}
)
"""Letters of which Unicode does not say which they are without their mark."""
_ANY_MARKED = re.compile(f"[{''.join(_MARKED)}]")
_KEPT = {normalize("NFD", each): each for each in "äåöüÄÅÖÜ"}
"""Letters that are written with two as well: they stay, and each is met in either form."""
_ACCENTED = re.compile(f"{'|'.join(_KEPT)}|[\u0300-\u036f]")
_PLAIN = str.maketrans("äåöøü", "aaoou")
_SECOND = re.compile("(?<=a)[ae]+|(?<=[ou])e+")
_IN_TWO = {"ä": ("a", "ae"), "å": ("a", "aa"), "ö": ("o", "oe"), "ø": ("o", "oe"), "ü": ("u", "ue")}
_MOST_IN_TWO = 5
"""Letters of a text above which not every spelling is told."""
_TOKEN = re.compile("[äåöøüÄÅÖØÜ]|[aA][aeAE]|[ouOU][eE]|[aouAOU]")
_SAME = {"a": "aäå", "o": "oöø", "u": "uü"}


class Reading(NamedTuple):
    """A text as it reads once escapes of a kind are undone: none, for the text itself."""

    form: str
    text: str


def readings_of(text: str) -> Iterator[Reading]:
    """A text as it stands, and as it reads once what is escaped in it is not; each once."""
    found = {text: "plain"}
    newest = list(found)
    for _ in range(DEEPEST):
        undone = {reading: form for each in newest for form, reading in _undone(each)}
        newest = [each for each in undone if each not in found]
        found = undone | found
    for reading, form in found.items():
        yield Reading(form, reading)


def _undone(text: str) -> Iterator[tuple[str, str]]:
    for form, marker, undo in _ESCAPES:
        if marker in text and (undone := undo(text)) != text:
            yield form, undone


def _json(text: str) -> str:
    # First of all one backslash for many, which are escapes within escapes.
    single = _BACKSLASHES.sub(r"\\", text)
    plain = _SHORT.sub(" ", _QUOTED.sub(r"\1", _CODE.sub(_character, single)))
    # What was written in two halves is one character.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _percent(text: str) -> str:
    # Each run by itself: one that is no UTF-8 says nothing of the others.
    plain = _PERCENT.sub(lambda found: _of_octets(unquote_to_bytes(found[0])), text)
    return plain if plain == text else plain.replace("+", " ")


def _of_octets(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _html(text: str) -> str:
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


_ESCAPES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("JSON-escaped", "\\", _json),
    ("percent-encoded", "%", _percent),
    ("HTML-escaped", "&", _html),
)


class Folded(NamedTuple):
    """A text without accents: as it is written, in small letters, and these not set apart.

    Letters that are written with two as well (ä, ö, ü, ø, å) stay: see `spelt`.
    """

    cased: str
    small: str
    together: str

    @classmethod
    def of(cls, text: str) -> Folded:
        """The text, folded."""
        plain = text if text.isascii() else _without_accents(text)
        apart = _RUN_TOGETHER.sub("_", plain)
        return cls(apart, apart.casefold(), plain.casefold())


def _without_accents(text: str) -> str:
    # In one form for compatibility (full-width letters, ligatures), and nothing that is not seen.
    plain = _UNSEEN.sub("", normalize("NFKC", text))
    unmarked = _ANY_MARKED.sub(lambda found: _MARKED[found[0]], plain)
    bare = _ACCENTED.sub(lambda found: _KEPT.get(found[0], ""), normalize("NFD", unmarked))
    return normalize("NFC", bare)


def spelt(text: str) -> str:
    """A pattern of a folded text: each ä, ö, ü, ø or å with or without its mark, or as two letters.

    So Örtel, Ortel and Oertel are found by each other, but for the last two.
    """
    found, after = [], 0
    for token in _TOKEN.finditer(text):
        found += [re.escape(text[after : token.start()]), _either(token[0])]
        after = token.end()
    return "".join([*found, re.escape(text[after:])])


def _either(token: str) -> str:
    first, second = token[0], token[1:]
    upper = first.isupper()
    plain = first.lower().translate(_PLAIN)
    same = _SAME[plain].upper() if upper else _SAME[plain]
    if second:
        marked = [each for each in same[1:] if _IN_TWO[each.lower()][1] == token.lower()]
        follows = f"[{second.lower()}{second.upper()}]" if upper else second
        return f"(?:[{same}]{follows}|[{''.join(marked)}])"
    if first.lower() in _IN_TWO:
        follows = _IN_TWO[first.lower()][1][1]
        return f"(?:[{same}]|{same[0]}[{follows}{follows.upper()}])"
    return f"[{same}]"


def root_of(small: str) -> str:
    """The same for all spellings of a folded text in small letters, and for more."""
    return _SECOND.sub("", small.translate(_PLAIN))


def spellings(small: str) -> Iterator[str]:
    """A folded text in small letters as it is, and as it is spelt without its marks."""
    yield small
    letters = [_IN_TWO.get(each, (each,)) for each in small]
    if sum(len(each) > 1 for each in letters) <= _MOST_IN_TWO:
        yield from map("".join, product(*letters))
    else:
        yield from ("".join(each[way] for each in letters) for way in (0, -1))
