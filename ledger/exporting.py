"""What a bundle of evidence takes from the ledger: exact bytes, values beside them, deliveries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.application import Ledger
from ledger.proof.inclusion import prove_inclusion
from ledger.proof.merkle import Subtree
from ledger.proof.stream_verification import judge_stream
from ledger.proof.verification import Break, Row
from ledger.subtrees import made_of
from ledger.verifying_deal import rows_of

PAGE = 500
_PERSONS = """
    SELECT digest, disclosure FROM ledger.persons WHERE digest = ANY(%s) ORDER BY digest"""
_DELIVERIES = """
    SELECT d.delivery, d.connection, d.received_at, d.verified, d.body_digest, d.body,
        array_agg(DISTINCT r.record ORDER BY r.record) AS records
    FROM ledger.inbox_items i CROSS JOIN LATERAL unnest(i.records) AS r (record)
    JOIN ledger.inbox d USING (delivery)
    WHERE i.delivery IN (
        SELECT o.delivery FROM ledger.inbox_items o WHERE o.records <> '{}' AND o.records && %s
    )
    GROUP BY d.delivery ORDER BY d.delivery"""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery of the inbox, the body as it came (None: erased), and the records made of it."""

    delivery: int
    connection: str
    received_at: datetime
    verified: bool
    digest: bytes
    body: bytes | None
    records: frozenset[str]


def stored_stream(ledger: Ledger, stream: str, up_to: int) -> tuple[list[Row], Break | None]:
    """The rows of a stream up to a position, with their values, and where they do not hold."""
    rows = list(rows_of(ledger.rows, stream, up_to))
    return rows, judge_stream(rows, ledger.origin).broken


def persons(ledger: Ledger, digests: Collection[bytes]) -> list[tuple[bytes, str]]:
    """The disclosures behind pseudonyms, by digest; of a person who was erased there is none."""
    rows = ledger.rows.all(_PERSONS, list(digests))
    return [(bytes(row["digest"]), row["disclosure"]) for row in rows]


def deliveries(ledger: Ledger, records: Collection[str]) -> list[Delivered]:
    """The deliveries of which any of these records was made, in the order in which they came."""
    if not records:
        return []
    return [
        Delivered(
            row["delivery"],
            row["connection"],
            row["received_at"],
            row["verified"],
            bytes(row["body_digest"]),
            None if row["body"] is None else bytes(row["body"]),
            frozenset(row["records"]),
        )
        for row in ledger.rows.all(_DELIVERIES, list(records))
    ]


def proofs(
    ledger: Ledger, positions: Sequence[int], size: int
) -> Iterator[tuple[int, list[bytes]]]:
    """By position, the hashes beside the way from each entry up to the root of `size` entries.

    Raises KeyError when a part of the tree is missing.
    """
    for start in range(0, len(positions), PAGE):
        page = positions[start : start + PAGE]

        def ways(subtree: Subtree, page: Sequence[int] = page) -> list[list[bytes]]:
            return [prove_inclusion(position - 1, size, subtree) for position in page]

        yield from zip(page, made_of(ledger.rows.all, ways), strict=True)
