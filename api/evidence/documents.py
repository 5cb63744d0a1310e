"""Contents of documents that were filed: as they are kept, under the digest that was filed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from api.evidence.case import Case, Files
from api.evidence.too_large import BundleTooLarge
from domain.events.disputes import RecordCorrected
from domain.events.told import DocumentFiled
from domain.record import Entry
from domain.refusals import Refusal
from ledger.contents import Contents, Kept
from ledger.proof.bundle.archive import LARGEST
from ledger.proof.bundle.layout import DOCUMENTS, table
from projections.privilege_log import cell

TABLE = "documents.csv"
COLUMNS = ("position", "document", "name", "media_type", "sha256", "bytes", "file")
MOST_AT_ONCE = 200_000_000
"""Bytes of contents that are put together while somebody waits for an answer over HTTP."""


class DocumentsTooLarge(Refusal):
    """So many bytes of documents are not put together while somebody waits."""

    code = "documents_too_large"

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The deal has {size:,} bytes of documents: more than an answer may hold. Take the "
            "bundle by the command deal-ledger export."
        )


class _Filing(NamedTuple):
    """A record that leaves, what it says of the document that it files, and the digest."""

    position: int
    said: dict[str, Any]
    digest: str


def part(case: Case) -> Files:
    """The contents, and a table of what was filed: also of what is not kept, which has no file.

    Only those of records that leave whole. Raises BundleTooLarge before any is read.
    """
    filings = list(_filings(case))
    if not filings:
        return {}
    kept = _kept(case)
    wanted = {each.digest for each in filings} & kept.keys()
    if sum(kept[digest].bytes for digest in wanted) > LARGEST:
        raise BundleTooLarge
    files = {name_of(digest): found for digest, found in _contents(case, wanted)}
    return files | {TABLE: table(COLUMNS, (_line(each, files) for each in filings))}


def name_of(digest: str) -> str:
    """Where the content with this SHA-256 is."""
    return f"{DOCUMENTS}{digest}"


def _filings(case: Case) -> Iterator[_Filing]:
    for each in case.leaving_whole():
        said = _said(each.entry)
        if said is not None and case.sight.gives_content(each.entry):
            # An erasure leaves the digest: the record cannot be read without it.
            yield _Filing(each.row.position, said, said["sha256"])


def _said(entry: Entry) -> dict[str, Any] | None:
    """What a record says that files a document, or that says rightly what was filed."""
    event = entry.event
    if isinstance(event, DocumentFiled):
        return event.model_dump(mode="json")
    if isinstance(event, RecordCorrected) and event.type == DocumentFiled.stored_as:
        return event.data
    return None


def _kept(case: Case) -> dict[str, Kept]:
    """What was kept when the export was made: it is made again without what came later."""
    kept = Contents(case.ledger.rows).of_deal(case.terms.deal)
    now = case.terms.basis.now_at
    return {each.digest.hex(): each for each in kept if each.kept_at <= now}


def _contents(case: Case, digests: set[str]) -> Iterator[tuple[str, bytes]]:
    contents = Contents(case.ledger.rows)
    for digest in sorted(digests):
        content = contents.content(case.terms.deal, bytes.fromhex(digest))
        if content is not None:
            yield digest, content


def _line(filing: _Filing, files: Files) -> tuple[object, ...]:
    said, digest = filing.said, filing.digest
    told = (cell(said[name]) for name in ("document", "name", "media_type"))
    name = name_of(digest)
    return (filing.position, *told, digest, said["bytes"], name if name in files else "")


def refuse_large(size: int) -> None:
    """Raise DocumentsTooLarge for so many bytes of contents."""
    if size > MOST_AT_ONCE:
        raise DocumentsTooLarge(size)
