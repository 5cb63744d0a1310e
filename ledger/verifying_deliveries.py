"""Verifying the bodies of deliveries: each is kept as it came, or an erasure on record took it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ledger.inbox.delivery import name_of
from ledger.proof.disclosure import disclosed
from ledger.proof.entry_bytes import application_part
from ledger.proof.verification import Break
from ledger.recorder import EntryRecorder
from ledger.told_erased import erasures, taken

PAGE = 500
_FIRST = -(2**63)
_KINDS = ("connection", "unverified_connection")
_CHANGED = """
    SELECT i.delivery, i.body_digest IS NOT DISTINCT FROM sha256(i.body) AS right, (
            SELECT min(e.position) FROM ledger.inbox_items t
            JOIN ledger.entries e ON e.event_id = ANY(t.records) WHERE t.delivery = i.delivery
        ) AS position
    FROM ledger.inbox i
    WHERE i.body IS NOT NULL AND i.body_digest IS DISTINCT FROM sha256(i.body)
        OR i.body_digest IS NULL OR i.connection IS NULL OR i.delivery IS NULL
    ORDER BY i.delivery LIMIT 1"""
_MADE = """
    SELECT i.delivery, i.body_digest, i.kept, e.position, e.event_id, e.state,
        ARRAY(SELECT disclosure FROM ledger.disclosures d WHERE d.position = e.position) AS values
    FROM (
        SELECT delivery, body_digest, body IS NOT NULL AS kept FROM ledger.inbox
        WHERE delivery > %s ORDER BY delivery LIMIT %s
    ) AS i
    LEFT JOIN ledger.inbox_items t ON t.delivery = i.delivery AND t.records <> '{}'
    LEFT JOIN ledger.entries e ON e.event_id = ANY(t.records) AND e.position <= %s
    ORDER BY i.delivery, e.position"""
_GONE = "SELECT count(*) FROM ledger.inbox WHERE body IS NULL"
_FIRST_GONE = """
    SELECT i.delivery, e.position, e.event_id FROM ledger.inbox i
    LEFT JOIN ledger.inbox_items t USING (delivery)
    LEFT JOIN ledger.entries e ON e.event_id = ANY(t.records)
    WHERE i.body IS NULL ORDER BY e.position, i.delivery LIMIT 1"""
_ALONE = """
    SELECT position, event_id, state FROM ledger.entries
    WHERE position = ANY(%s) ORDER BY position"""
_CAME = """
    SELECT delivery FROM ledger.inbox
    WHERE connection = %s AND encode(body_digest, 'hex') = %s LIMIT 1"""
_AS_THEY_ARE = """
    SELECT i.body FROM ledger.inbox i JOIN ledger.connections c USING (connection)
    WHERE i.delivery = %s AND c.provider = 'generic'"""
"""The body, where records are delivered as they are: these may name evidence of their own."""


def first_broken_delivery(
    rows: EntryRecorder, size: int, found: Sequence[int], delivered: Iterable[int]
) -> Break | None:
    """The first body that is not the one of its digest, or of the one that its records commit to;
    and what is not kept though no erasure took it.

    The first `size` entries hold. Of them, `found` are the positions of erasures (others may be
    there, too), `delivered` those of entries that say when they were received. A record that names
    evidence of its own (a digest that stands in the body, or an address) commits to no body.
    """
    for row in rows.all(_CHANGED):
        reason = f"the body that is kept of delivery {row['delivery']} is not the one that came"
        if row["right"]:
            reason = "a delivery is kept in part: it lacks its number, connection or digest"
        return Break("deliveries", reason, row["position"])
    alone = bytearray(size + 1)
    for position in delivered:
        alone[position] = True
    for row in _made(rows, size):
        alone[row["position"]] = False
        digest = _committed(row) if row["kept"] else None
        if digest and not _told_otherwise(rows, row, digest):
            reason = f"it was made of another body than the one kept of delivery {row['delivery']}"
            return Break("deliveries", reason, row["position"], row["event_id"])
    return _first_emptied(rows, size, found) or _first_alone(rows, alone)


def _made(rows: EntryRecorder, size: int) -> Iterator[dict[str, Any]]:
    after = _FIRST
    while page := rows.all(_MADE, after, PAGE, size):
        yield from (row for row in page if row["state"] is not None)
        after = page[-1]["delivery"]


def _first_emptied(rows: EntryRecorder, size: int, found: Sequence[int]) -> Break | None:
    """More bodies are gone than the erasures on record took: which of them, nobody can tell."""
    gone = rows.one(_GONE)
    told = taken(erasures(rows, size, found), {"deliveries"})
    if gone <= told:
        return None
    [first] = rows.all(_FIRST_GONE)
    reason = (
        f"so many deliveries lack their body: {gone}, and erasures on record took {told}; "
        f"the first is {first['delivery']}"
    )
    return Break("deliveries", reason, first["position"], first["event_id"])


def _first_alone(rows: EntryRecorder, alone: bytearray) -> Break | None:
    """Entries that came in deliveries of which nothing is there: an erasure leaves the row."""
    many, first = 0, None
    for page in _pages_of(alone):
        for row in rows.all(_ALONE, page):
            if _connection_of(row):
                many += 1
                first = first or row
    if first is None:
        return None
    reason = f"so many entries came in deliveries that are not kept: {many}, this first"
    return Break("deliveries", reason, first["position"], first["event_id"])


def _pages_of(alone: bytearray) -> Iterator[list[int]]:
    marked = (match.start() for match in re.finditer(b"\x01", alone))
    while page := list(islice(marked, PAGE)):
        yield page


def _committed(row: dict[str, Any]) -> str | None:
    """The digest of another body, where the record commits to one."""
    said = dict(disclosed(row["values"]))
    digest = said.get("/evidence/sha256")
    same = row["body_digest"] is not None and digest == bytes(row["body_digest"]).hex()
    if same or "/evidence/uri" in said or not _connection_of(row):
        return None
    return digest if isinstance(digest, str) else None


def _told_otherwise(rows: EntryRecorder, row: dict[str, Any], digest: str) -> bool:
    """Whether it came in another delivery of its connection, or names it as its own evidence.

    By the entry: when and by which connection this delivery came, nothing that is hashed says.
    """
    if rows.one(_CAME, _connection_of(row), digest) is not None:
        return True
    body = bytes(rows.one(_AS_THEY_ARE, row["delivery"]) or b"")
    return digest.encode() in body or b"data_base64" in body


def _connection_of(row: dict[str, Any]) -> str:
    """The connection that delivered the record; none where it came otherwise."""
    by = json.loads(application_part(bytes(row["state"]))).get("recorded_by")
    name = by.get("name") if isinstance(by, dict) and by.get("kind") in _KINDS else None
    return name.removeprefix(name_of("")) if isinstance(name, str) else ""
