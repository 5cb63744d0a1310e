"""The contents of documents that were filed: kept beside the ledger, by their digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from ledger.readable_times import readable
from ledger.recorder import EntryRecorder

LARGEST = 25_000_000
"""Bytes of one content."""
_KEEP = """
    INSERT INTO ledger.contents (deal, digest, record, content, kept_at, kept_by)
    SELECT deal, digest, record, content, kept_at, kept_by
    FROM (VALUES (%s::text, %s::bytea, %s::text, %s::bytea, %s::timestamptz, %s::text))
        AS new (deal, digest, record, content, kept_at, kept_by)
    WHERE NOT EXISTS (SELECT FROM ledger.erased_contents e WHERE e.digest = new.digest)
    ON CONFLICT (deal, digest) DO NOTHING RETURNING 1"""
# What is there in part is not kept: `verify` names it.
_OF_DEAL = f"""
    SELECT record, digest, octet_length(content) AS bytes, kept_at
    FROM ledger.contents
    WHERE deal = %s AND digest IS NOT NULL AND content IS NOT NULL AND record IS NOT NULL
        AND ({readable("kept_at")}) IS NOT NULL
    ORDER BY digest"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class Kept:
    """That a content is kept: its SHA-256, its size, and the record that it was kept for first."""

    record: str
    digest: bytes
    bytes: int
    kept_at: datetime


class Contents:
    """The contents that are kept. `rows` are the ledger's queries."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def keep(self, deal: str, record: str, content: bytes, at: datetime, by: str) -> bool:
        """Keep what a record of the deal filed; False when the deal has it already.

        False, too, when it was erased (`is_erased`): nothing brings it back.
        Whoever calls has compared it with what was filed. Raises UnavailableError.
        """
        digest = sha256(content).digest()
        return self._rows.one(_KEEP, deal, digest, record, content, at, by) is not None

    def content(self, deal: str, digest: bytes) -> bytes | None:
        """The content with this digest, as the deal has it; None when it is not kept."""
        query = "SELECT content FROM ledger.contents WHERE deal = %s AND digest = %s"
        found = self._rows.one(query, deal, digest)
        return None if found is None else bytes(found)

    def is_erased(self, digest: bytes) -> bool:
        """Whether the content with this digest was erased, wherever it was kept."""
        query = "SELECT EXISTS (SELECT FROM ledger.erased_contents WHERE digest = %s)"
        return bool(self._rows.one(query, digest))

    def of_deal(self, deal: str) -> Sequence[Kept]:
        """What is kept of a deal, by digest; the contents themselves are asked for one by one."""
        return [Kept(**row) for row in self._rows.all(_OF_DEAL, deal)]
