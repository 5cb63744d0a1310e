"""When a connection is silent for longer than it ever is: a rule over the times of deliveries.

1. Its usual pause is the longest between two of its last deliveries, outside recorded gaps.
2. With fewer than ten deliveries nothing is said.
3. It is silent, from its last delivery on, once that is longer ago than three times its usual
   pause, and than an hour.
4. Hours that are set (`silent_after`) stand in the place of all of this; 0: never.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise

FEWEST = 10
TIMES = 3
SHORTEST = timedelta(hours=1)
MOST_HOURS = 24 * 366 * 10
Pause = tuple[datetime, datetime]


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


def silence(
    heard: Sequence[datetime], gaps: Sequence[Pause], now: datetime, after: timedelta | None = None
) -> Silence | None:
    """The silence of a connection that was heard at these times, if it is one; `after` as set."""
    if not heard:
        return None
    last = max(heard)
    if after is not None:
        if not after or now - last <= after:
            return None
        return Silence(last, after, f"Nothing was delivered for more than {_long(after)}.")
    usual = usual_pause(heard, gaps)
    if usual is None:
        return None
    limit = max(TIMES * usual, SHORTEST)
    if now - last <= limit:
        return None
    told = (
        f"Nothing was delivered for more than {_long(limit)}: "
        f"the longest pause before was {_long(usual)}."
    )
    return Silence(last, limit, told)


def _long(span: timedelta) -> str:
    """A span of time for a person: its two largest units."""
    left = round(span.total_seconds())
    found = []
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        many, left = divmod(left, size)
        if many:
            found.append(f"{many} {name}{'' if many == 1 else 's'}")
    return " ".join(found[:2]) or "no time"
