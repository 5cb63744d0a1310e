"""From when to when something holds, as far as the records say. Pure.

A date in `from` is the begin of that day, a date in `until` its end (VOCABULARY 3: inclusive).
What begins or ends by an event does so within that event's interval: in between, nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.occurrence import MICROSECOND, Interval, Occurrence

Reach = Literal["holds", "not_begun", "ended"]


@dataclass(frozen=True, slots=True)
class Span:
    """It may hold from `may_from` and surely does from `sure_from`; likewise its end.

    All four are included; None is without end.
    """

    may_from: datetime
    sure_from: datetime
    sure_until: datetime | None = None
    may_until: datetime | None = None

    @classmethod
    def begun(cls, event: Interval, from_: Interval | None = None) -> Span:
        """What an event began, from `from_` on where it says so, and never before the event."""
        may, sure = event.begin, event.end + MICROSECOND
        if from_ is None:
            return cls(may, sure)
        # On the day from which it is to hold, it holds: what was given in the course of that day
        # for that day was given for all of it.
        if from_.begin <= event.begin and event.end <= from_.end:
            return cls(from_.begin, from_.begin)
        return cls(max(may, from_.begin), max(sure, from_.begin))

    def until(self, last: datetime | None) -> Span:
        """The same, and no longer than to the moment `last`, included."""
        return self._ending(last, last) if last else self

    def ended_by(self, event: Interval | None) -> Span:
        """The same, ended by an event."""
        return self._ending(event.begin - MICROSECOND, event.end) if event else self

    def within(self, other: Span) -> Span:
        """When both hold."""
        both = Span(
            max(self.may_from, other.may_from),
            max(self.sure_from, other.sure_from),
            self.sure_until,
            self.may_until,
        )
        return both._ending(other.sure_until, other.may_until)

    def _ending(self, sure: datetime | None, may: datetime | None) -> Span:
        return Span(
            self.may_from,
            self.sure_from,
            _sooner(self.sure_until, sure),
            _sooner(self.may_until, may),
        )

    @property
    def never(self) -> bool:
        """Whether it had ended before it could begin."""
        return self.may_until is not None and self.may_until < self.may_from

    def at(self, when: Interval, *, hopeful: bool) -> Reach:
        """Whether it held at `when`; what is not known is taken to hold, or not to."""
        if self.never or when.end < self.may_from:
            return "not_begun"
        if self.may_until is not None and when.begin > self.may_until:
            return "ended"
        if hopeful:
            return "holds"
        if when.begin < self.sure_from:
            return "not_begun"
        over = self.sure_until is not None and when.end > self.sure_until
        return "ended" if over else "holds"


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)


def interval_of(said: Occurrence | None, zone: str) -> Interval | None:
    """The interval of a time that may not be given."""
    return said.interval(zone) if said else None


def earliest(intervals: Iterable[Interval]) -> Interval | None:
    """Within what the first of several events happened, whichever of them it was."""
    found = list(intervals)
    if not found:
        return None
    return Interval(min(each.begin for each in found), min(each.end for each in found))
