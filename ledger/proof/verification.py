"""Verifying a whole log anew from the bytes that it stores. Pure: rows are handed in.

An entry is judged by these rules, in this order; the first that fails is the break.

    position     positions are 1, 2, 3 … without a gap
    form         the stored bytes are a wrapped entry in canonical form
    leaf         the leaf is the hash of the stored bytes
    subtrees     the finished subtrees kept with the entry are those of the tree so far
    origin       the entry names this log, and the form that it is written in
    columns      position, stream, version, record id, type and time are what the bytes say
    version      versions of a stream are 1, 2, 3 … without a gap
    prev         prev is the leaf of the stream's entry before; 64 zeros for its first
    clock        the time of recording never runs backwards
    disclosures  every value beside the entry is one that the entry commits to
    erased       of every other value that it commits to, it is kept that it was erased

And then the log as a whole:

    tables       what is read has the columns, of the types, that it was made with; looked at first
    log          size, frontier and clock of the log are those that the entries give
    persons      every pseudonym is the digest of the disclosure beside it, and that person's; and
                 everybody whom an entry names has one, or was erased by an erasure on record
    strays       no value stands beside an entry that is not there
    marks        the marks of privilege that are kept are those that entries say, and no others
    erased       no more values are kept as erased than the erasures on record took, and what stands
                 in their places tells nothing but that
    contents     the contents that are kept of documents have their digests, and none is said to be
                 erased where nothing was
    deliveries   so have the bodies that are kept of deliveries, and records that were made of them
                 commit to no other; every entry that was delivered has its delivery, and no more of
                 these lack their body than the erasures on record took

A committed value that was erased breaks nothing, and is counted. What the rules do not cover: the
fingerprints that recognise a record sent again (no proof rests on them), a content of a document
that is no longer kept, and a log rewritten from end to end, which only a checkpoint kept elsewhere
refuses.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from domain.streams import ORGANISATION
from ledger.proof.committed_values import Broken, judge_values
from ledger.proof.disclosure import PERSON, opened
from ledger.proof.entry_bytes import NO_PREVIOUS, Exact, unwrap_exactly
from ledger.proof.merkle import finished_by, joined, leaf_hash, root_of, take
from ledger.proof.named import Named
from ledger.proof.plain_bytes import DOMAIN
from ledger.proof.plain_page import (
    NO_HEAD,
    Columns,
    Head,
    Page,
    Taken,
    Tree,
    grouped,
    taken_plainly,
)
from ledger.proof.stretch import Told

REMEMBERED_STREAMS = 50_000


class Row(NamedTuple):
    """An entry as it is stored. `recorded_at` is the text of its column, written as in the bytes.

    `disclosures` holds digest and text of each value that stands beside the entry, `erased` the
    digests of those that were erased; None where nobody looked.
    """

    position: int
    stream: str
    version: int
    record: str
    type: str
    recorded_at: str | None
    state: bytes
    leaf: bytes
    subtrees: bytes
    disclosures: Sequence[tuple[bytes, str]]
    erased: Collection[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Where a log first does not hold: the rule that fails there, and what was found instead."""

    rule: str
    reason: str
    position: int | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying found. `root` is that of the `entries` that hold, up to the first break.

    `undisclosed` counts the values that these entries commit to and that are no longer kept.
    `roots` are those at the sizes that were asked for, as far as these entries go. `notes` are
    sentences on what is no break, and may be looked at.
    """

    entries: int
    root: bytes
    undisclosed: int
    broken: Break | None
    roots: Mapping[int, bytes] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        """Whether everything that is stored is what was once appended, as far as rules can say."""
        return self.broken is None


HeadBefore = Callable[[str, int], Head | None]
"""The last entry of a stream before a position."""


class LogRow(NamedTuple):
    """What the log says of itself."""

    size: int
    frontier: Sequence[bytes]
    recorded_at: str | None


@dataclass(slots=True)
class Verification:
    """One pass over a log, entry by entry, in constant memory but for the people that are `named`,
    and eight bytes for each entry that was delivered.

    The heads of the streams seen last are remembered; an older one is asked of `head_before`, and
    so are all of what was taken in before this pass where `asks_heads` is set. Roots at the sizes
    that are `wanted` are kept in `roots`, positions of entries of some `kinds` in `found`, those of
    entries that say when they were received in `delivered`, and whom entries name in `named`, where
    it is given.
    """

    origin: str
    head_before: HeadBefore
    size: int = 0
    undisclosed: int = 0
    frontier: list[bytes] = field(default_factory=list)
    clock: str = ""
    asks_heads: bool = False
    wanted: Collection[int] = ()
    roots: dict[int, bytes] = field(default_factory=dict)
    kinds: Collection[str] = ()
    found: list[int] = field(default_factory=list)
    delivered: array[int] = field(default_factory=lambda: array("q"))
    named: Named | None = None
    _heads: OrderedDict[str, Head] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self._keep_root()

    def judge_page(self, page: Page) -> Break | None:
        """Judge the entries that come next, and take in those ahead of the first that breaks."""
        for part in page.up_to_each(self.size, self.wanted):
            if self._takes_plainly(part):
                continue
            for row in _rows(part):
                if broken := self.judge(row):
                    return broken
        return None

    def judge(self, row: Row) -> Break | None:
        """Judge the entry that comes next, and take it in when it holds."""
        if self._takes_plainly(_alone(row)):
            return None
        try:
            self._judge(row)
        except Broken as broken:
            rule, reason = broken.args
            missing = rule == "position" and row.position > self.size
            return Break(rule, reason, self.size + 1, None if missing else row.record)
        return None

    def joins(self, told: Told) -> bool:
        """Take in entries that were judged apart, if what they follow is so. False says nothing."""
        if told.after != self.size or told.began < self.clock:
            return False
        for stream, head in told.follows.items():
            if (self._head(stream, told.after + 1) or NO_HEAD) != head:
                return False
        frontier, above = joined(self.frontier, self.size, told.frontier, told.up_to - told.after)
        if above != told.above:
            return False
        for size, nodes in told.frontiers.items():
            self.roots[size] = root_of([*self.frontier, *nodes])
        self.frontier[:] = frontier
        self.size = told.up_to
        self.found += told.found
        self.delivered.extend(told.delivered)
        if self.named is not None:
            self.named.join(told.named)
        self.undisclosed += told.undisclosed
        self._keep_root()
        self.clock = told.clock
        self._remember(told.heads)
        return True

    def judge_log(self, log: LogRow) -> Break | None:
        """Judge what the log says of itself, once every entry that is stored was taken in."""
        if log.size != self.size:
            reason = f"the log counts {log.size} entries, but {self.size} are stored"
            return Break("log", reason, min(log.size, self.size) + 1)
        if list(log.frontier) != self.frontier:
            return Break("log", "the frontier of the log is not the one that its entries give")
        if self.size and log.recorded_at != self.clock:
            return Break("log", "the clock of the log is not that of its last entry")
        return None

    @property
    def root(self) -> bytes:
        """The root of the tree over the entries taken in."""
        return root_of(self.frontier)

    def _takes_plainly(self, page: Page) -> bool:
        """Take entries in that plainly hold. False says nothing: `_judge` has the rules."""
        tree = Tree(self.origin, self.size, self.frontier, self.clock)
        taken = taken_plainly(page, tree, lambda row, _: self._head(row[1], row[0]))
        if taken is None:
            return False
        self.found += page.of(self.kinds)
        self.delivered.extend(taken.delivered)
        if self.named is not None:
            self.named.note(page.rows, taken.lines)
        self._take_all(taken, page.rows[-1])
        return True

    def _take_all(self, taken: Taken, last: Columns) -> None:
        self.frontier[:] = taken.frontier
        self.size = last[0]
        self.undisclosed += taken.undisclosed
        self._keep_root()
        self.clock = last[5] or ""
        self._remember(taken.heads)

    def _judge(self, row: Row) -> None:
        self._judge_position(row)
        judge_whole(row)
        content, leaf = judge_bytes(row)
        finished = finished_by(self.frontier, self.size, leaf)
        if b"".join(finished) != row.subtrees:
            raise Broken("subtrees", "the subtrees kept with the entry are not those of the tree")
        judge_origin(content, self.origin)
        judge_columns(row, content)
        judge_place(content, self._head(row.stream, row.position))
        judge_clock(content, self.clock)
        undisclosed = judge_disclosures(content, row)
        if "received_at" in content.entry:
            self.delivered.append(row.position)
        self._take(row, finished, undisclosed)

    def _take(self, row: Row, finished: Sequence[bytes], undisclosed: int) -> None:
        """The row holds: its columns are what its bytes say."""
        take(self.frontier, row.leaf, finished)
        self.size += 1
        if row.type in self.kinds:
            self.found.append(row.position)
        if self.named is not None:
            self.named.note([row[:9]], [row.state])
        self.undisclosed += undisclosed
        self._keep_root()
        self.clock = row.recorded_at or ""
        self._remember({row.stream: (row.version, row.leaf)})

    def _remember(self, heads: Mapping[str, Head]) -> None:
        for stream, head in heads.items():
            self._heads[stream] = head
            self._heads.move_to_end(stream)
        while len(self._heads) > REMEMBERED_STREAMS:
            self._heads.popitem(last=False)
            self.asks_heads = True

    def _keep_root(self) -> None:
        if self.size in self.wanted:
            self.roots[self.size] = self.root

    def _judge_position(self, row: Row) -> None:
        if row.position > self.size + 1:
            reason = f"entry {self.size + 1} is missing: the next one stored is {row.position}"
            raise Broken("position", reason)
        if row.position <= self.size:
            raise Broken("position", f"position {row.position} is stored more than once")

    def _head(self, stream: str, position: int) -> Head | None:
        head = self._heads.get(stream)
        if head is None and self.asks_heads:
            head = self.head_before(stream, position)
        return head


def _rows(page: Page) -> Iterator[Row]:
    beside, gone = grouped(page)
    for row in page.rows:
        yield Row(*row, beside.get(row[0], ()), gone(row[0]))


def _alone(row: Row) -> Page:
    at = row.position
    values = [(at, digest, text) for digest, text in row.disclosures]
    erased = None if row.erased is None else [(at, digest) for digest in row.erased]
    return Page([row[:9]], values, erased)


def judge_person(person: str, digest: bytes, disclosure: str) -> Break | None:
    """Judge one person's pseudonym."""
    try:
        if sha256(disclosure.encode("ascii")).digest() != digest:
            reason = f"the pseudonym {digest.hex()[:16]} is not the digest of its disclosure"
            return Break("persons", reason)
        if opened(disclosure) != (PERSON, person):
            return Break("persons", f"the pseudonym {digest.hex()[:16]} is another person's")
    except (ValueError, RecursionError):
        return Break("persons", f"the disclosure of pseudonym {digest.hex()[:16]} cannot be read")
    return None


