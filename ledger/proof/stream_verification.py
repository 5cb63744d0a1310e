"""Verifying one stream of a log anew from the bytes that it stores. Pure: rows are handed in.

Its entries are judged in their order by these rules of `verification`; the first that fails is the
break.

    form, leaf, origin, columns, version, prev, clock, disclosures

And then the stream as a whole:

    read       what was read before, and is answered from, are these very entries
    inclusion  their leaves, with the subtrees kept between them, give the root at a size of the log

What the rules do not cover is left to verifying the whole log: the entries of other streams, and
last entries of this one that were taken out of the rows before anybody read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ledger.proof.committed_values import Broken
from ledger.proof.merkle import Place, root_with, subtrees_between
from ledger.proof.plain_page import Head
from ledger.proof.verification import (
    Break,
    Row,
    judge_bytes,
    judge_clock,
    judge_columns,
    judge_disclosures,
    judge_origin,
    judge_place,
)


@dataclass(frozen=True, slots=True)
class StreamReport:
    """What verifying found. `leaves` by position are those of the entries that hold.

    `undisclosed` counts, by position, the values that they commit to and that are no longer kept.
    """

    leaves: Mapping[int, bytes]
    undisclosed: Mapping[int, int]
    broken: Break | None

    def up_to(self, size: int) -> StreamReport:
        """The same of the entries up to and with a position: what breaks later does not concern it.

        A break that has no position concerns all.
        """
        broken = self.broken
        if broken is not None and broken.position is not None and broken.position > size:
            broken = None
        return StreamReport(
            {at: leaf for at, leaf in self.leaves.items() if at <= size},
            {at: many for at, many in self.undisclosed.items() if at <= size},
            broken,
        )


def judge_stream(rows: Iterable[Row], origin: str) -> StreamReport:
    """Judge the entries of a stream, by version from its first on."""
    leaves: dict[int, bytes] = {}
    head: Head | None = None
    clock = ""
    undisclosed: dict[int, int] = {}
    for row in rows:
        try:
            content, leaf = judge_bytes(row)
            judge_origin(content, origin)
            judge_columns(row, content)
            judge_place(content, head)
            judge_clock(content, clock)
            if many := judge_disclosures(content, row):
                undisclosed[row.position] = many
        except Broken as broken:
            rule, reason = broken.args
            return StreamReport(leaves, undisclosed, Break(rule, reason, row.position, row.record))
        leaves[row.position] = leaf
        head, clock = (row.version, leaf), content.recorded_at
    return StreamReport(leaves, undisclosed, None)


def judge_read(report: StreamReport, read: Sequence[tuple[int, bytes]]) -> Break | None:
    """`read` are position and leaf of the entries that are answered from, in order."""
    stored = list(report.leaves.items())
    if stored == list(read):
        return None
    place = next(
        (n for n, (one, other) in enumerate(zip(stored, read, strict=False)) if one != other),
        min(len(stored), len(read)),
    )
    position = min(each[place][0] for each in (stored, read) if place < len(each))
    return Break("read", "what was read is not what is stored", position)


def judge_inclusion(
    report: StreamReport, size: int, between: Mapping[Place, bytes], root: bytes
) -> Break | None:
    """Whether the leaves lie in the tree of `size` entries that has this root."""
    try:
        found = root_with(size, report.leaves, between)
    except KeyError as missing:
        [place] = missing.args
        end = place if isinstance(place, int) else place[0]
        return Break("inclusion", "an entry that the root stands on is missing", end)
    if found != root:
        return Break("inclusion", f"the entries give another root at {size}: {found.hex()}")
    return None


def wanted(report: StreamReport, size: int) -> list[Place]:
    """The subtrees that inclusion needs besides the leaves."""
    return list(subtrees_between(size, list(report.leaves)))
