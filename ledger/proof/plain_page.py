"""A page of entries of which nothing is strange, judged in one go.

Each rule is put to all entries of the page, as far as that is quicker than one after the other. No
rule is given up, and none is explained: what holds here holds by the rules of `verification` too (a
property test holds the two together), and whatever does not is left to them, so that every break,
and its reason, is theirs.

Nothing here needs the classes of records: another process is to begin soon.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from msgspec import UNSET

from ledger.proof.committed_values import Broken, judge_values
from ledger.proof.merkle import push_all
from ledger.proof.plain_bytes import DOMAIN, read_together

Columns = tuple[int, str, int, str, str, str | None, bytes, bytes, bytes]
"""A row but for the values beside it, in the order of `verification.Row`."""
Head = tuple[int, bytes]
"""Version and leaf of a stream's last entry."""
NO_HEAD: Head = (0, bytes(32))
"""What the first entry of a stream follows."""
Before = Callable[[Columns, Any], Head | None]
"""The head that an entry follows, when the page has none of its stream ahead of it.

Is told the row, and what the bytes name as `prev`.
"""

Value = tuple[int, bytes, str]
"""What stands beside an entry: its position, digest and text."""
Placed = TypeVar("Placed", bound=tuple[Any, ...])
"""Begins with a position."""

_TOGETHER = 64
"""Entries that are read at the same time: many more fit into no cache."""
_LEAF = sha256(b"\x00")
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_TIME = b"0000-00-00T00:00:00.000000Z"


class Page(NamedTuple):
    """Entries as they are stored, by position, and what stands beside them.

    `values` and `erased` are in their order; of what was erased there are position and digest, and
    None where nobody looked.
    """

    rows: Sequence[Columns]
    values: Sequence[Value] = ()
    erased: Sequence[tuple[int, bytes]] | None = None

    def part(self, start: int, end: int) -> Page:
        """Some of its rows, one at least, and what stands beside them."""
        rows = self.rows[start:end]
        # A position may be wrong, and then it is not in its place.
        places = [row[0] for row in rows]
        first, last = min(places), max(places)
        erased = None if self.erased is None else between(self.erased, first, last)
        return Page(rows, between(self.values, first, last), erased)

    def of(self, kinds: Collection[str]) -> list[int]:
        """The positions of its entries of some types."""
        return [row[0] for row in self.rows if row[4] in kinds] if kinds else []

    def up_to_each(self, before: int, sizes: Collection[int]) -> Iterator[Page]:
        """Itself in parts that end at these sizes of the log; `before` is the size ahead of it."""
        places = range(1, len(self.rows)) if sizes else ()
        ends = [place for place in places if before + place in sizes]
        for start, end in pairwise([0, *ends, len(self.rows)]):
            yield self.part(start, end) if ends else self


def between(beside: Sequence[Placed], first: int, last: int) -> Sequence[Placed]:
    """What stands beside the entries from one position to another, of what is in this order."""
    start = bisect_left(beside, first, key=itemgetter(0))
    return beside[start : bisect_right(beside, last, lo=start, key=itemgetter(0))]


class Tree(NamedTuple):
    """A log ahead of a page: its name, how many entries, their frontier, and the last's time.

    It may begin after a position, where a subtree begins that is larger than all that is looked at.
    """

    origin: str
    size: int
    frontier: Sequence[bytes]
    clock: str
    after: int = 0


class Taken(NamedTuple):
    """What is new after a page: the frontier, the heads of its streams, values that are erased.

    `lines` are the bytes of its entries, as they were read: several, a line each, at once.
    `delivered` are the positions of those that say when they were received.
    """

    frontier: list[bytes]
    heads: dict[str, Head]
    undisclosed: int
    lines: Sequence[bytes]
    delivered: Sequence[int]


class _Strange(Exception):
    """An entry that is left to the rules."""


def taken_plainly(page: Page, tree: Tree, before: Before) -> Taken | None:
    """What is so after a page that plainly holds, none of its rules aside. None says nothing."""
    if not page.rows:
        return None
    positions, _, _, _, _, times, states, leaves, subtrees = zip(*page.rows, strict=True)
    first = tree.after + tree.size + 1
    if positions != tuple(range(first, first + len(positions))):
        return None
    if None in states or list(map(_leaf, states)) != list(leaves):
        return None
    finished, frontier = push_all(tree.frontier, tree.size, leaves)
    if finished != list(subtrees) or not _follow(times, tree.clock):
        return None
    heads: dict[str, Head] = {}
    try:
        read = _read(page.rows, tree.origin, heads, before)
        return Taken(
            frontier, heads, _undisclosed(read.committed, page), read.lines, read.delivered
        )
    except (_Strange, Broken):
        return None


