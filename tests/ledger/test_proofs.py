"""Proofs are those of RFC 6962, lead where they should, and nowhere when anything is changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from ledger.proof.consistency import prove_consistency, verify_consistency
from ledger.proof.inclusion import prove_inclusion, verify_inclusion
from ledger.proof.merkle import EMPTY_ROOT, leaf_hash, node_hash
from tests.ledger.proving import Tree, a_tree
from tests.ledger.test_merkle import LEAVES

MOST = 40
PUBLISHED = Tree(tuple(LEAVES))
INCLUSIONS = [
    (0, 1, []),
    (0, 8, [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]),
    (5, 8, [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (1, 5, [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]),
]  # fmt: skip
"""As the tests of Certificate Transparency have them; the index counts from 0."""
CONSISTENCIES = [
    (1, 1, []),
    (1, 8, [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]),
    (6, 8, [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]),
    (2, 5, [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("index", "size", "published"), INCLUSIONS)
def test_inclusion_proofs_are_the_published_ones(
    index: int, size: int, published: list[str]
) -> None:
    proof = prove_inclusion(index, size, PUBLISHED.subtree)
    assert [each.hex() for each in proof] == published
    leaf = leaf_hash(LEAVES[index])
    assert verify_inclusion(index, size, leaf, proof, PUBLISHED.root(size))


@pytest.mark.parametrize(("first", "second", "published"), CONSISTENCIES)
def test_consistency_proofs_are_the_published_ones(
    first: int, second: int, published: list[str]
) -> None:
    proof = prove_consistency(first, second, PUBLISHED.subtree)
    assert [each.hex() for each in proof] == published
    roots = PUBLISHED.root(first), PUBLISHED.root(second)
    assert verify_consistency((first, second), proof, roots)


def _path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH as the RFC defines it."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return [*_path(index, leaves[:half]), _root(leaves[half:])]
    return [*_path(index - half, leaves[half:]), _root(leaves[:half])]


def _subproof(first: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF as the RFC defines it."""
    if first == len(leaves):
        return [] if whole else [_root(leaves)]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if first <= half:
        return [*_subproof(first, leaves[:half], whole), _root(leaves[half:])]
    return [*_subproof(first - half, leaves[half:], False), _root(leaves[:half])]


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(_root(leaves[:half]), _root(leaves[half:]))


@pytest.mark.parametrize("size", range(1, MOST))
def test_every_inclusion_is_proved_as_the_rfc_defines_it(size: int) -> None:
    tree = a_tree(size)
    other = _in_another_library(tree)
    for index in range(size):
        proof = prove_inclusion(index, size, tree.subtree)
        assert proof == _path(index, tree.entries)
        path = other.prove_inclusion(index + 1, size).serialize()["path"]
        assert sorted(each.hex() for each in proof) == sorted(path[1:])
        assert verify_inclusion(index, size, leaf_hash(tree.entries[index]), proof, tree.root())


@pytest.mark.parametrize("size", range(1, MOST))
def test_every_consistency_is_proved_as_the_rfc_defines_it(size: int) -> None:
    tree = a_tree(size)
    for first in range(1, size + 1):
        proof = prove_consistency(first, size, tree.subtree)
        assert proof == _subproof(first, tree.entries, True)
        assert verify_consistency((first, size), proof, (tree.root(first), tree.root()))


def _in_another_library(tree: Tree) -> InmemoryTree:
    other = InmemoryTree(algorithm="sha256")
    for entry in tree.entries:
        other.append_entry(entry)
    return other


def _changed(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    """The proof with a hash too many, too few, changed, or in another place."""
    ways = ["extra"] + ["missing", "other"] * bool(proof) + ["reordered"] * (len(proof) > 1)
    place = data.draw(st.integers(0, max(0, len(proof) - 1)))
    changed = list(proof)
    match data.draw(st.sampled_from(ways)):
        case "extra":
            changed.insert(data.draw(st.integers(0, len(proof))), data.draw(st.binary(min_size=32)))
        case "missing":
            del changed[place]
        case "other":
            changed[place] = bytes([changed[place][0] ^ 1]) + changed[place][1:]
        case _:
            changed = changed[1:] + changed[:1]
    return changed


@given(st.integers(1, MOST), st.data())
def test_a_changed_inclusion_proof_proves_nothing(size: int, data: st.DataObject) -> None:
    tree = a_tree(size)
    index = data.draw(st.integers(0, size - 1))
    leaf, proof = leaf_hash(tree.entries[index]), prove_inclusion(index, size, tree.subtree)
    root = tree.root()
    assert not verify_inclusion(index, size, leaf, _changed(proof, data), root)
    other = data.draw(st.integers(-1, size + 3).filter(lambda at: at != index))
    assert not verify_inclusion(other, size, leaf, proof, root)
    assert not verify_inclusion(index, size, leaf_hash(b"another"), proof, root)
    assert not verify_inclusion(index, size, leaf, proof, tree.root(size - 1))


@given(st.integers(1, MOST), st.data())
def test_a_changed_consistency_proof_proves_nothing(second: int, data: st.DataObject) -> None:
    tree, rewritten = a_tree(second), a_tree(second, "other ")
    first = data.draw(st.integers(1, second))
    proof = prove_consistency(first, second, tree.subtree)
    roots = tree.root(first), tree.root()
    assert not verify_consistency((first, second), _changed(proof, data), roots)
    assert not verify_consistency((first, second), proof, (rewritten.root(first), roots[1]))
    assert not verify_consistency((first, second), proof, (roots[0], rewritten.root()))
    other = data.draw(st.integers(-1, second).filter(lambda size: size != first))
    assert not verify_consistency((other, second), proof, (tree.root(max(other, 0)), roots[1])) or (
        proof == prove_consistency(other, second, tree.subtree)
    )
    assert not verify_consistency((second + 1, second), proof, roots)


def test_everything_begins_with_nothing() -> None:
    tree = a_tree(5)
    assert prove_consistency(0, 5, tree.subtree) == []
    assert verify_consistency((0, 5), [], (EMPTY_ROOT, tree.root()))
    assert verify_consistency((0, 0), [], (EMPTY_ROOT, EMPTY_ROOT))
    assert not verify_consistency((0, 5), [], (tree.root(1), tree.root()))
    assert not verify_consistency((0, 0), [], (tree.root(1), tree.root(1)))
    assert not verify_consistency((0, 5), [tree.root()], (EMPTY_ROOT, tree.root()))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_what_is_not_in_a_tree_is_not_proved(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has none with the index"):
        prove_inclusion(index, size, a_tree(3).subtree)


@pytest.mark.parametrize(("first", "second"), [(4, 3), (-1, 3)])
def test_a_larger_tree_is_no_beginning(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="is not the beginning"):
        prove_consistency(first, second, a_tree(3).subtree)
