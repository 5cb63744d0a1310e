"""What of a text can be shown: nothing unseen, nothing that a font lacks, no word beyond the line.

A character that could not be seen, or that would turn the order of others, is written as its code
point, ⟨U+202E⟩, and so is on paper one that the typesetter's fonts do not hold.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from api.evidence.paper.covered import COVERED

SEAM = "\u001f"
"""Where a long word may be broken. No shown text holds it: it is a control character."""
_LONGEST_WORD = 24
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_PIECE = re.compile(rf"\S{{1,{_LONGEST_WORD // 2}}}")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_PLAIN = re.compile(r"[\n\x20-\x7e]*", re.ASCII)
_JOINERS = "\u200c\u200d"
_STARTS = [first for first, _ in COVERED]


def seen(text: str) -> str:
    """A text whose every character shows on a page; a joiner inside a word is left to the word."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(_shown(each, _page_has) for each in _lines(text))


def printed(text: str) -> str:
    """A text that the typesetter's fonts hold, with a `SEAM` wherever a long word may break."""
    return _printed(text, _fonts_have)


def printed_bare(text: str) -> str:
    """The same without marks that combine with the letter before: no font may hold such a pair."""
    return _printed(text, _fonts_have_bare)


def _printed(text: str, has: Callable[[str], bool]) -> str:
    plain = text
    if not _PLAIN.fullmatch(text):
        plain = "".join(_shown(each, has) for each in _lines(text))
    return _LONG_WORD.sub(lambda word: SEAM.join(_PIECE.findall(word[0])), plain)


def everywhere(value: Any, change: Callable[[str], str]) -> Any:
    """A tree of JSON with every text in it changed; its keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: everywhere(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [everywhere(each, change) for each in value]
    return value


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\t", "    ")


def _shown(character: str, has: Callable[[str], bool]) -> str:
    if character == "\n" or has(character):
        return character
    return f"⟨U+{ord(character):04X}⟩"


def _page_has(character: str) -> bool:
    seen_ = unicodedata.category(character) not in _UNSEEN and not _no_character(ord(character))
    return seen_ or character in _JOINERS


def _no_character(point: int) -> bool:
    """Unicode says of these that they will never be one."""
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def _fonts_have_bare(character: str) -> bool:
    return _fonts_have(character) and not unicodedata.combining(character)


def _fonts_have(character: str) -> bool:
    place = bisect_right(_STARTS, ord(character)) - 1
    return place >= 0 and ord(character) <= COVERED[place][1]
