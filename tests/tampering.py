"""Changing a ledger as only the superuser of its database can, with every trigger switched off."""

from __future__ import annotations

import psycopg

from ledger.proof.merkle import leaf_hash, push

ALONE = "ALTER TABLE ledger.entries DISABLE TRIGGER append_only"


def tamper(url: str, *statements: str, hash_anew: bool = False) -> None:
    """Run statements as if nothing guarded the entries.

    With `hash_anew` every leaf, every subtree and the frontier is then made to fit what is stored.
    """
    with psycopg.connect(url) as connection:
        for statement in (ALONE, *statements):
            connection.execute(statement.encode())
        if hash_anew:
            _hash_anew(connection)
        connection.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only")


def in_bytes(position: int, old: str, new: str) -> str:
    """A statement that replaces text in the stored bytes of one entry."""
    changed = f"convert_to(replace(convert_from(state, 'UTF8'), '{old}', '{new}'), 'UTF8')"
    return f"UPDATE ledger.entries SET state = {changed} WHERE position = {position}"  # noqa: S608


def _hash_anew(connection: psycopg.Connection) -> None:
    frontier: list[bytes] = []
    query = "SELECT position, state FROM ledger.entries ORDER BY position"
    for size, (position, state) in enumerate(connection.execute(query).fetchall()):
        leaf = leaf_hash(state)
        subtrees = b"".join(push(frontier, size, leaf))
        connection.execute(
            "UPDATE ledger.entries SET leaf = %s, subtrees = %s WHERE position = %s",
            (leaf, subtrees, position),
        )
    connection.execute("UPDATE ledger.log SET frontier = %s", (frontier,))
