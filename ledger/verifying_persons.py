"""Whom entries name: everybody's pseudonym is kept, or an erasure on record says that it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import islice

from domain.events.holds import ErasureDone
from ledger.mapper import EntryMapper, StoredEntry
from ledger.proof.entry_bytes import unwrap
from ledger.proof.named import PSEUDONYM, PSEUDONYMS, Named
from ledger.proof.verification import Break
from ledger.pseudonyms import Pseudonyms
from ledger.recorder import EntryRecorder
from ledger.told_erased import pseudonyms

PAGE = 1_000
_ERASURES = f"""
    SELECT position, state FROM ledger.entries
    WHERE topic = '{ErasureDone.stored_as}' ORDER BY position"""  # noqa: S608 - our own text
_NOT_KEPT = """
    SELECT digest FROM unnest(%s::text[]) AS named (digest) WHERE NOT EXISTS
        (SELECT FROM ledger.persons p WHERE p.digest = decode(named.digest, 'hex'))"""


def lost_of(named: Named, rows: EntryRecorder) -> dict[str, int]:
    """Those that are neither kept nor erased on record, with the first entry of each.

    A text in clear may look like a pseudonym and be none: `first_lost` tells them apart.
    """
    lost: set[str] = set()
    digests = iter(named.first)
    while page := list(islice(digests, PAGE)):
        lost.update(row["digest"] for row in rows.all(_NOT_KEPT, page))
    # Asked after: whom an erasure takes meanwhile is then in both, and not in neither.
    erased = set(_erased(rows)) if lost else set()
    return {digest: named.first[digest] for digest in lost - erased}


def first_lost(lost: Set[str], entries: Iterable[StoredEntry]) -> Break | None:
    """The first of these entries that names, where a person stands, somebody who is lost."""
    for row in entries:
        looking = {each.decode() for each in PSEUDONYMS.findall(row.state)} & lost
        if looking and (gone := looking & _persons_in(row, looking)):
            reason = f"it names {PSEUDONYM}{min(gone)[:16]}…, who is not kept, and was not erased"
            return Break("persons", reason, row.id, unwrap(row.state).entry["id"])
    return None


def _erased(rows: EntryRecorder) -> Iterator[str]:
    for row in rows.all(_ERASURES):
        yield from pseudonyms(bytes(row["state"]))


def _persons_in(row: StoredEntry, otherwise: Set[str]) -> Set[str]:
    """The digests that stand where persons do; `otherwise`, where nobody can read the entry."""
    found: set[str] = set()

    def noted(digest: bytes) -> str | None:
        found.add(digest.hex())
        return None

    known = Pseudonyms(bytes, lambda _: None, noted)
    try:
        EntryMapper(str, known, bytes).to_domain_event(row)
    except (ValueError, LookupError, TypeError, AttributeError):
        return otherwise
    return found
