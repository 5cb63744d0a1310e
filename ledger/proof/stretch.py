"""A stretch of a log, judged by itself: what is ahead of it is assumed, and said.

Whoever judges the log from its beginning comes to where the stretch begins, and there knows what
was assumed: the head that each stream had, and that no entry ahead is later. If it is so, all
entries of the stretch hold, and it goes on behind them; if not, or if an entry of the stretch does
not plainly hold, it judges them itself, and finds what breaks.

A stretch begins where a subtree of as many leaves begins as it has at most. So all subtrees that
its entries finish lie within it, but for those that its last one finishes beside.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from ledger.proof.named import Named
from ledger.proof.plain_page import Columns, Head, Page, Tree, taken_plainly

DIGEST = 32


class Told(NamedTuple):
    """What is so of a stretch whose entries hold, when what it follows is so.

    `began` and `clock` are the times of its first and last entry, `follows` the heads that its
    streams had before, and `heads` those that they have then. `frontier` is that of its own leaves,
    and `frontiers` those at the sizes of the log that were wanted within. `above` is what is kept
    with the last entry of subtrees that are larger than the stretch. `found` are the positions of
    entries of the types that were looked for, `delivered` those of entries that say when they were
    received, `named` whom they name.
    """

    after: int
    up_to: int
    began: str
    clock: str
    undisclosed: int
    found: Sequence[int]
    delivered: Sequence[int]
    follows: Mapping[str, Head]
    heads: Mapping[str, Head]
    frontier: Sequence[bytes]
    frontiers: Mapping[int, Sequence[bytes]]
    above: bytes
    named: Mapping[str, int]


@dataclass(slots=True)
class Stretch:
    """One pass over the entries after a position: `leaves` at most, a power of two."""

    origin: str
    after: int
    leaves: int
    wanted: Collection[int] = ()
    kinds: Collection[str] = ()
    size: int = 0
    undisclosed: int = 0
    began: str = ""
    clock: str = ""
    above: bytes = b""
    found: list[int] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)
    frontier: list[bytes] = field(default_factory=list)
    frontiers: dict[int, list[bytes]] = field(default_factory=dict)
    named: Named = field(default_factory=Named)
    follows: dict[str, Head] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)

    def takes(self, page: Page) -> bool:
        """Take the entries in that come next. False says nothing, and is the end of the pass."""
        return all(map(self._takes, page.up_to_each(self.after + self.size, self.wanted)))

    def told(self) -> Told:
        """What is so after all that was taken in."""
        return Told(
            self.after,
            self.after + self.size,
            self.began,
            self.clock,
            self.undisclosed,
            self.found,
            self.delivered,
            self.follows,
            self.heads,
            self.frontier,
            self.frontiers,
            self.above,
            self.named.first,
        )

    def _takes(self, page: Page) -> bool:
        if not page.rows or self.size + len(page.rows) > self.leaves:
            return False
        *_, last = page.rows
        if self.size + len(page.rows) == self.leaves:
            page = self._without_above(page)
        tree = Tree(self.origin, self.size, self.frontier, self.clock, self.after)
        taken = taken_plainly(page, tree, self._before)
        if taken is None:
            return False
        self.frontier = taken.frontier
        self.heads |= taken.heads
        self.undisclosed += taken.undisclosed
        self.found += page.of(self.kinds)
        self.delivered += taken.delivered
        self.named.note(page.rows, taken.lines)
        self.began = self.began or page.rows[0][5] or ""
        self.clock = last[5] or ""
        self.size += len(page.rows)
        if self.after + self.size in self.wanted:
            self.frontiers[self.after + self.size] = self.frontier
        return True

    def _without_above(self, page: Page) -> Page:
        """The last entry may finish subtrees that begin ahead of the stretch."""
        *rows, last = page.rows
        within = DIGEST * (self.leaves.bit_length() - 1)
        self.above = last[8][within:]
        return page._replace(rows=[*rows, (*last[:8], last[8][:within])])

    def _before(self, row: Columns, prev: Any) -> Head | None:
        """Nobody here knows the head of a stream that is new: it is what the entry says it is."""
        stream, version = row[1], row[2]
        head = self.heads.get(stream)
        if head is None and prev.__class__ is str:
            try:
                head = self.follows[stream] = version - 1, bytes.fromhex(prev)
            except ValueError:
                return None
        return head


def written(told: Told) -> bytes:
    """As one process tells another."""
    heads = [
        {stream: (n, leaf.hex()) for stream, (n, leaf) in each.items()}
        for each in (told.follows, told.heads)
    ]
    frontiers = [(size, _hex(nodes)) for size, nodes in told.frontiers.items()]
    return orjson.dumps(
        [*told[:7], *heads, _hex(told.frontier), frontiers, told.above.hex(), told.named]
    )


def read_told(text: bytes) -> Told:
    """As it was written. Raises ValueError for anything else."""
    try:
        *plain, follows, heads, frontier, frontiers, above, named = orjson.loads(text)
        after, up_to, began, clock, undisclosed, found, delivered = plain
        return Told(
            int(after),
            int(up_to),
            str(began),
            str(clock),
            int(undisclosed),
            list(map(int, found)),
            list(map(int, delivered)),
            _heads(follows),
            _heads(heads),
            _bytes(frontier),
            {int(size): _bytes(nodes) for size, nodes in frontiers},
            bytes.fromhex(above),
            {str(digest): int(position) for digest, position in named.items()},
        )
    except (TypeError, AttributeError):
        raise ValueError("what was told of a stretch has another form") from None


def _heads(read: dict[str, tuple[int, str]]) -> dict[str, Head]:
    return {stream: (version, bytes.fromhex(leaf)) for stream, (version, leaf) in read.items()}


def _hex(nodes: Sequence[bytes]) -> list[str]:
    return [node.hex() for node in nodes]


def _bytes(nodes: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(node) for node in nodes]
