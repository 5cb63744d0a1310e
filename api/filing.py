"""Contents of documents: kept when they are what was filed, and given to whoever may see that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from api.reading import known_deal
from api.refusals import LogDoesNotHold
from api.refused_contents import ContentDiffers, ContentErased, ContentNotKept, DocumentNotOnRecord
from ledger.application import Ledger
from ledger.contents import Contents
from projections.basis import Asked
from projections.deal import KnownDeal
from projections.filed import Filed, filed

EVERYTHING = Asked(role="admin")
"""What is kept is compared with every filing, also one that its sender may not read."""


@dataclass(frozen=True, slots=True)
class Content:
    """A content that may be given, and the filing that it is given for."""

    filing: Filed
    bytes: bytes


def keep(
    ledger: Ledger, deal: str, document: str, content: bytes, now: datetime, by: str
) -> dict[str, Any]:
    """Keep the content of a document that is filed; the receipt, with whether it was `added`.

    Raises DealNotOnRecord, DocumentNotOnRecord, ContentDiffers, ContentErased.
    """
    filings = filed(known_deal(ledger, deal, now, EVERYTHING), document)
    if not filings:
        raise DocumentNotOnRecord(document)
    digest = sha256(content).hexdigest()
    found = _with_digest(filings, digest)
    if found is None:
        raise ContentDiffers(document, digest)
    contents = Contents(ledger.rows)
    added = contents.keep(deal, found.fact.id, content, now, by)
    if not added and contents.is_erased(bytes.fromhex(digest)):
        raise ContentErased(document)
    return {
        "deal": deal,
        "document": document,
        "record": found.fact.id,
        "sha256": digest,
        "bytes": len(content),
        "added": added,
    }


def kept(ledger: Ledger, deal: KnownDeal, document: str, digest: str | None = None) -> Content:
    """The content of the filing with this digest, by default of the last one.

    Of those that the reader may see. Raises DocumentNotOnRecord, ContentNotKept, ContentErased, and
    LogDoesNotHold for a content that is not the one that was filed any more.
    """
    filings = filed(deal, document)
    found = filings[-1] if filings and digest is None else _with_digest(filings, digest)
    if found is None:
        raise DocumentNotOnRecord(document)
    try:
        wanted = bytes.fromhex(found.event.sha256)
    except ValueError:  # what was filed is erased
        raise ContentNotKept(document) from None
    contents = Contents(ledger.rows)
    content = contents.content(deal.id, wanted)
    if content is None:
        raise (ContentErased if contents.is_erased(wanted) else ContentNotKept)(document)
    if sha256(content).digest() != wanted:
        raise LogDoesNotHold
    return Content(found, content)


def _with_digest(filings: list[Filed], digest: str | None) -> Filed | None:
    """The last one of those with this digest."""
    return next((each for each in reversed(filings) if each.event.sha256 == digest), None)
