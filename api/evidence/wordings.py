"""Texts that proposals were sealed with, for a party that is given no drafts."""

from __future__ import annotations

from hashlib import sha256

from api.evidence.case import Case, Files
from api.evidence.counterparty import Counterparty
from api.evidence.sealed import sealed_texts
from ledger.proof.bundle.layout import WORDINGS


def part(case: Case) -> Files:
    """Each text under its SHA-256, which stands in the seal."""
    if not isinstance(case.sight, Counterparty):
        return {}
    found = sealed_texts(case.sight, [each.entry for each in case.kept])
    texts = (each.text.encode() for each in found)
    return {f"{WORDINGS}{sha256(text).hexdigest()}.txt": text for text in sorted(texts)}
