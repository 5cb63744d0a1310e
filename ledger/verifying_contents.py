"""Verifying the contents that are kept of documents: each is what an entry of its deal files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from domain.events.disputes import RecordCorrected
from domain.events.told import DocumentFiled
from ledger.proof.disclosure import opened
from ledger.proof.entry_bytes import application_part
from ledger.proof.verification import Break
from ledger.recorder import EntryRecorder

PAGE = 500
_CHANGED = """
    SELECT c.record, e.position FROM ledger.contents c
    LEFT JOIN ledger.entries e ON e.event_id = c.record
    WHERE c.digest IS DISTINCT FROM sha256(c.content) OR c.deal IS NULL
    ORDER BY e.position, c.record LIMIT 1"""
# In one statement: what is filed and kept meanwhile is then seen in both or in neither.
_KEPT = f"""
    SELECT c.deal, c.digest, c.record, e.position,
        ARRAY(SELECT disclosure FROM ledger.disclosures d WHERE d.position = e.position) AS values
    FROM ledger.contents c LEFT JOIN ledger.entries e
        ON e.event_id = c.record AND e.originator_id = c.deal
        AND e.topic = '{DocumentFiled.stored_as}'
    WHERE (c.deal, c.digest) > (%s, %s) ORDER BY c.deal, c.digest LIMIT %s"""  # noqa: S608 - our own text
_CORRECTIONS = f"""
    SELECT state,
        ARRAY(SELECT disclosure FROM ledger.disclosures d WHERE d.position = e.position) AS values
    FROM ledger.entries e
    WHERE originator_id = %s AND topic = '{RecordCorrected.stored_as}'"""  # noqa: S608 - our own text


def first_broken_content(rows: EntryRecorder) -> Break | None:
    """The first content that is not what was filed, or that nobody filed."""
    if found := rows.all(_CHANGED):
        reason = "the content that is kept of a document is not the one that was filed"
        return Break("contents", reason, found[0]["position"], found[0]["record"])
    for row in _all(rows):
        if not _is_filed(rows, row):
            reason = "a content is kept that this record, of its deal, does not file"
            return Break("contents", reason, row["position"], row["record"])
    return None


def _all(rows: EntryRecorder) -> Iterator[dict[str, Any]]:
    deal, digest = "", b""
    while page := rows.all(_KEPT, deal, digest, PAGE):
        yield from page
        deal, digest = page[-1]["deal"], page[-1]["digest"]


def _is_filed(rows: EntryRecorder, kept: dict[str, Any]) -> bool:
    """By the record that it is kept for, or by a correction of that."""
    wanted = bytes(kept["digest"]).hex()
    if kept["position"] is None:
        return False
    if _says(kept["values"], "/data/sha256", wanted):
        return True
    corrections = rows.all(_CORRECTIONS, kept["deal"])
    return any(
        _corrects(row["state"]) == kept["record"]
        for row in corrections
        if _says(row["values"], "/data/data/sha256", wanted)
    )


def _says(values: Iterable[str], place: str, wanted: str) -> bool:
    return any(opened(text) == (place, wanted) for text in values)


def _corrects(state: bytes) -> object:
    return json.loads(application_part(bytes(state)))["data"].get("corrects")
