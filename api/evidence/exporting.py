"""Exporting: what is to leave is gathered, closed by a record, signed, and put into one bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus

from api.evidence.case import Case, case_of
from api.evidence.parts import Afterwards, Sealed, afterwards, contents
from api.evidence.terms import RECORD, Terms, Wish, export_id, terms_of
from api.evidence.too_large import BundleTooLarge
from api.issuing import WRITER
from api.proving import last_checkpoint
from api.reading import known_deal
from api.refusals import LogDoesNotHold, TryLater
from domain.events.evidence import EvidenceExported
from domain.record import ORGANISATION, Entry
from domain.refusals import ChangedMeanwhile, RecordIdReused, Refusal, VersionMismatch
from ledger.application import Ledger
from ledger.contents import Contents
from ledger.exporting import proofs
from ledger.proof.bundle import archive, layout
from ledger.proof.bundle.disclosing import GIVEN_TO_ANYBODY
from ledger.proof.disclosure import digest_of, opened
from ledger.proof.entry_bytes import unwrap
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.note import Verifier
from ledger.proof.tlog_proof import TlogProof
from ledger.signing.published import Published, Standing, standing
from projections.basis import Asked

TRIES = 5
SAME_WITHIN = timedelta(minutes=10)
"""For so long the same wish gives the same export, when nothing was recorded since."""

Covering = Callable[[int], Published | None]
"""The checkpoint that covers a position, waited for as long as makes sense."""


class ExportNotOnRecord(Refusal):
    """The deal has no such export."""

    code = "export_not_on_record"
    status = 404

    def __init__(self, export: str) -> None:
        super().__init__(f"No export {export!r} of this deal is on record.", "/export")


class ExportNotSigned(TryLater):
    """The closing record is there, and no checkpoint covers it yet."""

    code = "export_not_signed"
    status = 409

    def __init__(self, terms: Terms, position: int) -> None:
        super().__init__(
            f"The export {terms.export} is on record at position {position}, and no checkpoint "
            "covers it yet. See that a signer is at work (deal-ledger signer), and ask again for "
            f"this export: --again {terms.export}, or ?export={terms.export}. Nothing is recorded "
            "twice.",
        )


class SignerIsFrozen(Refusal):
    """Nothing is signed any more, so that nothing new could be proved."""

    code = "signer_frozen"
    status = 409

    def __init__(self, rule: str) -> None:
        super().__init__(
            f"The signer is frozen ({rule}): nothing that was exported now could be proved. "
            "`deal-ledger signer status` says why. Nothing was recorded."
        )


class ExportNotRepeatable(Refusal):
    """What was exported cannot be made again: something of it was erased, or is made otherwise."""

    code = "export_not_repeatable"
    status = 410

    def __init__(self, export: str) -> None:
        super().__init__(
            f"The export {export} cannot be made again: something of it was erased or marked as "
            "privileged since, or this version makes it otherwise. The bundle that was exported "
            "still verifies. Export anew."
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle: the files in it, and the closing record that says so."""

    terms: Terms
    closing: Entry
    files: dict[str, bytes]

    @property
    def name(self) -> str:
        """What a file of it is called."""
        return f"evidence-{self.terms.export}.zip"

    def packed(self) -> Iterator[bytes]:
        """The bytes of the zip. Raises BundleTooLarge."""
        try:
            yield from archive.packed(self.files)
        except archive.BundleTooLarge:
            raise BundleTooLarge from None


def export(
    ledger: Ledger,
    now: datetime,
    wish: Wish,
    covering: Covering,
    wanted: Sequence[Afterwards] = (),
) -> Exported:
    """The bundle that is wished for; its closing record is on record from then on.

    `wanted` are parts beside those of every bundle, made when the rest is signed.

    The same wish, asked again while nothing was recorded, and the same export asked for again give
    the same bytes. Raises Refusals: of the times, the questions, the party; CheckpointNotSigned,
    SignerIsFrozen, ExportNotSigned, ExportNotOnRecord, ExportNotRepeatable, LogDoesNotHold.
    """
    if wish.again is not None:
        return _again(ledger, _closing(ledger, wish.deal, wish.again), covering, wanted)
    if (same := _same(ledger, now, wish)) is not None:
        return _again(ledger, same, covering, wanted)
    _refuse_unsigned(standing(ledger.rows.all), covering)
    for _ in range(TRIES):
        case = case_of(ledger, _terms(ledger, now, wish))
        files = contents(case)
        try:
            return _sealed(case, _close(case, files), files, covering, wanted)
        except VersionMismatch:
            continue  # the deal has grown: what was gathered is not all of it any more
        except RecordIdReused:
            # The same wish came twice at a time, and the other was first.
            closing = _closing(ledger, wish.deal, case.terms.export)
            return _again(ledger, closing, covering, wanted)
    raise ChangedMeanwhile(wish.deal, TRIES)


def _terms(ledger: Ledger, now: datetime, wish: Wish) -> Terms:
    asked = Asked(wish.effective_at, wish.known_at, wish.role)
    known = known_deal(ledger, wish.deal, now, asked)
    versions = known.entries[-1].version
    return Terms(
        deal=wish.deal,
        export=_id(ledger, now, wish, versions, known.basis.now_position),
        versions=versions,
        basis=known.basis,
        by=wish.by,
        person=wish.person,
        party=wish.party,
        without_privileged=wish.without_privileged,
        questions=wish.questions,
    )


