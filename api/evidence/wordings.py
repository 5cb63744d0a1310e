"""Texts that proposals were sealed with, for a party that is given no drafts."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from api.evidence.case import Case, Files
from api.evidence.counterparty import Counterparty, sealed_for
from api.evidence.sight import in_clear
from domain.events.clauses import ClauseAdded, ClauseRevised
from ledger.proof.bundle.layout import WORDINGS
from projections.clauses import numbers_of


def part(case: Case) -> Files:
    """Each text under its SHA-256, which stands in the seal."""
    return {f"{WORDINGS}{sha256(text).hexdigest()}.txt": text for text in sorted(_texts(case))}


def _texts(case: Case) -> Iterator[bytes]:
    if not isinstance(case.sight, Counterparty):
        return
    entries = [each.entry for each in case.kept]
    sealed = sealed_for(case.sight, entries)
    numbers = numbers_of(entries)
    for each in entries:
        event = each.event
        if not isinstance(event, ClauseAdded | ClauseRevised):
            continue
        if (event.clause, numbers[each.id]) in sealed and in_clear(each):
            yield event.text.encode()