def judge_whole(row: Row) -> None:
    """Judge that no column lacks its value; a time may: an infinite one. Raises Broken: columns."""
    for name, value in row._asdict().items():
        if value is None and name not in {"recorded_at", "erased"}:
            raise Broken("columns", f"the {name} of the row is NULL")


def judge_bytes(row: Row) -> tuple[Exact, bytes]:
    """What the stored bytes say, and their leaf. Raises Broken: form, leaf."""
    try:
        content = unwrap_exactly(row.state)
    except ValueError as error:
        raise Broken("form", str(error)) from None
    if not isinstance(content.entry.get("_sd"), list):
        raise Broken("form", "the entry does not list what it commits to")
    leaf = leaf_hash(row.state)
    if leaf != row.leaf:
        raise Broken("leaf", "the stored bytes do not have the hash that is kept as their leaf")
    return content, leaf


def judge_origin(content: Exact, origin: str) -> None:
    """Raises Broken: origin."""
    entry = content.entry
    if entry.get("origin") != origin:
        raise Broken("origin", f"the entry names the log {entry.get('origin')!r}")
    if entry.get("domain") != DOMAIN:
        raise Broken("origin", f"the entry is written as {entry.get('domain')!r}")


def judge_columns(row: Row, content: Exact) -> None:
    """Raises Broken: columns."""
    entry = content.entry
    said = (
        content.position,
        entry.get("deal", ORGANISATION),
        content.version,
        entry.get("id"),
        entry.get("type"),
        content.recorded_at,
    )
    if said == row[: len(said)]:
        return
    for name, value, stored in zip(Row._fields, said, row, strict=False):
        if value != stored:
            raise Broken("columns", f"the bytes say {name} {value!r}, the row {stored!r}")


def judge_place(content: Exact, head: Head | None) -> None:
    """`head` is the entry before in its stream. Raises Broken: version, prev."""
    version, prev = (head[0] + 1, head[1].hex()) if head else (1, NO_PREVIOUS)
    if content.version != version:
        reason = f"version {version} of its stream is missing: this entry is {content.version}"
        raise Broken("version", reason)
    if content.prev != prev:
        raise Broken("prev", "the entry does not name the leaf of its stream's entry before")


def judge_clock(content: Exact, clock: str) -> None:
    """`clock` is the time of an entry ahead of it. Raises Broken: clock."""
    if content.recorded_at < clock:
        reason = f"recorded at {content.recorded_at}, before the entry ahead of it: {clock}"
        raise Broken("clock", reason)


def judge_disclosures(content: Exact, row: Row) -> int:
    """How many values are no longer disclosed. Raises Broken: disclosures, erased."""
    return judge_values(content.entry["_sd"], row.disclosures, row.erased)
