"""Trees for tests of proofs, and keys that are the same in every run."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.proof.merkle import Place, leaf_hash, push, root_of
from ledger.proof.note import Signer

ORIGIN = "ledger.example/tests"


def a_signer(name: str = ORIGIN, key: str = "key") -> Signer:
    """A signer whose key comes of a word."""
    return Signer(name, Ed25519PrivateKey.from_private_bytes(sha256(key.encode()).digest()))


@dataclass(frozen=True)
class Tree:
    """The tree over some entries, with every subtree that it ever finished."""

    entries: tuple[bytes, ...]

    def subtree(self, end: int, height: int) -> bytes:
        return self._kept()[(end, height)]

    def root(self, size: int | None = None) -> bytes:
        frontier: list[bytes] = []
        for before, entry in enumerate(self.entries[:size]):
            push(frontier, before, leaf_hash(entry))
        return root_of(frontier)

    def _kept(self) -> dict[Place, bytes]:
        frontier: list[bytes] = []
        kept: dict[Place, bytes] = {}
        for before, entry in enumerate(self.entries):
            leaf = leaf_hash(entry)
            finished = [leaf, *push(frontier, before, leaf)]
            kept |= {(before + 1, height): node for height, node in enumerate(finished)}
        return kept


def a_tree(size: int, series: str = "") -> Tree:
    """A tree of so many entries."""
    return Tree(tuple(f"{series}{number}".encode() for number in range(size)))
