"""The kept nodes of the tree: leaves, and the roots of finished subtrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from ledger.proof.merkle import Place, Subtree

Made = TypeVar("Made")

# A subtree of 2^height leaves was finished by its last entry, and is kept there.
_SUBTREES = """
    SELECT position, wanted.height, CASE wanted.height WHEN 0 THEN leaf
        ELSE substr(subtrees, 32 * (wanted.height - 1) + 1, 32) END AS node
    FROM unnest(%s::bigint[], %s::int[]) AS wanted (position, height)
    JOIN ledger.entries USING (position)"""


class Ask(Protocol):
    """Gives the rows of a query."""

    def __call__(self, query: str, *parameters: Any) -> list[dict[str, Any]]:
        """By the names of their columns."""


def subtrees(ask: Ask, places: Sequence[Place]) -> dict[Place, bytes]:
    """The nodes at these places; one whose last entry is missing is not there."""
    if not places:
        return {}
    found = ask(_SUBTREES, [end for end, _ in places], [height for _, height in places])
    return {(each["position"], each["height"]): bytes(each["node"]) for each in found}


def made_of(ask: Ask, make: Callable[[Subtree], Made]) -> Made:
    """What `make` makes of subtrees, all of which are asked for together.

    It is called twice: first to see which it needs. Raises KeyError with the place of one that is
    not there.
    """
    needed: dict[Place, bytes] = {}

    def note(end: int, height: int) -> bytes:
        needed[(end, height)] = b""
        return b""

    make(note)
    found = subtrees(ask, list(needed))
    return make(lambda end, height: found[(end, height)])
