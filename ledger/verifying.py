"""Verifying the whole ledger: every row is read again, and everything recomputed from the bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Set
from functools import partial

from ledger.application import Ledger
from ledger.proof.merkle import EMPTY_ROOT
from ledger.proof.verification import (
    Break,
    Head,
    LogRow,
    Report,
    Row,
    Verification,
)
from ledger.recorder import EntryRecorder
from ledger.streaming import Streaming
from ledger.verifying_beside import first_broken_beside
from ledger.verifying_persons import Named, first_lost

PAGE = 1_000
Progress = Callable[[int, int], None]
"""Is told how many entries were verified, of how many."""
Value = tuple[bytes, str]
"""A digest, and the disclosure beside an entry."""

TIME = """to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
"""A time written as in the bytes; NULL for an infinite one."""
_LOG = f"""
    SELECT origin, size, frontier, {TIME} AS recorded_at,
        coalesce((SELECT max(position) FROM ledger.entries), 0) AS stored
    FROM ledger.log"""  # noqa: S608 - our own text
COLUMNS = f"""
    position, originator_id, originator_version, event_id, topic, {TIME} AS recorded_at,
    state, leaf, subtrees"""
"""A row as it is verified, but for the values beside it."""
_ENTRIES = f"""
    SELECT {COLUMNS}
    FROM ledger.entries WHERE position > %s AND position <= %s
    ORDER BY position"""  # noqa: S608 - our own text
_DISCLOSURES = """
    SELECT position, digest, disclosure FROM ledger.disclosures
    WHERE position > %s AND position <= %s ORDER BY position, digest"""
_ERASED = """
    SELECT position, digest FROM ledger.erased
    WHERE position > %s AND position <= %s ORDER BY position, digest"""
HEAD_BEFORE = """
    SELECT originator_version, leaf FROM ledger.entries
    WHERE originator_id = %s AND position < %s ORDER BY originator_version DESC LIMIT 1"""
"""The last entry of a stream before a position."""


def verify(ledger: Ledger, progress: Progress, sizes: Collection[int] = ()) -> Report:
    """Verify all that is stored now; what is appended meanwhile is left for the next time.

    `sizes` are those at which the root is wanted, beside the last. The rules are those of
    `ledger.proof.verification`. Bytes of any kind are judged, never raised.
    """
    rows = ledger.recorder
    assert isinstance(rows, EntryRecorder)
    logs = rows.all(_LOG)
    if len(logs) != 1:
        reason = f"the row that says what the log is stands there {len(logs)} times"
        return Report(0, EMPTY_ROOT, 0, Break("log", reason))
    log = logs[0]
    going = Verification(log["origin"], partial(_head_before, rows), wanted=sizes)
    named = Named()
    broken = (
        _first_broken_entry(rows, going, max(log["size"], log["stored"]), (progress, named))
        or going.judge_log(LogRow(log["size"], log["frontier"], log["recorded_at"]))
        or first_broken_beside(rows, going.size)
        or _first_lost(ledger, named, going.size)
    )
    return Report(going.size, going.root, going.undisclosed, broken, going.roots)


def _first_lost(ledger: Ledger, named: Named, size: int) -> Break | None:
    lost = named.lost(ledger.rows)
    if not lost:
        return None
    return first_lost(lost.keys(), ledger.stored(min(lost.values()) - 1, size))


def _first_broken_entry(
    rows: EntryRecorder, going: Verification, total: int, beholders: tuple[Progress, Named]
) -> Break | None:
    progress, named = beholders
    progress(0, total)
    with rows.streaming() as streaming:
        while going.size < total:
            # Not beyond: what is appended meanwhile is not counted in the log as it was read.
            up_to = min(going.size + PAGE, total)
            beside = _beside(streaming, going.size, up_to)
            # After the values: what is erased meanwhile is then in both, and not in neither.
            erased = _erased(streaming, going.size, up_to)
            # By ranges of positions, so that a position that is stored twice is seen twice.
            for row in streaming.rows(_ENTRIES, going.size, up_to):
                gone: Set[bytes] = erased.get(row[0], frozenset())
                if broken := going.judge(Row._make((*row, beside.get(row[0], ()), gone))):
                    return broken
                named.note(row[0], row[6])
            progress(going.size, total)
            if going.size < up_to:
                return None
    return None


def _beside(streaming: Streaming, after: int, up_to: int) -> Mapping[int, list[Value]]:
    beside: defaultdict[int, list[Value]] = defaultdict(list)
    for position, digest, disclosure in streaming.rows(_DISCLOSURES, after, up_to):
        beside[position].append((digest, disclosure))
    return beside


def _erased(streaming: Streaming, after: int, up_to: int) -> Mapping[int, set[bytes]]:
    erased: defaultdict[int, set[bytes]] = defaultdict(set)
    for position, digest in streaming.rows(_ERASED, after, up_to):
        erased[position].add(digest)
    return erased


def _head_before(rows: EntryRecorder, stream: str, position: int) -> Head | None:
    found = rows.all(HEAD_BEFORE, stream, position)
    return (found[0]["originator_version"], found[0]["leaf"]) if found else None
