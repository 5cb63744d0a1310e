"""What the stamps on record say of when an entry was recorded.

No earlier than: it holds a stamp, or stands after an entry that does. Whatever checkpoint holds the
entry at its position holds that stamp too, and was made when the stamp was known: the entry was not
in this ledger before. Its content may be older.

No later than: a checkpoint that was stamped holds it. Its bytes were there, at its position.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import Certificate

from ledger.application import Ledger
from ledger.proof.time_stamp import as_written, judge_checkpoint, judge_clock, judge_token
from ledger.proof.verification import Break
from ledger.stamping.recorded import (
    Found,
    RecordedStamp,
    UnreadStamp,
    stamps_after,
    stamps_before,
)

MOST_JUDGED = 20
"""So many that do not hold are looked at on the way to one that does."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What stamps are held against: the ledger's name, its roots by size, and recorded when."""

    log: str
    root_at: Callable[[int], bytes | None]
    recorded_at: Callable[[int], datetime | None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what an entry was recorded, each bound by the nearest stamp that holds; None: the
    record does not show it. `passed_over` are stamps that do not hold, and why.
    """

    position: int
    not_before: RecordedStamp | None
    not_after: RecordedStamp | None
    passed_over: tuple[tuple[Found, Break], ...]


def judge_recorded(found: Found, tree: Tree, roots: Sequence[Certificate]) -> Break | None:
    """By all the rules of `ledger.proof.time_stamp`; without roots nobody looks who signed it."""
    if isinstance(found, UnreadStamp):
        return found.broken
    broken = _judge(found, tree, roots)
    return broken and Break(broken.rule, broken.reason, found.position, found.record)


def bounds(ledger: Ledger, position: int, roots: Sequence[Certificate]) -> Bounds:
    """Between what the entry at a position was recorded."""
    tree = tree_of(ledger)
    passed_over: list[tuple[Found, Break]] = []

    def first_that_holds(found: Iterable[Found]) -> RecordedStamp | None:
        for tried, each in enumerate(found):
            broken = judge_recorded(each, tree, roots)
            if isinstance(each, RecordedStamp) and broken is None:
                return each
            if broken:
                passed_over.append((each, broken))
            if tried + 1 == MOST_JUDGED:
                break
        return None

    # An entry that holds a stamp is itself no older than that.
    not_before = first_that_holds(stamps_before(ledger, position + 1))
    covering = (each for each in stamps_after(ledger, position) if _may_cover(each, position))
    not_after = first_that_holds(covering)
    return Bounds(position, not_before, not_after, tuple(passed_over))


def tree_of(ledger: Ledger, root_at: Callable[[int], bytes | None] | None = None) -> Tree:
    """The tree as the ledger keeps it, or with roots that were computed anew."""

    def kept_root(size: int) -> bytes | None:
        try:
            return ledger.root(size)
        except KeyError:
            return None

    def recorded_at(position: int) -> datetime | None:
        query = "SELECT recorded_at FROM ledger.entries WHERE position = %s"
        found: datetime | None = ledger.rows.one(query, position)
        return found

    return Tree(ledger.origin, root_at or kept_root, recorded_at)


def _may_cover(found: Found, position: int) -> bool:
    return isinstance(found, UnreadStamp) or found.head.size >= position


def _judge(found: RecordedStamp, tree: Tree, roots: Sequence[Certificate]) -> Break | None:
    broken = judge_token(found.stamp, found.checkpoint, roots)
    if broken:
        return broken
    if found.stamped_at != as_written(found.stamp.at):
        return Break("stamped_at", f"the token says {found.stamp.at}, not {found.stamped_at}")
    size = found.head.size
    root = tree.root_at(size) if 0 < size < found.position else None
    if broken := judge_checkpoint(found.head, tree.log, found.position, root):
        return broken
    before = tree.recorded_at(size)
    if before is None:
        return Break("clock", f"entry {size}, the last that was stamped, is not there")
    return judge_clock(found.stamp, before, found.recorded_at)
