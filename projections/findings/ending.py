"""When a term ends, where that is a date."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from domain.occurrence import MICROSECOND, Interval
from domain.values import Days, Months, Term

_LAST_YEAR = 9990


def ending(term: Term, zone: str) -> Interval | None:
    """The last moment of a term: its `until`, or so long after its `from`; None where none is said.

    A value in months or days is a length of a hold, a cap or a duration alone.
    """
    if term.until is not None:
        return term.until.interval(zone)
    if term.from_ is None or term.kind not in {"price_hold", "price_cap", "duration"}:
        return None
    begin = term.from_.interval(zone).begin
    match term.value:
        case Months(months=months):
            after = _months_after(begin, months)
        case Days(days=days):
            after = begin + timedelta(days=days) if begin.year + days // 365 < _LAST_YEAR else None
        case _:
            return None
    return Interval(after - MICROSECOND, after - MICROSECOND) if after else None


def _months_after(begin: datetime, months: int) -> datetime | None:
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    if year > _LAST_YEAR:
        return None
    day = min(begin.day, monthrange(year, month + 1)[1])
    return begin.replace(year=year, month=month + 1, day=day)
