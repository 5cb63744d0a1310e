"""Checkpoints that somebody kept, held against a ledger whose entries were computed anew. Pure.

A checkpoint is judged by these rules, in this order; the first that fails is told.

    origin   it is of this ledger
    fork     no other that was kept says something else of the same size
    size     the ledger has as many entries, and they hold
    root     the first entries of the ledger are those that it signs; the more checkpoints were
             kept, the nearer the first entry that differs is told
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.proof.checkpoint import Checkpoint, log_of
from ledger.proof.verification import Break, Report


def judge_held(held: Sequence[Checkpoint], log: str, report: Report) -> list[Break | None]:
    """What is wrong with each; the report has the roots at their sizes, as far as entries hold."""
    return [_judge(each, held, log, report) for each in held]


def _judge(head: Checkpoint, held: Sequence[Checkpoint], log: str, report: Report) -> Break | None:
    if log_of(head.origin) != log:
        return Break("origin", f"it is of {head.origin}, and this ledger is {log}")
    if any(_contradicts(head, other) for other in held):
        reason = (
            f"a fork: another checkpoint of {head.origin} says something else of {head.size} "
            "entries; both cannot be true"
        )
        return Break("fork", reason)
    root = report.roots.get(head.size)
    if root is None:
        reason = f"it signs {head.size} entries, and the first {report.entries} hold"
        return Break("size", reason)
    if root != head.root:
        first = 1 + max((each.size for each in held if _holds(each, head, report)), default=0)
        reason = (
            f"the first {head.size} entries of the ledger are not those that it signs: the first "
            f"that differs is one of {first} to {head.size}"
        )
        return Break("root", reason)
    return None


def _holds(one: Checkpoint, other: Checkpoint, report: Report) -> bool:
    """Whether a smaller checkpoint of the same name is one that the ledger extends."""
    smaller = one.origin == other.origin and one.size < other.size
    return smaller and report.roots.get(one.size) == one.root


def _contradicts(one: Checkpoint, other: Checkpoint) -> bool:
    return (one.origin, one.size) == (other.origin, other.size) and one.root != other.root
