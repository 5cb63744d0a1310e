"""Entries that were signed are read again and again: a change of an old one is found here.

The log's frontier would not show it, nor would anything that is new.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.proof.merkle import leaf_hash, push
from ledger.proof.verification import Break
from ledger.signing.source import Reread, Source


@dataclass(slots=True)
class Rereading:
    """One pass over what was signed."""

    source: Source
    size: int = 0
    _frontier: list[bytes] = field(default_factory=list)

    def page(self, signed: int) -> Break | None:
        """Read a page again, of the first `signed` entries."""
        before = self.size
        for row in self.source.reread(before, signed):
            if broken := self._judge(row):
                return broken
        if self.size == before < signed:
            return Break("missing", f"entry {before + 1} was signed and is missing", before + 1)
        return None

    def differs(self, frontier: list[bytes]) -> Break | None:
        """Whether all that was read gives another tree than the one that was signed."""
        if self._frontier == frontier:
            return None
        return Break("rewritten", "the entries are not those that were signed")

    def _judge(self, row: Reread) -> Break | None:
        position = self.size + 1
        if row.position > position:
            return Break("missing", f"entry {position} was signed and is missing", position)
        if row.position < position:
            return Break("position", f"position {row.position} is stored more than once", position)
        leaf = leaf_hash(row.state or b"")  # the owner of a table can make it NULL
        if leaf != row.leaf:
            reason = "the stored bytes do not have the hash that is kept as their leaf"
            return Break("leaf", reason, position)
        if b"".join(push(self._frontier, self.size, leaf)) != row.subtrees:
            reason = "the subtrees kept with the entry are not those of the tree"
            return Break("subtrees", reason, position)
        self.size = position
        return None
