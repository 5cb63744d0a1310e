"""The tree is that of RFC 6962: its published roots, and another library's, are ours."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from ledger.application import Ledger
from ledger.proof.merkle import (
    EMPTY_ROOT,
    finished_subtrees,
    leaf_hash,
    push,
    push_all,
    root_at,
    root_of,
)
from tests.databases import rows
from tests.records import BY, statements

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Roots of the first 0, 1, 2 … leaves, as the tests of Certificate Transparency have them."""


def frontier_of(entries: list[bytes]) -> list[bytes]:
    frontier: list[bytes] = []
    for size, entry in enumerate(entries):
        push(frontier, size, leaf_hash(entry))
    return frontier


@pytest.mark.parametrize("size", range(9))
def test_published_leaves_have_their_published_root(size: int) -> None:
    assert root_of(frontier_of(LEAVES[:size])).hex() == ROOTS[size]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert sha256().digest() == EMPTY_ROOT == root_of([])


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_another_library_gives_the_same_root(entries: list[bytes]) -> None:
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    assert root_of(frontier_of(entries)) == (tree.get_root() if entries else EMPTY_ROOT)


@given(st.integers(0, 300))
def test_finished_subtrees_cover_every_leaf_once_the_largest_first(size: int) -> None:
    found = list(finished_subtrees(size))
    assert [height for _, height in found] == sorted({h for _, h in found}, reverse=True)
    begins = [end - (1 << height) for end, height in found]
    assert begins == [0, *(end for end, _ in found[:-1])][: len(begins)]
    assert sum(1 << height for _, height in found) == size


@given(st.integers(1, 130), st.data())
def test_the_kept_subtrees_give_the_root_of_every_earlier_size(
    size: int, data: st.DataObject
) -> None:
    entries = [b"%d" % number for number in range(size)]
    frontier: list[bytes] = []
    kept: dict[tuple[int, int], bytes] = {}
    for before, entry in enumerate(entries):
        leaf = leaf_hash(entry)
        finished = push(frontier, before, leaf)
        kept |= {(before + 1, height): node for height, node in enumerate([leaf, *finished])}
    earlier = data.draw(st.integers(0, size))
    root = root_at(earlier, lambda end, height: kept[(end, height)])
    assert root == root_of(frontier_of(entries[:earlier]))


def test_the_database_grows_the_same_tree(ledger: Ledger, database: str) -> None:
    tree = InmemoryTree(algorithm="sha256")
    for batch in (1, 2, 4, 1, 9, 16, 3, 32, 5):
        ledger.record_each(statements(batch, series=f"b{batch}-{ledger.size}"), BY)
    for row in ledger.stored():
        tree.append_entry(row.state)
        assert row.leaf == leaf_hash(row.state)
    assert ledger.root(0) == EMPTY_ROOT
    assert [ledger.root(n) for n in range(1, 74)] == [tree.get_root(n) for n in range(1, 74)]
    [(frontier,)] = rows(database, "SELECT frontier FROM ledger.log")
    assert root_of(frontier) == ledger.root() == tree.get_root()


@given(st.lists(st.integers(0, 40), max_size=5))
def test_many_leaves_at_once_are_as_one_after_the_other(pages: list[int]) -> None:
    one_by_one: list[bytes] = []
    at_once: list[bytes] = []
    size = 0
    for many in pages:
        leaves = [leaf_hash(b"%d" % n) for n in range(size, size + many)]
        expected = [b"".join(push(one_by_one, size + n, leaf)) for n, leaf in enumerate(leaves)]
        finished, at_once = push_all(at_once, size, leaves)
        assert (finished, at_once) == (expected, one_by_one)
        size += many
