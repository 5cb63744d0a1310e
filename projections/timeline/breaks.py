"""Where the time of a deal falls apart: stretches in which nothing lies, longer than all the rest.

One mistyped year would else leave a picture in which nothing can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from domain.occurrence import Interval
from projections.facts import Fact

LEAST = timedelta(days=180)
"""Shorter stretches are left as they are."""
DAY = timedelta(days=1)
TIMES = 4
"""A stretch is a break where it is so many times as long as all shorter ones together."""
MOST = 3
"""Of more breaks than these, the longest."""
FEW = 3
"""A part with no more records than these, beside a larger one, lies far from the others."""
Break = tuple[datetime, datetime]


def breaks(intervals: Iterable[Interval]) -> list[Break]:
    """The stretches, in the order of time, in which nothing begins and nothing ends."""
    points = sorted({moment for each in intervals for moment in (each.begin, each.end)})
    long = [each for each in pairwise(points) if each[1] - each[0] >= LEAST]
    if not long:
        return []
    long.sort(key=lambda each: each[1] - each[0])
    rest = points[-1] - points[0] - sum((end - begin for begin, end in long), timedelta())
    for at, (begin, end) in enumerate(long):
        if end - begin > TIMES * max(rest, DAY):
            return sorted(long[at:][-MOST:])
        rest += end - begin
    return []


def far(facts: Sequence[Fact], found: Sequence[Break]) -> list[Fact]:
    """The few records that a break parts from the others, by where they may have happened."""
    if not found:
        return []
    parts: list[list[Fact]] = [[] for _ in range(len(found) + 1)]
    for fact in facts:
        for at in sorted({_part(fact.interval.begin, found), _part(fact.interval.end, found)}):
            parts[at].append(fact)
    most = max(parts, key=len)
    alone = [fact for part in parts if part is not most and len(part) <= FEW for fact in part]
    return list({fact.place: fact for fact in alone}.values())


def _part(moment: datetime, found: Sequence[Break]) -> int:
    return sum(moment >= end for _, end in found)
