"""Verifying the whole ledger: every row is read again, and everything recomputed from the bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

from ledger.application import Ledger
from ledger.proof.merkle import EMPTY_ROOT
from ledger.proof.named import Named
from ledger.proof.plain_page import Head
from ledger.proof.verification import Break, LogRow, Report, Verification
from ledger.reading_pages import TIME, pages
from ledger.recorder import DATABASE_FAULTS, EntryRecorder
from ledger.shapes import BESIDE, ENTRIES, OPENED, changed
from ledger.verifying_apart import end_of_stretch, judging_apart
from ledger.verifying_beside import KINDS, first_broken_beside
from ledger.verifying_contents import told_of_erased
from ledger.verifying_persons import first_lost, lost_of

PAGE = 4_096
Progress = Callable[[int, int], None]
"""Is told how many entries were verified, of how many."""

_LOG = f"""
    SELECT single, origin, size, frontier, erasures, {TIME} AS recorded_at,
        coalesce((SELECT max(position) FROM ledger.entries), 0) AS stored,
        EXISTS (SELECT FROM ledger.entries WHERE position < 1)
            OR EXISTS (SELECT FROM ledger.entries WHERE position IS NULL) AS misplaced
    FROM ledger.log"""  # noqa: S608 - our own text
# Positions are read from the first on.
_MISPLACED = """
    SELECT event_id FROM ledger.entries WHERE position < 1
    UNION ALL SELECT event_id FROM ledger.entries WHERE position IS NULL LIMIT 1"""
HEAD_BEFORE = """
    SELECT originator_version, leaf FROM ledger.entries
    WHERE originator_id = %s AND position < %s ORDER BY originator_version DESC LIMIT 1"""
"""The last entry of a stream before a position."""


def verify(ledger: Ledger, progress: Progress, sizes: Collection[int] = ()) -> Report:
    """Verify all that is stored now; what is appended meanwhile is left for the next time.

    `sizes` are those at which the root is wanted, beside the last. The rules are those of
    `ledger.proof.verification`. Bytes of any kind are judged, never raised.
    """
    rows = ledger.rows
    try:
        faults = changed(rows.all, {**OPENED, **ENTRIES, **BESIDE})
        log = _first_look(rows, faults)
    except DATABASE_FAULTS as fault:
        log = _unread(fault)
    if isinstance(log, Break):
        return Report(0, EMPTY_ROOT, 0, log)
    note = None
    named = Named()
    before = partial(_head_before, rows)
    going = Verification(log["origin"], before, wanted=sizes, kinds=KINDS, named=named)
    try:
        broken = (
            _first_broken_entry(rows, going, max(log["size"], log["stored"]), progress)
            or going.judge_log(LogRow(log["size"], log["frontier"], log["recorded_at"]))
            or (_misplaced(rows) if log["misplaced"] else None)
            or _first_changed(faults, BESIDE)
            or first_broken_beside(rows, going.size, going.found, going.delivered)
            or _first_lost(ledger, named, going.size)
        )
        note = None if broken else told_of_erased(rows, going.size, going.found)
    except DATABASE_FAULTS as fault:
        broken = _unread(fault)
    notes = [note] if note else ()
    return Report(going.size, going.root, going.undisclosed, broken, going.roots, notes)


def _first_look(rows: EntryRecorder, faults: Mapping[str, str]) -> dict[str, Any] | Break:
    """What the log says of itself, where it and the entries can be read at all."""
    if broken := _first_changed(faults, {**OPENED, **ENTRIES}):
        return broken
    logs = rows.all(_LOG)
    if len(logs) != 1:
        reason = f"the row that says what the log is stands there {len(logs)} times"
        return Break("log", reason)
    [log] = logs
    parts = [log[each] for each in ("single", "origin", "size", "frontier", "erasures")]
    if None in parts or None in log["frontier"]:
        return Break("log", "the row that says what the log is lacks a part")
    return log


def _first_changed(faults: Mapping[str, str], tables: Iterable[str]) -> Break | None:
    return next((Break("tables", faults[each]) for each in tables if each in faults), None)


def _misplaced(rows: EntryRecorder) -> Break:
    record = rows.one(_MISPLACED)
    return Break("position", "it stands at no position that there is", None, record)


def _unread(fault: Exception) -> Break:
    said = str(fault).partition("\n")[0]
    return Break("tables", f"the database does not give what is to be verified: {said}")


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
