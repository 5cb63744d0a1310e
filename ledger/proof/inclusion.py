"""Inclusion proofs: an entry lies in a tree (RFC 9162, section 2.1.3)."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.proof.merkle import Subtree, node_hash, root_between


def prove_inclusion(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The hashes beside the way from leaf `index` (from 0) up to the root of `size` leaves.

    Raises ValueError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has none with the index {index}")
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        if index < middle:
            path.append(root_between(middle, end, subtree))
            end = middle
        else:
            path.append(root_between(start, middle, subtree))
            start = middle
    return path[::-1]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof leads from the leaf at `index` to the root of `size` leaves.

    A hash too many, too few or in another place leads nowhere; nor does an index beyond the tree.
    """
    if not 0 <= index < size:
        return False
    at, last, node = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(beside, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root
