"""The stamps of a whole ledger, held against what `verify` computed anew of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cryptography.x509 import Certificate

from ledger.application import Ledger
from ledger.proof.verification import Break, Report
from ledger.recorder import DATABASE_FAULTS
from ledger.stamping.recorded import RecordedStamp, stamps_after
from ledger.stamping.when import judge_recorded, tree_of


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of the stamps up to where the entries hold: those that do, and those that do
    not, each named by its position and record.
    """

    hold: tuple[RecordedStamp, ...]
    broken: tuple[Break, ...]


def sizes_stamped(ledger: Ledger) -> Collection[int]:
    """The sizes at which roots are wanted to judge the stamps on record.

    None where they cannot be read: then `verify` says what is wrong with the tables.
    """
    try:
        recorded = list(stamps_after(ledger, 0))
    except DATABASE_FAULTS:
        return ()
    return {each.head.size for each in recorded if isinstance(each, RecordedStamp)}


def judge_stamps(ledger: Ledger, report: Report, roots: Sequence[Certificate]) -> Judged:
    """Judge every stamp among the entries that hold; the report has the roots at their sizes."""
    hold: list[RecordedStamp] = []
    broken: list[Break] = []
    if report.broken and report.broken.rule == "tables":
        return Judged((), ())
    tree = tree_of(ledger, report.roots.get)
    for each in stamps_after(ledger, 0):
        if each.position > report.entries:
            break
        if fault := judge_recorded(each, tree, roots):
            broken.append(fault)
        elif isinstance(each, RecordedStamp):
            hold.append(each)
    return Judged(tuple(hold), tuple(broken))
