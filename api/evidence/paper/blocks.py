"""What a paper is built of: sections of blocks, plain data that the page and the PDF both lay out.

Words are a list of pieces: a text, or a text under the one name of how it is set: `strong`, `quiet`
(small and grey), `code` (ids and digests), `removed` or `added`. No piece holds markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from api.evidence.paper.characters import printed

Piece = str | dict[str, str]
Words = list[Piece]
Block = dict[str, Any]
Cell = list[Words]
"""The lines of a cell of a table, one below the other."""
_ON_ONE_PAGE = 1_200
"""Characters; what has fewer is not torn over two pages, and certainly fits on one."""
_LINE = 60
_LINES = 30
"""A row of a table with fewer is not torn either."""


def strong(text: str) -> Piece:
    """Words that weigh."""
    return {"strong": text}


def quiet(text: str) -> Piece:
    """What is said by the way."""
    return {"quiet": text}


def code(text: str) -> Piece:
    """An id or a digest."""
    return {"code": text}


def section(anchor: str, title: str, blocks: Iterable[Block], level: int = 1) -> Block:
    """A heading (1 to 3) with what stands below it."""
    return {
        "block": "section",
        "anchor": anchor,
        "title": title,
        "level": level,
        "blocks": list(blocks),
    }


def para(*words: Piece) -> Block:
    """A paragraph."""
    return {"block": "para", "words": list(words)}


def lead(*words: Piece) -> Block:
    """The sentence that a reader in a hurry reads."""
    return {"block": "lead", "words": list(words)}


def note(*words: Piece) -> Block:
    """What must not be overlooked: set off at its side."""
    return {"block": "note", "words": list(words)}


def quote(words: Words, source: str | None = None) -> Block:
    """Exact words of the record, and where they stand."""
    return {"block": "quote", "words": words, "source": source}


def exact(text: str) -> Block:
    """A text of which every character and line counts."""
    return {"block": "exact", "text": text}


def bullets(items: Iterable[Words]) -> Block:
    """A list of short things."""
    return {"block": "bullets", "items": list(items)}


def facts(rows: Iterable[tuple[str, Words]]) -> Block:
    """Names and what they are."""
    found = [{"name": name, "words": words} for name, words in rows]
    short = sum(_length({"words": each["words"]}) for each in found) < _ON_ONE_PAGE
    return {"block": "facts", "rows": found, "short": short}


def table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]
) -> Block:
    """A table under a caption; `widths` are the shares of its columns."""
    return {
        "block": "table",
        "caption": caption,
        "heads": list(heads),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
        "short": sum(_lines(row, widths) for row in rows) < _LINES,
        "whole": [_lines(row, widths) < _LINES for row in rows],
    }


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines a row takes: about one character for each hundredth of the width."""
    taken = (
        sum(_taken(line, width) // width for line in lines)
        for lines, width in zip(row, widths, strict=True)
    )
    return max(taken)


def cell(*lines: str | Words) -> Cell:
    """A cell of these lines."""
    return [[line] if isinstance(line, str) else line for line in lines]


def sides(left: tuple[str, list[Block]], right: tuple[str, list[Block]]) -> Block:
    """Two columns of one width, each under its title."""
    return {
        "block": "sides",
        "titles": [left[0], right[0]],
        "columns": [left[1], right[1]],
    }


def cited(words: str | None, lines: Sequence[Words]) -> Block:
    """A record cited: its exact words (None: it is cited for what it is), then who, when, where."""
    short = _taken([words or ""]) < _ON_ONE_PAGE
    return {"block": "cited", "words": words, "lines": list(lines), "short": short}


def moment(margin: Sequence[Words], marks: Sequence[str], body: Sequence[Block]) -> Block:
    """One record of the timeline: when and where in the margin, what happened beside it."""
    found = {"margin": list(margin), "marks": list(marks), "body": list(body)}
    return {"block": "moment", **found, "short": sum(map(_length, body)) < _ON_ONE_PAGE}


def _length(block: Block) -> int:
    """What its words take on paper, in characters: a line that they end early counts as a whole."""
    lines = block.get("items") or [block["words"]]
    return sum(map(_taken, lines))


def _taken(words: Words, line: int = _LINE) -> int:
    text = "".join(p if isinstance(p, str) else "".join(p.values()) for p in words)
    return sum(max(1, ceil(len(printed(each)) / line)) * line for each in text.split("\n"))


def blank(label: str) -> Block:
    """A line for somebody to write on."""
    return {"block": "blank", "label": label}


def together(blocks: Iterable[Block]) -> Block:
    """Short blocks that stand on one page: of a form, what is signed and who signs it."""
    return {"block": "together", "blocks": list(blocks)}
