"""Replay: the state of a deal after every one of its moments, made where it is asked for.

The records of a deal are cut into passages, by their number and nothing else, so that a passage
stays what it is when more is recorded. Each begins with a fold of all that was known before it, and
goes on record by record.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from threading import RLock

from projections.deal import KnownDeal
from projections.timeline.growing import Growing
from projections.timeline.history import Change, History
from projections.timeline.passage import Passage
from projections.timeline.steps import InOrder, Step

LENGTH = 25
"""Records in a passage."""
MOST_OF = 4
"""Where more than a fourth of all passages would be made at once, one pass costs less."""
KEPT_VALUES = 150_000
"""In all passages that are kept, about 1 kB each; the one asked for last always is."""


class Replay:
    """The states of a deal as a reader with this role, asking as of `effective_at`, knew it.

    It depends on nothing that was recorded after a position what the state there is. `earlier` is a
    replay of the same deal for the same reader, when less was recorded, at a moment since which
    nothing began or ended by itself: what it made already is taken over. `only` makes the state of
    one position alone, and knows of no changes. `size` is how many values it kept when it last made
    a passage. Threads may share it.
    """

    def __init__(
        self, deal: KnownDeal, earlier: Replay | None = None, *, only: int | None = None
    ) -> None:
        self.deal = deal
        self._only = only
        self.order = InOrder(deal)
        self._lock = RLock()
        self._passages: OrderedDict[int, Passage] = OrderedDict()
        self._whole: tuple[Passage, int] | None = None
        self.size = 0
        if earlier is not None and self.order.begins_as(earlier.order):
            self._take_over(earlier)

    def history(self, position: int) -> History:
        """What holds the values of the state after a position; beyond it, it is not complete."""
        at = bisect_right(self.order.places, position) - 1
        return self._reached(max(0, at), position).history

    def changes(self, position: int) -> Sequence[Change]:
        """What the record at a position changed in the state."""
        at = self._number(position)
        if self._only is not None or at is None:
            return ()
        return self._reached(at, position).changes(position)

    def make_all(self) -> None:
        """Make all states in one pass, for who asks for every one of them."""
        with self._lock:
            every = len(self.order)
            if self._whole is None or self._whole[1] < every:
                whole = Passage(self.deal, self.order.steps(0, every))
                whole.reach(self.deal.basis.known_at)
                self._whole = whole, every
                self._passages.clear()
                self._let_go()

    def prepare(self, places: Collection[int]) -> None:
        """Be told which changes are asked for next: if they lie all over the deal, all are made."""
        if self._only is not None:
            return
        with self._lock:
            numbers = (at for each in places if (at := self._number(each)) is not None)
            begins = {at - at % LENGTH for at in numbers if self._made_whole(at) is None}
            missing = begins - self._passages.keys()
            if len(missing) * MOST_OF * LENGTH > len(self.order):
                self.make_all()

    def version(self, position: int) -> int:
        """How many entries the deal had after a position, withheld ones too."""
        return bisect_right(self.deal.entries, position, key=lambda entry: entry.position)

    def withheld(self, position: int) -> int:
        """How many of those known after a position this reader may not see."""
        return bisect_right(self.order.withheld, position)

    def _number(self, position: int) -> int | None:
        """Which entry is the one at a position, from 0; the first for what was before them all."""
        places = self.order.places
        at = bisect_left(places, position)
        return at if not position or places[at : at + 1] == [position] else None

    def _reached(self, at: int, position: int) -> Passage:
        """The passage in which the entry of a number lies, made up to a position."""
        with self._lock:
            if (whole := self._made_whole(at)) is not None:
                return whole
            begin = at - at % LENGTH
            # Taken out while it is made: one that fails on the way is not gone on with.
            known = self._passages.pop(begin, None)
            passage = known or Passage(self.deal, self._steps(begin))
            passage.reach(position)
            self._passages[begin] = passage
            if known is None:
                self._let_go()
            return passage

    def _made_whole(self, at: int) -> Passage | None:
        """What was made in one pass, if the entry of a number was in it."""
        return self._whole[0] if self._whole and at < self._whole[1] else None

    def _let_go(self) -> None:
        """Keep no more than there is room for: those that were asked for last."""
        sizes = [each.size for each in self._passages.values()]
        self.size = sum(sizes) + (self._whole[0].size if self._whole else 0)
        for size in sizes[:-1]:
            if self.size > KEPT_VALUES:
                self._passages.popitem(last=False)
                self.size -= size

    def _steps(self, begin: int) -> Iterator[Step]:
        if self._only is not None:
            alone = Growing.up_to(self.deal, self._only)
            return iter((Step(self._only, None, alone, moves=True),))
        return self.order.steps(begin, begin + LENGTH)

    def _take_over(self, earlier: Replay) -> None:
        """What was made in one pass, and the passages that were full."""
        self._whole, passages = earlier.made()
        every = len(earlier.order)
        self._passages.update((at, each) for at, each in passages if at + LENGTH <= every)
        self._let_go()

    def made(self) -> tuple[tuple[Passage, int] | None, list[tuple[int, Passage]]]:
        """What was made in one pass, and of how many entries; and the passages by their begin."""
        with self._lock:
            return self._whole, list(self._passages.items())
