"""Whether the entries of a database give the tree that its log states."""

from __future__ import annotations

from psycopg import Connection
from psycopg.rows import TupleRow

from ledger.backup.manifest import BackupError, Head, Progress
from ledger.proof.merkle import leaf_hash, push, root_of

_PAGE = 1_000
_ENTRIES = "SELECT position, state, leaf, subtrees FROM ledger.entries ORDER BY position"


def head_of(connection: Connection[TupleRow]) -> Head:
    """What the log states. Raises BackupError when it is not one row."""
    origin, size, frontier = _log(connection)
    return Head(origin, size, root_of(frontier))


def first_break(connection: Connection[TupleRow], progress: Progress) -> str | None:
    """What is wrong with the tree, computed anew from the stored bytes; None when it holds.

    Asked within a transaction, in which the entries stay as they are.
    """
    _, size, stated = _log(connection)
    frontier: list[bytes] = []
    count = 0
    with connection.cursor("tree") as entries:
        entries.itersize = _PAGE
        for position, state, leaf, subtrees in entries.execute(_ENTRIES, binary=True):
            if position != count + 1:
                return f"entry {count + 1} is missing"
            if leaf_hash(state) != leaf:
                return f"entry {position} has another leaf than its bytes give"
            if b"".join(push(frontier, count, leaf)) != subtrees:
                return f"entry {position} does not finish the subtrees that are kept with it"
            count += 1
            if count % _PAGE == 0:
                progress("Checking the tree", count, size)
    progress("Checking the tree", count, size)
    if count != size:
        return f"there are {count} entries, and the log states {size}"
    return None if frontier == stated else "the entries give another root than the log states"


def _log(connection: Connection[TupleRow]) -> tuple[str, int, list[bytes]]:
    query = "SELECT origin, size, frontier FROM ledger.log"
    rows = connection.execute(query, binary=True).fetchall()
    if len(rows) != 1:
        raise BackupError(f"The row that says what the log is stands there {len(rows)} times.")
    [(origin, size, frontier)] = rows
    return origin, size, frontier
