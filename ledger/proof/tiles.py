"""Tiles (c2sp.org/tlog-tiles): a tree in pieces of 256 hashes, and its entries in as large bundles.

    tile/LEVEL/INDEX            256 hashes: node i of it is the root of 256^LEVEL leaves
    tile/LEVEL/INDEX.p/WIDTH    its first WIDTH hashes, where the tree has no more yet
    tile/entries/INDEX[.p/WIDTH]    the bytes of the entries, each after its length in two bytes

INDEX is written in groups of three digits, all but the last after an x: 1234067 is x001/x234/067.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ledger.proof.merkle import Place

WIDTH = 256
HIGHEST_LEVEL = 7
_HEIGHT = 8
_PATH = re.compile(
    r"(entries|[0-7])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)


class NoTileError(ValueError):
    """No tile has this path."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of hashes at a level, or (without one) a bundle of entries; `width` of what it has."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """As it is asked for, after `tile/`."""
        digits = f"{self.index:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        *groups, last = (digits[at : at + 3] for at in range(0, len(digits), 3))
        level = "entries" if self.level is None else self.level
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return "/".join((str(level), *(f"x{group}" for group in groups), last)) + partial

    @property
    def places(self) -> list[Place]:
        """The subtrees whose roots it holds, in order; for entries: their leaves."""
        height = _HEIGHT * (self.level or 0)
        first = self.index * WIDTH
        return [((first + n + 1) << height, height) for n in range(self.width)]

    @property
    def least_size(self) -> int:
        """How many leaves a tree must have to have this tile."""
        return self.places[-1][0]


def tile_at(path: str) -> Tile:
    """The tile of a path after `tile/`. Raises NoTileError unless it is written as it has to be."""
    found = _PATH.fullmatch(path)
    if not found:
        raise NoTileError(path)
    level, groups, width = found.groups()
    index = int(groups.replace("x", "").replace("/", ""))
    tile = Tile(None if level == "entries" else int(level), index, int(width or WIDTH))
    if tile.path != path or tile.width > WIDTH:
        raise NoTileError(path)
    return tile


def bundle(entries: Iterable[bytes]) -> bytes:
    """The bytes of a bundle of entries."""
    return b"".join(len(each).to_bytes(2, "big") + each for each in entries)
