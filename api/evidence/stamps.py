"""Time stamps in a bundle: those that bound its entries, recorded before it was closed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from api.evidence.case import Case, Files
from api.proving import consistent, refuse_changed
from api.refusals import LogDoesNotHold
from domain.canonical import canonical
from ledger.application import Ledger
from ledger.exporting import proofs
from ledger.proof.bundle.layout import (
    STAMPED,
    STAMPED_COLUMNS,
    STAMPS_CERTIFICATES,
    stamp_name,
    table,
)
from ledger.proof.merkle import leaf_hash
from ledger.proof.time_stamp import as_written, certificates_with
from ledger.proof.tlog_proof import TlogProof
from ledger.stamping.recorded import RecordedStamp, stamps_for
from ledger.stamping.when import judge_recorded, tree_of

if TYPE_CHECKING:
    from api.evidence.parts import Sealed


def named(case: Case) -> Files:
    """Which stamps there are, by the leaves of the entries that record them.

    The closing record commits to it: a bundle from which one was taken does not verify.
    """
    rows = ((each.position, leaf_hash(_entry(case.ledger, each)).hex()) for each in stamps_of(case))
    return {STAMPED: table(STAMPED_COLUMNS, rows)}


def part(sealed: Sealed) -> Files:
    """Of each stamp the entry that records it, its proof, what was stamped, and the token.

    They are those that the closing record names: the same export gives the same again.
    """
    found = stamps_of(sealed.case)
    if not found:
        return {}
    files = {STAMPS_CERTIFICATES: certificates_with(each.stamp for each in found)}
    for each, proof in zip(found, _proofs(sealed, found), strict=True):
        files |= _of(sealed, each, proof)
    return files


def stamps_of(case: Case) -> list[RecordedStamp]:
    """Of each entry of the deal the last stamp ahead of it, and the first that covers it.

    Those that do not hold are left out: they show nothing. So are those that were recorded when
    all was gathered already; what closes it is not there yet, and comes after them.
    """
    ledger, last = case.ledger, case.terms.basis.now_position
    positions = [each.row.position for each in case.kept if each.stream == "deal"]
    tree = tree_of(ledger)
    known = [
        each
        for each in stamps_for(ledger, positions[0], last)
        if each.position <= last and judge_recorded(each, tree, ()) is None
    ]
    return list(_bounding(known, [*positions, last + 1]))


def sentence(sealed: Sealed) -> str | None:
    """Which stamps lie with it; None when none does."""
    found = stamps_of(sealed.case)
    if not found:
        return None
    first, last = found[0], found[-1]
    many = f"{len(found)} lie with this export" if len(found) > 1 else "one lies with this export"
    times = as_written(last.stamp.at)
    if len(found) > 1:
        times = f"from {as_written(first.stamp.at)} to {times}"
    return (
        f"{many}, {times}, the last over the first {last.head.size:,} entries of the log; who "
        "signed them is for you to look at, with the root certificates of the authorities"
    )


def _bounding(known: Sequence[RecordedStamp], positions: Sequence[int]) -> Iterator[RecordedStamp]:
    recorded = [each.position for each in known]
    covered = list(accumulate((each.head.size for each in known), max))
    wanted: set[int] = set()
    for position in positions:
        ahead, covering = bisect_left(recorded, position), bisect_left(covered, position)
        wanted.update(recorded[max(0, ahead - 1) : ahead] + recorded[covering : covering + 1])
    return (each for each in known if each.position in wanted)


def _proofs(sealed: Sealed, found: Sequence[RecordedStamp]) -> Iterator[bytes]:
    positions = [each.position for each in found]
    try:
        for position, hashes in proofs(sealed.case.ledger, positions, sealed.head.size):
            yield TlogProof(position - 1, tuple(hashes), sealed.note).text.encode()
    except KeyError:
        raise LogDoesNotHold from None


def _of(sealed: Sealed, stamp: RecordedStamp, proof: bytes) -> Files:
    ledger = sealed.case.ledger
    parts = {
        "json": _entry(ledger, stamp),
        "tlog-proof": proof,
        "checkpoint": stamp.checkpoint,
        "token": stamp.stamp.token,
        "consistency": canonical(consistent(ledger, stamp.head.size, sealed.head.size)),
    }
    return {stamp_name(stamp.position, kind): content for kind, content in parts.items()}


def _entry(ledger: Ledger, stamp: RecordedStamp) -> bytes:
    row = ledger.rows.select_record(stamp.record)
    if row is None or row.id != stamp.position:
        raise LogDoesNotHold
    refuse_changed(row)
    return bytes(row.state)
