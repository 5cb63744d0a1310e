"""Verifying one deal: its rows are read again, and all recomputed from their bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.record import Entry
from ledger.application import Ledger
from ledger.proof.named import Named
from ledger.proof.stream_verification import (
    StreamReport,
    judge_inclusion,
    judge_read,
    judge_stream,
    wanted,
)
from ledger.proof.verification import Break, Row
from ledger.reading_pages import COLUMNS
from ledger.recorder import EntryRecorder
from ledger.verifying_persons import first_lost, lost_of
from ledger.verifying_stand_ins import first_forged_stand_in

_ENTRIES = f"""
    SELECT {COLUMNS} FROM ledger.entries WHERE originator_id = %s AND position <= %s
    ORDER BY originator_version"""  # noqa: S608 - our own text
_DISCLOSURES = """
    SELECT d.position, d.digest, d.disclosure FROM ledger.disclosures d
    JOIN ledger.entries e USING (position) WHERE e.originator_id = %s AND e.position <= %s"""
_ERASED = """
    SELECT d.position, d.digest FROM ledger.erased d
    JOIN ledger.entries e USING (position) WHERE e.originator_id = %s AND e.position <= %s"""


@dataclass(frozen=True, slots=True)
class DealReport:
    """What verifying a deal up to a size of the ledger found.

    `entries` hold, of those it has; `undisclosed` values of theirs are no longer kept.
    """

    entries: int
    undisclosed: int
    broken: Break | None

    @property
    def holds(self) -> bool:
        """Whether the deal is stored as it was once appended, as far as the rules can say."""
        return self.broken is None


def judge_deal(ledger: Ledger, deal: str, size: int) -> StreamReport:
    """Judge the bytes and the chain of a deal's entries up to and with a position.

    The rules are those of `ledger.proof.stream_verification`, `persons` (whom an entry names is
    kept, or was erased), and that what stands for erased values tells nothing. Bytes of
    any kind are judged, never raised.
    """
    rows, named = list(rows_of(ledger.rows, deal, size)), Named()
    report = judge_stream(rows, ledger.origin)
    for row in rows:
        if row.position in report.leaves:
            named.note([row[:9]], [row.state])
    if report.broken is None and (lost := lost_of(named, ledger.rows)):
        kept = ledger.rows.select_read(deal, up_to=len(report.leaves))
        return replace(report, broken=first_lost(lost.keys(), kept))
    if report.broken is None:
        return replace(report, broken=first_forged_stand_in(ledger.rows, size, deal))
    return report


def verify_deal(
    ledger: Ledger, judged: StreamReport, read: Sequence[Entry], size: int, root: bytes
) -> DealReport:
    """Verify what was judged up to and with position `size`, where the tree has this root.

    `read` are the deal's entries as they are answered from.
    """
    report = judged.up_to(size)
    answered = [(each.position, each.leaf) for each in read if each.position <= size]
    broken = report.broken or judge_read(report, answered)
    if broken is None:
        between = ledger.subtrees(wanted(report, size))
        broken = judge_inclusion(report, size, between, root)
    return DealReport(len(report.leaves), sum(report.undisclosed.values()), broken)


def rows_of(rows: EntryRecorder, deal: str, size: int) -> Iterator[Row]:
    """The rows of a stream up to and with a position, each with the values beside it."""
    beside: defaultdict[int, list[tuple[bytes, str]]] = defaultdict(list)
    for found in rows.all(_DISCLOSURES, deal, size):
        beside[found["position"]].append((found["digest"], found["disclosure"]))
    # After the values: what is erased meanwhile is then in both, and not in neither.
    erased: defaultdict[int, set[bytes]] = defaultdict(set)
    for found in rows.all(_ERASED, deal, size):
        erased[found["position"]].add(found["digest"])
    for row in rows.all(_ENTRIES, deal, size):
        position = row["position"]
        yield Row._make(
            (*row.values(), beside.get(position, ()), erased.get(position, frozenset()))
        )
