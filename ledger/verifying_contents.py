"""Verifying the contents that are kept of documents: each is what an entry of its deal files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from domain.events.disputes import RecordCorrected
from domain.events.told import DocumentFiled
from ledger.proof.disclosure import disclosed
from ledger.proof.entry_bytes import data_in
from ledger.proof.verification import Break
from ledger.readable_times import readable
from ledger.recorder import EntryRecorder
from ledger.told_erased import erasures, taken

PAGE = 500
_CHANGED = f"""
    SELECT c.record, e.position, c.digest IS NOT DISTINCT FROM sha256(c.content) AS right
    FROM ledger.contents c
    LEFT JOIN ledger.entries e ON e.event_id = c.record
    WHERE c.digest IS DISTINCT FROM sha256(c.content) OR c.deal IS NULL
        OR ({readable("c.kept_at")}) IS NULL
    ORDER BY e.position, c.record LIMIT 1"""  # noqa: S608 - our own text
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


_GONE = """
    SELECT count(*) AS many,
        count(*) FILTER (WHERE octet_length(digest) IS DISTINCT FROM 32) AS strange,
        count(*) FILTER (
            WHERE EXISTS (SELECT FROM ledger.contents c WHERE c.digest = x.digest)
        ) AS kept
    FROM ledger.erased_contents x"""
_DIGESTS = "SELECT encode(digest, 'hex') AS digest FROM ledger.erased_contents"
_FILINGS = f"""
    SELECT position, event_id,
        ARRAY(SELECT disclosure FROM ledger.disclosures d WHERE d.position = e.position) AS values
    FROM ledger.entries e WHERE position > %s
        AND topic IN ('{DocumentFiled.stored_as}', '{RecordCorrected.stored_as}')
    ORDER BY position LIMIT %s"""  # noqa: S608 - our own text


def first_broken_content(rows: EntryRecorder, size: int, found: Sequence[int]) -> Break | None:
    """The first content that is not what was filed, or that nobody filed; or that is said to be
    erased, where there is no erasure.

    The first `size` entries hold; `found` are the positions of erasures, and others, among them.
    """
    return _first_changed(rows) or _first_not_erased(rows, size, found)


def told_of_erased(rows: EntryRecorder, size: int, found: Sequence[int]) -> str | None:
    """That more contents are said to be erased than erasures took, and which; None when not.

    After a restore it is so: what an erasure took that was kept after the backup, the restored
    ledger never had, and it is not to be kept there again.
    """
    [gone] = rows.all(_GONE)
    took = taken(erasures(rows, size, found), {"contents"})
    if gone["many"] <= took:
        return None
    first = _first_filing(rows)
    where = f", the first filed at position {first[0]}, record {first[1]}" if first else ""
    return (
        f"So many contents are said to be erased: {gone['many']}{where}; erasures on record took "
        f"{took}. So it is after a restore that erased again, else they were taken away."
    )


def _first_not_erased(rows: EntryRecorder, size: int, found: Sequence[int]) -> Break | None:
    [gone] = rows.all(_GONE)
    if gone["strange"]:
        return Break("contents", "a content is said to be erased that has no digest")
    if gone["kept"]:
        return Break("contents", "a content is kept, and said to be erased")
    if not gone["many"] or erasures(rows, size, found):
        return None
    reason = f"so many contents are said to be erased: {gone['many']}, and nothing ever was"
    return Break("contents", reason, *(_first_filing(rows) or ()))


def _first_filing(rows: EntryRecorder) -> tuple[int, str] | None:
    """Position and record of the first that files a content which is said to be erased."""
    wanted = {row["digest"] for row in rows.all(_DIGESTS)}
    after = 0
    while page := rows.all(_FILINGS, after, PAGE):
        for row in page:
            if any(
                name in {"/data/sha256", "/data/data/sha256"} and str(value) in wanted
                for name, value in disclosed(row["values"])
            ):
                return row["position"], row["event_id"]
        after = page[-1]["position"]
    return None


def _first_changed(rows: EntryRecorder) -> Break | None:
    for found in rows.all(_CHANGED):
        reason = "the content that is kept of a document is not the one that was filed"
        if found["right"]:
            reason = "a content is kept in part: it says of no deal, or of no time, that it is"
        return Break("contents", reason, found["position"], found["record"])
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
        data_in(row["state"]).get("corrects") == kept["record"]
        for row in corrections
        if _says(row["values"], "/data/data/sha256", wanted)
    )


def _says(values: Iterable[str], place: str, wanted: str) -> bool:
    return (place, wanted) in disclosed(values)
