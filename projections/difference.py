"""The difference of two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

Change = Literal["kept", "added", "removed"]
Piece = dict[Change, str]
"""One piece of a difference, under the one name that says what became of it."""

_Parts = Callable[[str], list[str]]
_MOST_PARTS = 2_000
"""Comparing costs at worst the product of both lengths; longer texts are compared more coarsely."""


def difference(old: str, new: str) -> list[Piece]:
    """What was kept, removed and added, in order; removed stands before what took its place.

    The pieces kept and removed join to `old`, those kept and added to `new`, to the letter. Texts
    too long to compare by words are compared by sentences, then as a whole.
    """
    return [{name: text} for name, text in _changes(old, new)]


@lru_cache(maxsize=256)
def _changes(old: str, new: str) -> tuple[tuple[Change, str], ...]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    ends: tuple[tuple[Change, str], ...] = ("kept", old[:head]), ("kept", old[len(old) - tail :])
    return tuple(_joined([ends[0], *middle, ends[1]]))


def _common(one: str, other: str) -> int:
    """How many characters both begin with, up to where both begin a new word."""
    length = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    while length and any(_inside_a_word(text, length) for text in (one, other)):
        length -= 1
    return length


def _inside_a_word(text: str, place: int) -> bool:
    return place < len(text) and _is_word(text[place - 1]) and _is_word(text[place])


def _is_word(character: str) -> bool:
    return re.match(r"\w", character) is not None


def _compared(old: str, new: str) -> Iterator[tuple[Change, str]]:
    for parts in (_words, _sentences, _whole):
        before, after = parts(old), parts(new)
        if max(len(before), len(after)) <= _MOST_PARTS:
            yield from _matched(before, after)
            return


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^.;!?\n]*[.;!?\n]\s*|[^.;!?\n]+", text)


def _whole(text: str) -> list[str]:
    return [text]


def _matched(before: list[str], after: list[str]) -> Iterator[tuple[Change, str]]:
    matcher = SequenceMatcher(a=before, b=after)
    for tag, begin, end, new_begin, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield "kept", "".join(before[begin:end])
        else:
            yield "removed", "".join(before[begin:end])
            yield "added", "".join(after[new_begin:new_end])


def _joined(changes: Iterable[tuple[Change, str]]) -> Iterator[tuple[Change, str]]:
    """Neighbours of one kind as one, and no piece for a mere space between two changes."""
    kept = removed = added = space = ""
    for change, text in changes:
        match change:
            case "kept" if not (removed or added):
                kept += text
            case "kept" if text.isspace() or not text:
                space += text
            case "kept":
                yield from _said(kept, removed, added)
                kept, removed, added, space = space + text, "", "", ""
            case "removed" if text:
                removed, added, space = removed + space + text, added + space, ""
            case "added" if text:
                removed, added, space = removed + space, added + space + text, ""
            case _:  # an empty piece says nothing
                pass
    yield from _said(kept, removed, added)
    yield from _said(space, "", "")


def _said(kept: str, removed: str, added: str) -> Iterator[tuple[Change, str]]:
    pieces: tuple[tuple[Change, str], ...] = (
        ("kept", kept),
        ("removed", removed),
        ("added", added),
    )
    return (piece for piece in pieces if piece[1])
