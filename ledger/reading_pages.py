"""Pages of entries as they are verified, read by positions, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.proof.plain_page import Page, between
from ledger.streaming import Streaming

TIME = """to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
"""A time written as in the bytes; NULL for an infinite one."""
COLUMNS = f"""
    position, originator_id, originator_version, event_id, topic, {TIME} AS recorded_at,
    state, leaf, subtrees"""
"""A row as it is verified, but for the values beside it."""
_ENTRIES = f"""
    SELECT {COLUMNS}
    FROM ledger.entries WHERE position > %s AND position <= %s
    ORDER BY position"""  # noqa: S608 - our own text
_DISCLOSURES = """
    SELECT position, digest, disclosure FROM ledger.disclosures
    WHERE position > %s AND position <= %s ORDER BY position, digest"""
_ERASED = """
    SELECT position, digest FROM ledger.erased
    WHERE position > %s AND position <= %s ORDER BY position, digest"""


def pages(streaming: Streaming, after: int, up_to: int) -> Iterator[Page]:
    """The entries after a position, up to and with another, in short pages as they arrive."""
    values: list[tuple[int, bytes, str]] = list(streaming.rows(_DISCLOSURES, after, up_to))
    # After the values: what is erased meanwhile is then in both, and not in neither.
    erased: list[tuple[int, bytes]] = list(streaming.rows(_ERASED, after, up_to))
    # By ranges of positions, so that a position that is stored twice is seen twice.
    for rows in streaming.chunks(_ENTRIES, after, up_to):
        first, last = rows[0][0], rows[-1][0]
        yield Page(rows, between(values, first, last), between(erased, first, last))
