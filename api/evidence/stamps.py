"""Time stamps in a bundle: those that bound its entries, recorded before it was closed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from api.evidence.case import Files
from api.proving import consistent
from api.refusals import LogDoesNotHold
from domain.canonical import canonical
from ledger.application import Ledger
from ledger.exporting import proofs
from ledger.proof.bundle.layout import STAMPS_CERTIFICATES, stamp_name
from ledger.proof.time_stamp import as_written, certificates_with
from ledger.proof.tlog_proof import TlogProof
from ledger.stamping.recorded import RecordedStamp, stamps_for
from ledger.stamping.when import judge_recorded, tree_of

if TYPE_CHECKING:
    from api.evidence.parts import Sealed


def part(sealed: Sealed) -> Files:
    """Of each stamp the entry that records it, its proof, what was stamped, and the token.

    They are read from what the closing record closes: the same export gives the same again.
    """
    found = stamps_of(sealed)
    if not found:
        return {}
    files = {STAMPS_CERTIFICATES: certificates_with(each.stamp for each in found)}
    for each, proof in zip(found, _proofs(sealed, found), strict=True):
        files |= _of(sealed, each, proof)
    return files


def stamps_of(sealed: Sealed) -> list[RecordedStamp]:
    """Of each entry of the deal the last stamp ahead of it, and the first that covers it.

    Those that do not hold are left out: they show nothing.
    """
    ledger, closing = sealed.case.ledger, sealed.closing.position
    positions = [each.row.position for each in sealed.case.kept if each.stream == "deal"]
    tree = tree_of(ledger)
    known = [
        each
        for each in stamps_for(ledger, positions[0], closing)
        if each.position < closing and judge_recorded(each, tree, ()) is None
    ]
    return list(_bounding(known, [*positions, closing]))


def sentence(sealed: Sealed) -> str | None:
    """Which stamps lie with it; None when none does."""
    found = stamps_of(sealed)
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
    return bytes(row.state)
