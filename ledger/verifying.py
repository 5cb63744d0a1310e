"""Verifying the whole ledger: every row is read again, and everything recomputed from the bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from ledger.application import Ledger
from ledger.proof.merkle import EMPTY_ROOT
from ledger.proof.named import Named
from ledger.proof.plain_page import Head
from ledger.proof.verification import Break, LogRow, Report, Verification
from ledger.reading_pages import TIME, pages
from ledger.recorder import EntryRecorder
from ledger.verifying_apart import end_of_stretch, judging_apart
from ledger.verifying_beside import KINDS, first_broken_beside
from ledger.verifying_persons import first_lost, lost_of

PAGE = 4_096
Progress = Callable[[int, int], None]
"""Is told how many entries were verified, of how many."""

_LOG = f"""
    SELECT origin, size, frontier, {TIME} AS recorded_at,
        coalesce((SELECT max(position) FROM ledger.entries), 0) AS stored
    FROM ledger.log"""  # noqa: S608 - our own text
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
    if log["size"] is None or log["frontier"] is None or None in log["frontier"]:
        reason = "the row that says what the log is lacks a part"
        return Report(0, EMPTY_ROOT, 0, Break("log", reason))
    named = Named()
    before = partial(_head_before, rows)
    going = Verification(log["origin"], before, wanted=sizes, kinds=KINDS, named=named)
    broken = (
        _first_broken_entry(rows, going, max(log["size"], log["stored"]), progress)
        or going.judge_log(LogRow(log["size"], log["frontier"], log["recorded_at"]))
        or first_broken_beside(rows, going.size, going.found)
        or _first_lost(ledger, named, going.size)
    )
    return Report(going.size, going.root, going.undisclosed, broken, going.roots)


def _first_lost(ledger: Ledger, named: Named, size: int) -> Break | None:
    lost = lost_of(named, ledger.rows)
    if not lost:
        return None
    return first_lost(lost.keys(), ledger.stored(min(lost.values()) - 1, size))


def _first_broken_entry(
    rows: EntryRecorder, going: Verification, total: int, progress: Progress
) -> Break | None:
    progress(0, total)
    with (
        rows.streaming() as streaming,
        judging_apart(rows.session, total) as apart,
    ):
        while going.size < total:
            told = apart.told(going) if apart else None
            if told and going.joins(told):
                progress(going.size, total)
                continue
            # Not beyond: what is appended meanwhile is not counted in the log as it was read.
            up_to = min(going.size + PAGE, end_of_stretch(going.size), total)
            for page in pages(streaming, going.size, up_to):
                if broken := going.judge_page(page):
                    return broken
            progress(going.size, total)
            if going.size < up_to:
                return None
    return None


def _head_before(rows: EntryRecorder, stream: str, position: int) -> Head | None:
    found = rows.all(HEAD_BEFORE, stream, position)
    return (found[0]["originator_version"], found[0]["leaf"]) if found else None
