"""What stood at a moment, asked many times: the rule of `domain.wordings.latest`, indexed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from heapq import heappop, heappush
from typing import Generic

from domain.occurrence import Interval
from domain.wordings import P


class Succession(Generic[P]):
    """Members that follow one another in time. Made in n log n; each question costs log n."""

    def __init__(self, members: Iterable[P]) -> None:
        self.ordered: tuple[P, ...] = tuple(
            sorted(members, key=lambda each: (each.interval.begin, each.place))
        )
        self._begins = [each.interval.begin for each in self.ordered]
        self._standing: list[P] = []
        self._reaching: list[tuple[P, P | None]] = []
        self._index()

    def _index(self) -> None:
        """For every beginning: who stands then, and the two who reach farthest by then."""
        open_: list[tuple[int, int]] = []
        farthest: P | None = None
        second: P | None = None
        for at, member in enumerate(self.ordered):
            heappush(open_, (-member.place, at))
            # What ended before this began can never stand again: beginnings only grow.
            while self.ordered[open_[0][1]].interval.end < member.interval.begin:
                heappop(open_)
            self._standing.append(self.ordered[open_[0][1]])
            if farthest is None or member.interval.end > farthest.interval.end:
                farthest, second = member, farthest
            elif second is None or member.interval.end > second.interval.end:
                second = member
            self._reaching.append((farthest, second))

    def at(self, moment: datetime) -> P | None:
        """The latest by occurrence of those begun by `moment`; of overlapping ones the later."""
        begun = bisect_right(self._begins, moment)
        return self._standing[begun - 1] if begun else None

    def other_overlaps(self, when: Interval, chosen: P | None) -> bool:
        """Whether another than `chosen` overlaps `when`: the order of the two is unknown then."""
        begun = bisect_right(self._begins, when.end)
        if not begun:
            return False
        farthest, second = self._reaching[begun - 1]
        other = second if farthest is chosen else farthest
        return other is not None and other.interval.end >= when.begin
