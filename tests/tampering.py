"""Changing a ledger as only the superuser of its database can, with every trigger switched off."""

from __future__ import annotations

import psycopg

from ledger.proof.merkle import leaf_hash, push

ALONE = "ALTER TABLE ledger.entries DISABLE TRIGGER append_only"


def tamper(url: str, *statements: str, hash_anew: bool = False, chain_anew: bool = False) -> None:
    """Run statements as if nothing guarded the entries.

    With `hash_anew` all leaves and subtrees, the frontier and the clock are then made to fit;
    with `chain_anew` also what each entry says of the one before it in its stream.
    """
    with psycopg.connect(url) as connection:
        for statement in (ALONE, *statements):
            connection.execute(statement.encode())
        if hash_anew or chain_anew:
            _hash_anew(connection, chained=chain_anew)
        connection.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only")


def in_bytes(position: int, old: str, new: str) -> str:
    """A statement that replaces text in the stored bytes of one entry."""
    changed = f"convert_to(replace(convert_from(state, 'UTF8'), '{old}', '{new}'), 'UTF8')"
    return f"UPDATE ledger.entries SET state = {changed} WHERE position = {position}"  # noqa: S608


def _hash_anew(connection: psycopg.Connection, *, chained: bool) -> None:
    frontier: list[bytes] = []
    heads: dict[str, bytes] = {}
    query = "SELECT position, originator_id, state FROM ledger.entries ORDER BY position"
    for size, (position, stream, stored) in enumerate(connection.execute(query).fetchall()):
        state = _after(stored, heads.get(stream, bytes(32))) if chained else stored
        heads[stream] = leaf = leaf_hash(state)
        subtrees = b"".join(push(frontier, size, leaf))
        connection.execute(
            "UPDATE ledger.entries SET state = %s, leaf = %s, subtrees = %s WHERE position = %s",
            (state, leaf, subtrees, position),
        )
    connection.execute(
        "UPDATE ledger.log SET frontier = %s, recorded_at = coalesce((SELECT recorded_at"
        " FROM ledger.entries ORDER BY position DESC LIMIT 1), '-infinity')",
        (frontier,),
    )


def _after(state: bytes, leaf: bytes) -> bytes:
    """The stored bytes, naming this leaf as that of the entry before."""
    head, opening, tail = state.rpartition(b',"prev":"')
    return head + opening + leaf.hex().encode() + tail[64:]
