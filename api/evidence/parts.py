"""The parts of a bundle: each a function from what is exported to files.

`CONTENTS` are made before the closing record, which commits to them; `AFTERWARDS` are made once the
record is under a checkpoint, which it cannot commit to. A part that has nothing to say
gives no files. What is added here is in every bundle, is listed, and is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from api.evidence import (
    answers,
    certificate,
    deliveries,
    documents,
    stamps,
    telling,
    withheld,
    wordings,
)
from api.evidence.case import Case, Files, Kept
from domain.canonical import canonical
from domain.record import Entry
from ledger.exporting import persons
from ledger.proof.bundle.disclosing import persons_named
from ledger.proof.bundle.layout import (
    ABOUT,
    DISCLOSURE_COLUMNS,
    DISCLOSURES,
    FORMAT,
    LEAF_COLUMNS,
    LEAVES,
    entry_name,
    table,
)
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.disclosure import opened
from ledger.proof.entry_bytes import unwrap


@dataclass(frozen=True, slots=True)
class Sealed:
    """A case whose closing record is under a checkpoint.

    `note` is the checkpoint as signed, `key` the line of the key that verifies it, `files` what the
    bundle holds so far.
    """

    case: Case
    closing: Entry
    head: Checkpoint
    note: str
    key: str
    files: Files


def _entries(case: Case) -> Files:
    return {
        entry_name(each.stream, each.row.position): bytes(each.row.state) for each in case.leaving()
    }


def _leaves(case: Case) -> Files:
    rows = (
        (each.stream, each.row.version, each.row.position, bytes(each.row.leaf).hex())
        for each in case.kept
        if case.sight.leaves(each.entry) == "as_leaf"
    )
    return {LEAVES: table(LEAF_COLUMNS, rows)}


def _disclosures(case: Case) -> Files:
    rows = [row for each in case.leaving_whole() for row in _values(case, each)]
    named: set[str] = set()
    for each in case.leaving():
        named.update(persons_named(unwrap(bytes(each.row.state)).entry))
    for digest, text in persons(case.ledger, sorted(map(bytes.fromhex, named))):
        if case.sight.names(opened(text)[1]):
            rows.append(("", digest.hex(), text))
    return {DISCLOSURES: table(DISCLOSURE_COLUMNS, rows)}


def _values(case: Case, kept: Kept) -> Iterator[tuple[object, str, str]]:
    for digest, text in sorted(kept.row.disclosures):
        if case.sight.discloses(kept.entry, opened(text)[0]):
            yield kept.row.position, bytes(digest).hex(), text


def _about(case: Case) -> Files:
    terms = case.terms
    said: dict[str, Any] = {
        "format": FORMAT,
        "origin": case.ledger.origin,
        "deal": terms.deal,
        "export": terms.export,
        "versions": terms.versions,
        "basis": terms.basis.json,
        "questions": list(terms.questions),
        "without_privileged": terms.without_privileged,
    }
    if terms.party is not None:
        said["for"] = terms.party
    return {ABOUT: canonical(said)}


CONTENTS: tuple[Callable[[Case], Files], ...] = (
    *(_entries, _leaves, _disclosures, _about),
    *(withheld.part, deliveries.part, documents.part, wordings.part, answers.part, telling.part),
    *(certificate.part, stamps.named),
)
Afterwards = Callable[[Sealed], Files]
AFTERWARDS: tuple[Afterwards, ...] = (stamps.part,)


def contents(case: Case) -> dict[str, bytes]:
    """The files that the closing record commits to."""
    return {name: content for part in CONTENTS for name, content in part(case).items()}


def afterwards(sealed: Sealed, wanted: Iterable[Afterwards] = ()) -> dict[str, bytes]:
    """The files that are made of the checkpoint, for readers; with those parts that are wanted."""
    parts = (*AFTERWARDS, *wanted)
    return {name: content for part in parts for name, content in part(sealed).items()}
