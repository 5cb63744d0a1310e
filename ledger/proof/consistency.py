"""Consistency proofs: one tree is the beginning of another (RFC 9162, section 2.1.4)."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.proof.merkle import EMPTY_ROOT, Subtree, node_hash, root_between


def prove_consistency(first: int, second: int, subtree: Subtree) -> list[bytes]:
    """The hashes that lead from the root of `first` leaves and to that of `second`.

    None where the trees are the same, or the first is empty. Raises ValueError when the first is
    the larger one.
    """
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {first} leaves is not the beginning of one of {second}")
    if first in {0, second}:
        return []
    proof = []
    start, end = 0, second
    whole = True
    while first != end:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        if first <= middle:
            proof.append(root_between(middle, end, subtree))
            end = middle
        else:
            proof.append(root_between(start, middle, subtree))
            start = middle
            whole = False
    if not whole:
        proof.append(root_between(start, end, subtree))
    return proof[::-1]


def verify_consistency(
    sizes: tuple[int, int], proof: Sequence[bytes], roots: tuple[bytes, bytes]
) -> bool:
    """Whether the second tree begins with the first; sizes and roots are of the first and second.

    A hash too many, too few or in another place proves nothing.
    """
    (first, second), (first_root, second_root) = sizes, roots
    if not 0 <= first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root and (first > 0 or first_root == EMPTY_ROOT)
    if first == 0:
        return not proof and first_root == EMPTY_ROOT
    left = list(proof)[::-1]
    if first & (first - 1) == 0:
        left.append(first_root)
    if not left:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = left.pop()
    while left:
        beside = left.pop()
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
