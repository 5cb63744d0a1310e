"""A long paper comes in volumes, as a long file does on a shelf: each is set for itself.

Setting a volume takes about 400 bytes of memory for each character of it, so their size bounds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from api.evidence.paper.blocks import Block

LARGEST = 1_000_000
"""Characters of a volume as JSON: about 200 pages."""


def in_volumes(sections: Iterable[Block], largest: int = LARGEST) -> list[list[Block]]:
    """The sections in their order; one that is too large goes on in the next volume.

    Nothing within a block is divided: a volume of one block may be larger.
    """
    volumes: list[list[Block]] = [[]]
    taken = 0
    for section in sections:
        size = _size(section)
        if size <= largest - taken:
            volumes[-1].append(section)
            taken += size
            continue
        for part, of_part in _divided(section, largest - taken, largest):
            if of_part > largest - taken and volumes[-1]:
                volumes.append([])
                taken = 0
            volumes[-1].append(part)
            taken += of_part
    return volumes


def _divided(section: Block, first: int, largest: int) -> Iterator[tuple[Block, int]]:
    """Parts of a section with their sizes: one for what is left of a volume, then whole ones."""
    some: list[Block] = []
    room, taken, begun = first, 0, False
    for block in section["blocks"]:
        size = _size(block)
        if some and taken + size > room:
            yield _part(section, some, begun=begun), taken
            some, taken, room, begun = [], 0, largest, True
        some.append(block)
        taken += size
    yield _part(section, some, begun=begun), taken


def _part(section: Block, blocks: list[Block], *, begun: bool) -> Block:
    title = f"{section['title']} (continued)" if begun else section["title"]
    return section | {"title": title, "blocks": blocks}


def _size(block: Block) -> int:
    return len(json.dumps(block, ensure_ascii=False))
