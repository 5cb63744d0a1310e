"""Entries that are new to a signer: judged from their stored bytes, and taken into its own tree."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from ledger.proof.merkle import root_of
from ledger.proof.verification import Break, Verification
from ledger.signing.source import LogHead, Source
from ledger.signing.state import State

Progress = Callable[[int, int], None]
"""Is told how many entries were taken in, of how many."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A tree at a size."""

    size: int
    frontier: list[bytes]
    clock: str

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        return root_of(self.frontier)


@dataclass(slots=True)
class Following:
    """A tree that grows by entries that hold; `wanted` are sizes whose stand is to be kept."""

    source: Source
    tree: Verification
    wanted: Collection[int] = ()
    stands: dict[int, Stand] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keep()

    def catch_up(self, head: LogHead, progress: Progress | None = None) -> Break | None:
        """Take in all that the log says there is. The first thing that does not hold is told."""
        while self.tree.size < head.log.size:
            before = self.tree.size
            ends = [size for size in self.wanted if size > before]
            page = self.source.page(before, min([head.log.size, *ends]))
            if broken := self.tree.judge_page(page):
                return broken
            self._keep()
            if self.tree.size == before:
                break
            if progress:
                progress(self.tree.size, head.log.size)
        return self.tree.judge_log(head.log)

    @property
    def stand(self) -> Stand:
        """Where the tree stands."""
        return Stand(self.tree.size, list(self.tree.frontier), self.tree.clock)

    def _keep(self) -> None:
        if self.tree.size in self.wanted:
            self.stands[self.tree.size] = self.stand


def following_from(state: State, source: Source) -> Following:
    """Following, from where a state is."""
    tree = Verification(
        state.log, source.head_before, state.size, frontier=state.nodes, clock=state.clock
    )
    tree.asks_heads = True
    return Following(source, tree)


def following_anew(log: str, source: Source, wanted: Collection[int]) -> Following:
    """Following, from the first entry on."""
    return Following(source, Verification(log, source.head_before), wanted)
