"""The words of a clause in one line: shortened only at a mark that says how much is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from projections.difference import Piece, difference

LONGEST = 400
"""Characters of one wording that a line quotes."""
AROUND = 40
"""Characters that stand before and after what changed, at least, where there are so many."""


def beginning(text: str) -> str:
    """The words from their start."""
    return _cut(text, 0, len(text))


def changed(old: str, new: str) -> tuple[str, str]:
    """The words of two wordings from the first that is not the same to the last, with some around.

    Where only the one has words there, the other shows what stands around them.
    """
    pieces = difference(old, new)
    places = [at for at, piece in enumerate(pieces) if "kept" not in piece]
    if not places:
        return beginning(old), beginning(new)
    head = sum(_lengths(pieces[: places[0]], "kept"))
    tail = sum(_lengths(pieces[places[-1] + 1 :], "kept"))
    return _cut(old, head, len(old) - tail), _cut(new, head, len(new) - tail)


def _lengths(pieces: Sequence[Piece], name: Literal["kept"]) -> Iterator[int]:
    return (len(piece[name]) for piece in pieces)


def _cut(text: str, start: int, end: int) -> str:
    """A part of a text with whole words around it, and a mark wherever something is left out."""
    start, end = _back(text, max(0, start - AROUND)), _on(text, min(len(text), end + AROUND))
    if end - start > LONGEST:
        end = max(_back(text, start + LONGEST), start + LONGEST // 2)
    return f"{_mark(start, after=' ')}{text[start:end]}{_mark(len(text) - end, before=' ')}"


def _back(text: str, place: int) -> int:
    """The beginning of the word that a place stands in; far off one, the place itself."""
    for at in range(place, max(0, place - AROUND), -1):
        if text[at - 1].isspace():
            return at
    return 0 if place <= AROUND else place


def _on(text: str, place: int) -> int:
    for at in range(place, min(len(text), place + AROUND)):
        if text[at].isspace():
            return at
    return len(text) if len(text) - place <= AROUND else place


def _mark(left_out: int, before: str = "", after: str = "") -> str:
    """What stands where characters are left out."""
    if not left_out:
        return ""
    many = "1 character" if left_out == 1 else f"{left_out} characters"
    return f"{before}[… {many} left out …]{after}"