def _leaf(state: bytes) -> bytes:
    # Quicker than to put the two together first.
    leaf = _LEAF.copy()
    leaf.update(state)
    return leaf.digest()


class _Read(NamedTuple):
    """By position, what entries commit to, if anything; their bytes, line by line, as read; and the
    positions of those that say when they were received.
    """

    committed: list[tuple[int, list[str]]]
    lines: list[bytes]
    delivered: list[int]


def _read(rows: Sequence[Columns], origin: str, heads: dict[str, Head], before: Before) -> _Read:
    """`heads` are carried on. Raises _Strange for all that is not plain."""
    read = _Read([], [], [])
    for start in range(0, len(rows), _TOGETHER):
        some = rows[start : start + _TOGETHER]
        lines = b"\n".join([row[6] for row in some])
        contents = read_together(lines, len(some))
        if contents is None:
            raise _Strange
        read.lines.append(lines)
        for row, content in zip(some, contents, strict=True):
            entry, prev = content.entry, content.prev
            if not _says(content, entry, row, origin):
                raise _Strange
            stream, version = row[1], row[2]
            head = heads.get(stream) or before(row, prev) or NO_HEAD
            if version != head[0] + 1 or prev != head[1].hex():
                raise _Strange
            heads[stream] = (version, row[7])
            if digests := entry.sd:
                read.committed.append((row[0], digests))
            if entry.received_at is not UNSET:
                read.delivered.append(row[0])
    return read


def _says(content: Any, entry: Any, row: Columns, origin: str) -> bool:
    """Whether the bytes name this log, and say what stands in the columns."""
    return bool(
        content.position == row[0]
        and entry.deal == row[1]
        and content.version == row[2]
        and entry.id == row[3]
        and entry.type == row[4]
        and content.recorded_at == row[5]
        and entry.origin == origin
        and entry.domain == DOMAIN
    )


def _follow(times: Sequence[str | None], clock: str) -> bool:
    """Whether all are times in their one form, and none is before what is ahead of it."""
    there = [time for time in times if time is not None]
    if len(there) < len(times) or there[0] < clock or there != sorted(there):
        return False
    joined = "".join(there)
    if set(map(len, there)) != {len(_TIME)} or not joined.isascii():
        return False
    return joined.encode().translate(_DIGITS) == _TIME * len(there)


def _undisclosed(committed: Sequence[tuple[int, list[str]]], page: Page) -> int:
    """How many values are erased. Raises Broken: disclosures, erased."""
    if _all_there(committed, page.values):
        return 0
    beside, gone = grouped(page)
    left = dict(committed)
    return sum(
        judge_values(left.get(position, ()), beside.get(position, ()), gone(position))
        for position in {*left, *beside}
    )


def _all_there(committed: Sequence[tuple[int, list[str]]], values: Sequence[Value]) -> bool:
    """Whether each value that is committed to stands there, in the order of the entries."""
    texts = [text for _, _, text in values]
    if None in texts or not "".join(texts).isascii():
        return False
    made = [sha256(text.encode()).digest() for text in texts]
    return (
        made == [digest for _, digest, _ in values]
        and [digest.hex() for digest in made]
        == [digest for _, digests in committed for digest in digests]
        and [value[0] for value in values] == [at for at, digests in committed for _ in digests]
    )


def grouped(
    page: Page,
) -> tuple[dict[int, list[tuple[bytes, str]]], Callable[[int], Collection[bytes] | None]]:
    """What stands beside each entry of a page: values by position; and what was erased of one."""
    beside: defaultdict[int, list[tuple[bytes, str]]] = defaultdict(list)
    for position, digest, text in page.values:
        beside[position].append((digest, text))
    if page.erased is None:
        return beside, lambda _: None
    gone: defaultdict[int, set[bytes]] = defaultdict(set)
    for position, digest in page.erased:
        gone[position].add(digest)
    return beside, lambda position: gone.get(position, frozenset())
