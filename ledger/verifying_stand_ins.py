"""Verifying what stands in the place of values that were erased: no hash speaks for that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ledger.proof.disclosure import disclosed
from ledger.proof.entry_bytes import application_part
from ledger.proof.stand_in import standing_in
from ledger.proof.verification import Break
from ledger.recorder import EntryRecorder

PAGE = 1_000
_STAND_INS = """
    SELECT x.position, x.digest, x.stand_in, e.event_id, e.state, EXISTS (
        SELECT FROM ledger.disclosures d WHERE d.position = x.position AND d.digest = x.digest
    ) AS kept,
        ARRAY(SELECT disclosure FROM ledger.disclosures d WHERE d.position = x.position) AS values,
        ARRAY(SELECT o.stand_in FROM ledger.erased o
            WHERE o.position = x.position AND o.digest < x.digest) AS others
    FROM ledger.erased x LEFT JOIN ledger.entries e USING (position)
    WHERE (x.position, x.digest) > (%s, %s) AND (x.position <= %s OR e.position IS NULL)
        AND (%s::text IS NULL OR e.originator_id = %s)
    ORDER BY x.position, x.digest LIMIT %s"""


def first_forged_stand_in(rows: EntryRecorder, size: int, deal: str | None = None) -> Break | None:
    """The first that tells more than that a value of its entry was erased; of all deals, or one.

    The first `size` entries hold.
    """
    for row in _all(rows, size, deal):
        if fault := _fault(row):
            return Break("erased", fault, row["position"], row["event_id"])
    return None


def _all(rows: EntryRecorder, size: int, deal: str | None) -> Iterator[dict[str, Any]]:
    position, digest = 0, b""
    while page := rows.all(_STAND_INS, position, digest, size, deal, deal, PAGE):
        yield from page
        position, digest = page[-1]["position"], bytes(page[-1]["digest"])


def _fault(row: dict[str, Any]) -> str | None:
    if row["state"] is None:
        return "a value of an entry that is not there is said to be erased"
    entry = json.loads(application_part(bytes(row["state"])))
    if row["kept"] or bytes(row["digest"] or b"").hex() not in entry["_sd"]:
        return "a value is said to be erased that is kept, or that the entry does not commit to"
    try:
        name, *_ = standing_in(row["stand_in"], entry)
    except ValueError as fault:
        return str(fault)
    if name in {each for each, _ in disclosed(row["values"])}:
        return "what stands for an erased value stands where another value is kept"
    if name in {_name(text) for text in row["others"]}:
        return "what stands for an erased value stands where that of another one does"
    return None


def _name(stand_in: str) -> object:
    return json.loads(stand_in)[0]
