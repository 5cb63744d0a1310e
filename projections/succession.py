"""What stood at a moment, asked many times: the rule of `domain.wordings.latest`, indexed once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
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

    def begun(self, moment: datetime) -> int:
        """How many of them had begun by `moment`: the first so many of `ordered`."""
        return bisect_right(self._begins, moment)

    def other_overlaps(self, when: Interval, chosen: P | None) -> bool:
        """Whether another than `chosen` overlaps `when`: the order of the two is unknown then."""
        begun = bisect_right(self._begins, when.end)
        if not begun:
            return False
        farthest, second = self._reaching[begun - 1]
        other = second if farthest is chosen else farthest
        return other is not None and other.interval.end >= when.begin


class Recorded(Generic[P]):
    """What stood at a moment, as it was known when something was recorded.

    Mostly everything that had begun by then was on record already: then it is what stands now.
    """

    def __init__(self, now: Succession[P]) -> None:
        self.now = now
        self._latest_place: list[int] = []
        self._reached: list[datetime] = []
        for each in now.ordered:
            before = self._latest_place[-1] if self._latest_place else each.place
            self._latest_place.append(max(before, each.place))
            farthest = self._reached[-1] if self._reached else each.interval.end
            self._reached.append(max(farthest, each.interval.end))
        self._places: list[int] = []
        self._last_begins: list[datetime] = []
        self._last: list[P] = []

    def at(self, moment: datetime, place: int) -> P | None:
        """The latest of those begun by `moment` and recorded before `place`."""
        begun = self.now.begun(moment)
        if not begun or self._latest_place[begun - 1] < place:
            return self.now.at(moment)
        self._index()
        known = bisect_left(self._places, place)
        if not known or self._last_begins[known - 1] <= moment:
            return self._last[known - 1] if known else None
        return self._walk(begun, place)

    def meant(self, moment: datetime, place: int, counts: Callable[[P], bool]) -> P | None:
        """What a record at `place` meant that names what stood at `moment`.

        That is what was on record then, so that nothing that arrives late moves it; where nothing
        that counts stood then, the first that came to.
        """
        then = self.at(moment, place)
        if then is None or not counts(then):
            came = (self.at(moment, each.place + 1) for each in self.late(moment, place))
            then = next((each for each in came if each is not None and counts(each)), None)
        return then

    def late(self, moment: datetime, place: int) -> list[P]:
        """Those that had begun by `moment` and were recorded after `place`, as they were recorded.

        Costs as much as there are that begin no earlier than the first of them.
        """
        found = []
        at = self.now.begun(moment)
        while at and self._latest_place[at - 1] > place:
            at -= 1
            if self.now.ordered[at].place > place:
                found.append(self.now.ordered[at])
        return sorted(found, key=lambda each: each.place)

    def _index(self) -> None:
        """Of the first so many recorded the latest, and when the last of them begins."""
        if self._places:
            return
        for each in sorted(self.now.ordered, key=lambda each: each.place):
            begin = each.interval.begin
            last = max(self._last_begins[-1], begin) if self._places else begin
            # Recorded last, it stands unless it had ended when another began.
            self._last.append(each if each.interval.end >= last else self._last[-1])
            self._last_begins.append(last)
            self._places.append(each.place)

    def _walk(self, begun: int, place: int) -> P | None:
        """Backwards in time from what begins last, as far as anything reaches."""
        found: P | None = None
        last: datetime | None = None
        for at in range(begun - 1, -1, -1):
            each = self.now.ordered[at]
            if last is not None and self._reached[at] < last:
                break
            if each.place < place:
                last = last or each.interval.begin
                if each.interval.end >= last and (found is None or each.place > found.place):
                    found = each
        return found
