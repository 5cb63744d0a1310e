"""Verifying the bodies that are kept of deliveries: each is the one that came, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ledger.inbox.delivery import name_of
from ledger.proof.disclosure import opened
from ledger.proof.entry_bytes import application_part
from ledger.proof.verification import Break
from ledger.recorder import EntryRecorder

PAGE = 500
_CHANGED = """
    SELECT i.delivery, (
            SELECT min(e.position) FROM ledger.inbox_items t
            JOIN ledger.entries e ON e.event_id = ANY(t.records) WHERE t.delivery = i.delivery
        ) AS position
    FROM ledger.inbox i
    WHERE i.body IS NOT NULL AND i.body_digest IS DISTINCT FROM sha256(i.body)
    ORDER BY i.delivery LIMIT 1"""
_MADE = """
    SELECT i.delivery, i.body_digest, e.position, e.event_id, e.state,
        ARRAY(SELECT disclosure FROM ledger.disclosures d WHERE d.position = e.position) AS values
    FROM (
        SELECT * FROM ledger.inbox WHERE body IS NOT NULL AND delivery > %s
        ORDER BY delivery LIMIT %s
    ) AS i
    LEFT JOIN ledger.inbox_items t ON t.delivery = i.delivery AND t.records <> '{}'
    LEFT JOIN ledger.entries e ON e.event_id = ANY(t.records) AND e.position <= %s
    ORDER BY i.delivery, e.position"""

_CAME = """
    SELECT delivery FROM ledger.inbox
    WHERE connection = %s AND encode(body_digest, 'hex') = %s LIMIT 1"""
_AS_THEY_ARE = """
    SELECT i.body FROM ledger.inbox i JOIN ledger.connections c USING (connection)
    WHERE i.delivery = %s AND c.provider = 'generic'"""
"""The body, where records are delivered as they are: these may name evidence of their own."""


def first_broken_delivery(rows: EntryRecorder, size: int) -> Break | None:
    """The first body that is not the one of its digest, or of the one that its records commit to.

    The first `size` entries hold. A record that names evidence of its own (a digest that stands in
    the body, or an address) commits to no body.
    """
    for found in rows.all(_CHANGED):
        reason = f"the body that is kept of delivery {found['delivery']} is not the one that came"
        return Break("deliveries", reason, found["position"])
    for row in _made(rows, size):
        if (digest := _committed(row)) and not _told_otherwise(rows, row, digest):
            reason = f"it was made of another body than the one kept of delivery {row['delivery']}"
            return Break("deliveries", reason, row["position"], row["event_id"])
    return None


def _made(rows: EntryRecorder, size: int) -> Iterator[dict[str, Any]]:
    after = 0
    while page := rows.all(_MADE, after, PAGE, size):
        yield from (row for row in page if row["state"] is not None)
        after = page[-1]["delivery"]


def _committed(row: dict[str, Any]) -> str | None:
    """The digest of another body, where the record commits to one."""
    said = dict(opened(text) for text in row["values"])
    digest = said.get("/evidence/sha256")
    same = row["body_digest"] is not None and digest == bytes(row["body_digest"]).hex()
    return None if same or "/evidence/uri" in said or not _connection_of(row) else digest


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
    by = json.loads(application_part(bytes(row["state"])))["recorded_by"]
    own = by["kind"] in {"connection", "unverified_connection"}
    return str(by["name"]).removeprefix(name_of("")) if own else ""
