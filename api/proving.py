"""Making proofs of what the ledger stores. One that does not prove is never given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from api.refusals import (
    CheckpointNotSigned,
    LogDoesNotHold,
    PositionNotOnRecord,
    PositionNotSigned,
    bad_parameter,
)
from ledger.application import Ledger
from ledger.mapper import StoredEntry
from ledger.proof.checkpoint import Checkpoint, CheckpointError, checkpoint_of
from ledger.proof.consistency import prove_consistency, verify_consistency
from ledger.proof.inclusion import prove_inclusion, verify_inclusion
from ledger.proof.merkle import Subtree, leaf_hash
from ledger.proof.note import NoteError
from ledger.proof.tlog_proof import TlogProof
from ledger.signing.published import Standing
from ledger.subtrees import made_of

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That an entry with this leaf is in the tree of a checkpoint."""

    leaf: bytes
    head: Checkpoint
    file: TlogProof

    def body_with(self, times: dict[str, Any]) -> dict[str, Any]:
        """As an answer prints it, with between what the entry was recorded."""
        return {
            "position": self.file.index + 1,
            "index": self.file.index,
            "leaf": self.leaf.hex(),
            "origin": self.head.origin,
            "size": self.head.size,
            "root": self.head.root.hex(),
            "hashes": [each.hex() for each in self.file.hashes],
            "checkpoint": self.file.checkpoint,
            "times": times,
        }


def last_checkpoint(standing: Standing) -> tuple[str, Checkpoint]:
    """The last checkpoint that was published, with its note. Nobody looks who signed it.

    Raises CheckpointNotSigned, LogDoesNotHold.
    """
    if standing.latest is None:
        raise CheckpointNotSigned
    try:
        return standing.latest.note, checkpoint_of(standing.latest.note.encode())
    except (NoteError, CheckpointError):
        raise LogDoesNotHold from None


def inclusion(ledger: Ledger, note: str, head: Checkpoint, position: int) -> Inclusion:
    """That the entry at a position is in the tree of a checkpoint, and is stored as it was hashed.

    Raises PositionNotSigned, PositionNotOnRecord, LogDoesNotHold.
    """
    if position > head.size:
        on_record = position <= ledger.size
        raise PositionNotSigned(position) if on_record else PositionNotOnRecord(position)
    index = position - 1
    leaf, hashes = _made_of(ledger, partial(_leaf_and_path, index, head.size))
    if not verify_inclusion(index, head.size, leaf, hashes, head.root):
        raise LogDoesNotHold(position)
    # Leaves are kept beside the bytes: they would prove what is not there any more.
    for row in ledger.stored(index, position):
        refuse_changed(row)
    return Inclusion(leaf, head, TlogProof(index, tuple(hashes), note))


def refuse_changed(row: StoredEntry) -> None:
    """Refuse an entry whose stored bytes are not those of its leaf. Raises LogDoesNotHold."""
    if leaf_hash(bytes(row.state)) != bytes(row.leaf):
        raise LogDoesNotHold(row.id)


def consistent(ledger: Ledger, first: int, second: int) -> dict[str, Any]:
    """That the tree of `second` entries begins with that of `first`, as an answer prints it.

    Raises BadParameter for sizes that are none, LogDoesNotHold.
    """
    size = ledger.size
    if second > size:
        raise bad_parameter("to", f"The ledger has {size} entries.")
    if first > second:
        raise bad_parameter("from", f"A tree of {first} entries is larger than one of {second}.")
    hashes = _made_of(ledger, partial(prove_consistency, first, second))
    try:
        roots = ledger.root(first), ledger.root(second)
    except KeyError:
        raise LogDoesNotHold from None
    if not verify_consistency((first, second), hashes, roots):
        raise LogDoesNotHold
    return {
        "from_size": first,
        "to_size": second,
        "from_root": roots[0].hex(),
        "to_root": roots[1].hex(),
        "hashes": [each.hex() for each in hashes],
    }


def _leaf_and_path(index: int, size: int, subtree: Subtree) -> tuple[bytes, list[bytes]]:
    return subtree(index + 1, 0), prove_inclusion(index, size, subtree)


def _made_of(ledger: Ledger, make: Callable[[Subtree], Made]) -> Made:
    try:
        return made_of(ledger.rows.all, make)
    except KeyError:
        raise LogDoesNotHold from None
