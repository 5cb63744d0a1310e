"""What a signer reads of the database: the log's own row, and entries as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

from ledger.proof.plain_page import Head, Page
from ledger.proof.verification import LogRow
from ledger.reading_pages import COLUMNS, TIME
from ledger.subtrees import Ask
from ledger.verifying import HEAD_BEFORE

PAGE = 500


class LogHead(NamedTuple):
    """What the log says of itself, and the position of the last entry that is stored."""

    origin: str
    log: LogRow
    stored: int


class Reread(NamedTuple):
    """An entry as far as the tree goes."""

    position: int
    state: bytes
    leaf: bytes
    subtrees: bytes


# In one statement: what is read belongs together.
_HEAD = f"""
    SELECT origin, size, frontier, {TIME} AS recorded_at,
        coalesce((SELECT max(position) FROM ledger.entries), 0) AS stored
    FROM ledger.log"""  # noqa: S608 - our own text
_ROWS = f"""
    SELECT {COLUMNS} FROM ledger.entries WHERE position > %s AND position <= %s
    ORDER BY position"""  # noqa: S608 - our own text
_REREAD = """
    SELECT position, state, leaf, subtrees FROM ledger.entries
    WHERE position > %s AND position <= %s ORDER BY position"""


class Source:
    """Reads by a connection."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    @property
    def ask(self) -> Ask:
        """For queries of one's own."""
        return self._ask

    def head(self) -> LogHead | None:
        """The log's row; None where it does not stand there once, or is not one."""
        rows = self._ask(_HEAD)
        if len(rows) != 1:
            return None
        [row] = rows
        size, frontier = row["size"], row["frontier"]
        # Its owner can make any of it NULL, or something else.
        whole = isinstance(size, int) and isinstance(frontier, list)
        if not whole or not all(isinstance(each, bytes) for each in frontier):
            return None
        return LogHead(row["origin"], LogRow(size, frontier, row["recorded_at"]), row["stored"])

    def page(self, after: int, up_to: int) -> Page:
        """Entries as they are verified; nobody looks at the values beside them."""
        found = self._ask(_ROWS, after, min(up_to, after + PAGE))
        return Page([tuple(row.values()) for row in found])

    def reread(self, after: int, up_to: int) -> Sequence[Reread]:
        """Entries as far as the tree goes."""
        found = self._ask(_REREAD, after, min(up_to, after + PAGE))
        return [Reread._make(row.values()) for row in found]

    def head_before(self, stream: str, position: int) -> Head | None:
        """The last entry of a stream before a position."""
        found = self._ask(HEAD_BEFORE, stream, position)
        return (found[0]["originator_version"], bytes(found[0]["leaf"])) if found else None


def asking(connection: Connection[TupleRow]) -> Ask:
    """Asks by a connection of its own."""

    def ask(query: str, *parameters: Any) -> list[dict[str, Any]]:
        with connection.cursor(row_factory=dict_row) as cursor:
            cursor.execute(query.encode(), parameters, binary=True)
            return cursor.fetchall() if cursor.description else []

    return ask
