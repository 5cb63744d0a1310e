"""The tree over all entries: RFC 6962, section 2.1.

Leaf: SHA-256(0x00 || entry). Node: SHA-256(0x01 || left || right). The leaf of the entry at
position p has index p - 1. A *frontier* of n leaves holds the roots of the finished subtrees that
make up the tree, the largest first: one for every bit that is set in n.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from operator import add

EMPTY_ROOT = sha256(b"").digest()

Place = tuple[int, int]
"""A subtree, by the position of its last leaf and its height."""
Subtree = Callable[[int, int], bytes]
"""Gives the root of a finished subtree by its place."""


def leaf_hash(entry: bytes) -> bytes:
    """The leaf of an entry's exact bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The node above two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def push(frontier: list[bytes], size: int, leaf: bytes) -> list[bytes]:
    """Add a leaf to a tree of `size` leaves, in place; gives the subtrees of 2, 4 … it finished."""
    finished = finished_by(frontier, size, leaf)
    take(frontier, leaf, finished)
    return finished


def finished_by(frontier: Sequence[bytes], size: int, leaf: bytes) -> list[bytes]:
    """The subtrees of 2, 4 … leaves that a leaf would finish in a tree of `size` leaves."""
    finished = []
    node = leaf
    at = len(frontier)
    while size & 1:
        at -= 1
        node = node_hash(frontier[at], node)
        finished.append(node)
        size >>= 1
    return finished


def take(frontier: list[bytes], leaf: bytes, finished: Sequence[bytes]) -> None:
    """Add a leaf, in place, of which is known what it finishes."""
    if finished:
        frontier[-len(finished) :] = [finished[-1]]
    else:
        frontier.append(leaf)


def push_all(
    frontier: Sequence[bytes], size: int, leaves: Sequence[bytes]
) -> tuple[list[bytes], list[bytes]]:
    """Add many leaves at once, height by height.

    Gives, of each leaf, the subtrees of 2, 4 … that it finished, end to end; and the new frontier.
    """
    finished = [b""] * len(leaves)
    waiting, grown = list(frontier), []
    nodes, first, leaves_of_two = list(leaves), size, 2
    while nodes or waiting:
        if first & 1:
            nodes.insert(0, waiting.pop())
        if len(nodes) & 1:
            grown.append(nodes[-1])
        pairs = zip(nodes[::2], nodes[1::2], strict=False)
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        first >>= 1
        last = (first + 1) * leaves_of_two - 1 - size
        if nodes:
            finished[last::leaves_of_two] = map(add, finished[last::leaves_of_two], nodes)
        leaves_of_two <<= 1
    return finished, grown[::-1]


def joined(
    frontier: Sequence[bytes], size: int, other: Sequence[bytes], many: int
) -> tuple[list[bytes], bytes]:
    """The frontier when a tree of `many` leaves, with a frontier of its own, comes behind.

    It begins where a subtree begins that is as large or larger. Gives also the subtrees that its
    last leaf finishes beside those within it, end to end.
    """
    whole = list(frontier)
    above = b""
    for node, (end, height) in zip(other, finished_subtrees(many), strict=True):
        start = size + end - (1 << height)
        finished = finished_by(whole, start >> height, node)
        take(whole, node, finished)
        above = b"".join(finished)
    return whole, above


def root_of(frontier: Iterable[bytes]) -> bytes:
    """The root of the tree whose finished subtrees these are, the largest first."""
    nodes = list(frontier)
    if not nodes:
        return EMPTY_ROOT
    root = nodes.pop()
    while nodes:
        root = node_hash(nodes.pop(), root)
    return root


def finished_subtrees(size: int) -> Iterator[tuple[int, int]]:
    """The frontier of a tree of `size` leaves as (position of the last leaf, height) pairs.

    A subtree of height h has 2^h leaves; height 0 is a leaf itself.
    """
    end = 0
    for height in range(size.bit_length() - 1, -1, -1):
        if size >> height & 1:
            end += 1 << height
            yield end, height


def root_at(size: int, subtree: Subtree) -> bytes:
    """The root of the first `size` leaves."""
    return root_between(0, size, subtree)


def root_between(start: int, end: int, subtree: Subtree) -> bytes:
    """The root over the leaves after `start` up to `end`.

    `start` is where a subtree begins that is as large as what is between, or larger.
    """
    return root_of(subtree(start + last, height) for last, height in finished_subtrees(end - start))


def subtrees_between(size: int, positions: Sequence[int]) -> Iterator[Place]:
    """The largest subtrees of the first `size` leaves that hold none of these positions, in order.

    With them and the leaves at the positions (which ascend) the root is made: `root_with`.
    """
    waiting = list(finished_subtrees(size))[::-1]
    while waiting:
        end, height = waiting.pop()
        leaves = 1 << height
        held = bisect_right(positions, end) - bisect_left(positions, end - leaves + 1)
        if held == 0:
            yield end, height
        elif held < leaves:
            waiting += [(end, height - 1), (end - (1 << (height - 1)), height - 1)]


def root_with(size: int, leaves: Mapping[int, bytes], between: Mapping[Place, bytes]) -> bytes:
    """The root of the first `size` leaves, from some leaves by position and the subtrees between.

    Raises KeyError with the place that is missing.
    """

    def node(end: int, height: int) -> bytes:
        found = between.get((end, height))
        if found is not None:
            return found
        if height == 0:
            return leaves[end]
        return node_hash(node(end - (1 << (height - 1)), height - 1), node(end, height - 1))

    return root_at(size, node)
