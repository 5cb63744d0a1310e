"""When a connection is silent for longer than it ever is: a rule over the times of deliveries.

1. Its usual pause is the longest between two of its last deliveries, outside recorded gaps.
2. With fewer than ten deliveries nothing is said.
3. It is silent, from its last delivery on, once that is longer ago than three times its usual
   pause, and than an hour; and something came at the same time of each of the four weeks before:
   nights and weekends are no gaps. The same time is from an hour after the last delivery until
   what is allowed for, and an hour, before now (clocks are changed, and people come late).
4. A week before its first delivery, or with a recorded gap at that time, tells nothing. Where no
   week tells anything, it may rest at a weekend: it is silent after three days at the earliest.
5. Hours that are set (`silent_after`) stand in the place of all of this; 0: never.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise

FEWEST = 10
TIMES = 3
SHORTEST = timedelta(hours=1)
LOOSELY = timedelta(hours=1)
WEEK = timedelta(days=7)
WEEKS = 4
A_WEEKEND = timedelta(days=3)
MOST_HOURS = 24 * 366 * 10
Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Heard:
    """When a connection was heard: its last deliveries, its first, and the gaps on record.

    `came` tells whether anything was delivered between two moments, however long ago.
    """

    times: Sequence[datetime]
    first: datetime
    gaps: Sequence[Pause]
    came: Callable[[datetime, datetime], bool]


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came since a moment; `longer_than` is what was allowed for."""

    since: datetime
    longer_than: timedelta
    cause: str


def hours(text: str) -> timedelta | None:
    """The setting `silent_after`; None when it is not set. Raises ValueError for no such number."""
    if not text:
        return None
    try:
        given = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not given.is_finite() or not 0 <= given <= MOST_HOURS:
        raise ValueError(text)
    return timedelta(hours=float(given))


def usual_pause(heard: Sequence[datetime], gaps: Sequence[Pause]) -> timedelta | None:
    """The longest pause between deliveries, outside gaps; None while there are too few."""
    if len(heard) < FEWEST:
        return None
    pauses = [
        after - before
        for before, after in pairwise(sorted(heard))
        if not any(begin < after and before < end for begin, end in gaps)
    ]
    return max(pauses, default=None)


def silence(heard: Heard, now: datetime, after: timedelta | None = None) -> Silence | None:
    """The silence of a connection that was heard like this, if it is one; `after` as set."""
    if not heard.times:
        return None
    last = max(heard.times)
    if after is not None:
        if not after or now - last <= after:
            return None
        return Silence(last, after, f"Nothing was delivered for more than {_long(after)}.")
    usual = usual_pause(heard.times, heard.gaps)
    if usual is None or now - last <= (limit := max(TIMES * usual, SHORTEST)):
        return None
    told = f"the longest pause before was {_long(usual)}"
    begin, end = last + LOOSELY, now - limit - LOOSELY
    if weeks := _weeks_that_tell(heard, begin, end):
        if not all(heard.came(begin - back, end - back) for back in weeks):
            return None
        told += ", and something came at the same time of the week before"
    else:
        limit = max(limit, A_WEEKEND)
        if now - last <= limit:
            return None
    return Silence(last, limit, f"Nothing was delivered for more than {_long(limit)}: {told}.")


def _weeks_that_tell(heard: Heard, begin: datetime, end: datetime) -> list[timedelta]:
    """How far back those of the last weeks lie that can tell whether it rests at this time."""
    back = [WEEK * number for number in range(1, WEEKS + 1)]
    return [
        each
        for each in back
        if heard.first <= begin - each - LOOSELY and not _in_a_gap(heard, begin - each, end - each)
    ]


def _in_a_gap(heard: Heard, begin: datetime, end: datetime) -> bool:
    return any(gap_begin < end and begin < gap_end for gap_begin, gap_end in heard.gaps)


def _long(span: timedelta) -> str:
    """A span of time for a person: its two largest units."""
    left = round(span.total_seconds())
    found = []
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        many, left = divmod(left, size)
        if many:
            found.append(f"{many} {name}{'' if many == 1 else 's'}")
    return " ".join(found[:2]) or "no time"