def _id(ledger: Ledger, now: datetime, wish: Wish, versions: int, position: int) -> str:
    kept = Contents(ledger.rows).of_deal(wish.deal)
    contents = [each for each in kept if each.kept_at <= now]
    return export_id(wish, versions, _organisation(ledger, position), contents)


def _organisation(ledger: Ledger, position: int) -> int:
    entries = ledger.entries(ORGANISATION, position)
    return entries[-1].position if entries else 0


def _same(ledger: Ledger, now: datetime, wish: Wish) -> Entry | None:
    """The closing record of the same wish, when it is the last that was recorded, and of now."""
    entries = ledger.entries(wish.deal) if wish.deal != ORGANISATION else []
    last = entries[-1] if entries else None
    if last is None or not isinstance(last.event, EvidenceExported):
        return None
    wanted = _id(ledger, now, wish, last.event.versions, ledger.size)
    recent = now - terms_of(last, ledger).basis.now_at < SAME_WITHIN
    return last if last.event.export == wanted and recent else None


def _closing(ledger: Ledger, deal: str, name: str) -> Entry:
    entry = ledger.entry(f"{RECORD}{name}") if name.isalnum() else None
    found = entry is not None and entry.record.stream == deal
    if entry is None or not found or not isinstance(entry.event, EvidenceExported):
        raise ExportNotOnRecord(name[:120])
    return entry


def _refuse_unsigned(state: Standing, covering: Covering) -> None:
    if state.frozen is not None:
        raise SignerIsFrozen(str(state.frozen.get("rule")))
    if state.latest is None:
        last_checkpoint(Standing(covering(0), None))


def _close(case: Case, files: dict[str, bytes]) -> Entry:
    """Record that this leaves. Raises VersionMismatch when the deal has grown meanwhile."""
    terms, ledger = case.terms, case.ledger
    record = terms.closing(layout.listing(files))
    ledger.record_together([record], WRITER, expected=terms.versions)
    return _closing(ledger, terms.deal, terms.export)


def _again(
    ledger: Ledger, closing: Entry, covering: Covering, wanted: Sequence[Afterwards]
) -> Exported:
    event = closing.event
    assert isinstance(event, EvidenceExported)
    try:
        case = case_of(ledger, terms_of(closing, ledger))
        files = contents(case)
    except Refusal as refusal:
        if isinstance(refusal, LogDoesNotHold) or refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        # Its terms were good when it was exported: by now a question, or who it named, is erased.
        raise ExportNotRepeatable(event.export) from None
    if sha256(layout.listing(files)).hexdigest() != event.contents:
        raise ExportNotRepeatable(event.export)
    return _sealed(case, closing, files, covering, wanted)


def _sealed(
    case: Case,
    closing: Entry,
    files: dict[str, bytes],
    covering: Covering,
    wanted: Sequence[Afterwards],
) -> Exported:
    """All of the bundle, once a checkpoint covers it. Raises ExportNotSigned, LogDoesNotHold."""
    found = covering(closing.position)
    if found is None:
        raise ExportNotSigned(case.terms, closing.position)
    note, head = last_checkpoint(Standing(found, None))
    made = files | {layout.CONTENTS: layout.listing(files)} | _closed(case, closing)
    leaves = {each.row.position: bytes(each.row.leaf) for each in case.kept}
    leaves[closing.position] = closing.leaf
    try:
        for position, hashes in proofs(case.ledger, sorted(leaves), head.size):
            if not verify_inclusion(position - 1, head.size, leaves[position], hashes, head.root):
                raise LogDoesNotHold
            proof = TlogProof(position - 1, tuple(hashes), note)
            made[layout.proof_name(position)] = proof.text.encode()
    except KeyError:
        raise LogDoesNotHold from None
    made[layout.CHECKPOINT] = note.encode()
    key = Verifier(head.origin, found.key).text
    made[layout.KEY] = f"{key}\n".encode()
    made |= afterwards(Sealed(case, closing, head, note, key, made), wanted)
    made[layout.MANIFEST] = layout.listing(made)
    return Exported(case.terms, closing, made)


def _closed(case: Case, closing: Entry) -> dict[str, bytes]:
    """The closing record's bytes, and those of its values that go with it.

    Raises ExportNotRepeatable when one of them was erased: nobody could tell it from one taken out.
    """
    row = case.ledger.rows.select_record(closing.id)
    assert row is not None
    assert isinstance(closing.event, EvidenceExported)
    everything = case.sight.leaves(closing) == "whole"
    lines = sorted(
        (closing.position, digest_of(text).hex(), text)
        for text in row.disclosures
        if everything or opened(text)[0] in GIVEN_TO_ANYBODY
    )
    wanted = len(unwrap(bytes(row.state)).entry["_sd"]) if everything else len(GIVEN_TO_ANYBODY)
    if len(lines) != wanted:
        raise ExportNotRepeatable(closing.event.export)
    return {
        layout.entry_name("deal", closing.position): bytes(row.state),
        layout.CLOSING: layout.table(layout.DISCLOSURE_COLUMNS, lines),
    }
