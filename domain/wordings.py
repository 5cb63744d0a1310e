"""Which wording of a clause was current: order by occurrence, and by position where it is unknown.

Deciding (what does a seal hold?) and reading (what stood then?) both ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from itertools import pairwise
from typing import Protocol, TypeVar

from domain.occurrence import Interval


class Placed(Protocol):
    """Something that happened at some time, recorded at some place in the order of the ledger."""

    @property
    def interval(self) -> Interval:
        """When."""
        ...

    @property
    def place(self) -> int:
        """Its position, or its version in the stream."""
        ...


P = TypeVar("P", bound=Placed)


def latest(candidates: Iterable[P], moment: datetime) -> P | None:
    """The latest by occurrence among those begun by `moment`; of overlapping ones the later place.

    Overlapping is not transitive, so this is: of those after which none certainly began, the one
    recorded last.
    """
    begun = [each for each in candidates if each.interval.begin <= moment]
    if not begun:
        return None
    last_begin = max(each.interval.begin for each in begun)
    open_ = [each for each in begun if each.interval.end >= last_begin]
    return max(open_, key=lambda each: each.place)


def latest_first(placed: Iterable[P]) -> list[P]:
    """The `latest` of all, then the `latest` of the others, and so on: an order of them all."""
    begins = sorted(placed, key=lambda each: (each.interval.begin, each.place))
    if all(one.interval.end < other.interval.begin for one, other in pairwise(begins)):
        return begins[::-1]
    ends = sorted(begins, key=lambda each: (each.interval.end, each.place))
    open_: list[tuple[int, int, P]] = []
    taken: set[int] = set()
    found: list[P] = []
    while begins:
        last = begins[-1]
        if id(last) in taken:
            begins.pop()
            continue
        while ends and ends[-1].interval.end >= last.interval.begin:
            each = ends.pop()
            heappush(open_, (-each.place, len(ends), each))
        _, _, latest = heappop(open_)
        taken.add(id(latest))
        found.append(latest)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a clause: a wording by its number, or its removal (`number` is None)."""

    record: str
    interval: Interval
    place: int
    number: int | None
