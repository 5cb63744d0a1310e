"""The axis of a picture: from moments to places, broken where nothing lies for far too long."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

BREAK = 18.0
"""How wide a break is."""
LEAST = 70.0
"""How wide a part between breaks is at least: a day with its year fits."""
LETTER = 6.0
HOURS_A_DAY = 24
_A_TICK = 86.0
_STEPS = (1, 3, 6, 12, 24, 48, 168, 336, 672, 1344, 2184, 4368, 8760, 17520, 43800, 87600)
"""Hours between two ticks; more, where an axis is longer than that."""
Part = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis without a break, and where it lies."""

    begin: datetime
    end: datetime
    left: float
    right: float


@dataclass(frozen=True)
class Scale:
    """From moments to places between 0 and `plot`."""

    stretches: tuple[Stretch, ...]
    plot: float

    @cached_property
    def knots(self) -> list[tuple[datetime, float]]:
        """Moments with their places; between two of them places follow evenly."""
        return [
            knot
            for each in self.stretches
            for knot in ((each.begin, each.left), (each.end, each.right))
        ]

    @cached_property
    def _seconds(self) -> list[float]:
        return [moment.timestamp() for moment, _ in self.knots]

    @cached_property
    def _places(self) -> list[float]:
        return [place for _, place in self.knots]

    @property
    def breaks(self) -> list[tuple[float, float]]:
        """From where to where the axis is broken."""
        pairs = zip(self.stretches, self.stretches[1:], strict=False)
        return [(one.right, other.left) for one, other in pairs]

    def at(self, moment: datetime) -> float:
        """Where a moment stands; what lies outside stands at the edge."""
        second, seconds, places = moment.timestamp(), self._seconds, self._places
        after = bisect_right(seconds, second)
        if not after:
            return 0.0
        if after == len(seconds):
            return self.plot
        begin, left = seconds[after - 1], places[after - 1]
        part = (second - begin) / (seconds[after] - begin)
        return round(left + part * (places[after] - left), 1)


def scale_of(parts: Sequence[Part], zone: ZoneInfo, plot: float) -> Scale:
    """The days in which the parts lie, one beside the other."""
    days = [(_midnight(begin, zone, 0), _midnight(end, zone, 1)) for begin, end in parts]
    wide = _widths([(end - begin) / timedelta(days=1) for begin, end in days], plot)
    stretches, left = [], 0.0
    for (begin, end), width in zip(days, wide, strict=True):
        stretches.append(Stretch(begin, end, round(left, 1), round(left + width, 1)))
        left += width + BREAK
    return Scale(tuple(stretches), plot)


def _midnight(moment: datetime, zone: ZoneInfo, days: int) -> datetime:
    """The one before a moment, or `days` after that."""
    local = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return local + timedelta(days=days)


def _widths(lengths: Sequence[float], plot: float) -> list[float]:
    """By their length, none of them narrower than it must be."""
    room = plot - BREAK * (len(lengths) - 1)
    narrow: set[int] = set()
    while True:
        left = room - LEAST * len(narrow)
        whole = sum(each for at, each in enumerate(lengths) if at not in narrow)
        found = [
            LEAST if at in narrow else left * each / whole if whole else left / len(lengths)
            for at, each in enumerate(lengths)
        ]
        less = {at for at, each in enumerate(found) if each < LEAST and at not in narrow}
        if not less or len(narrow | less) == len(lengths):
            return found
        narrow |= less


def ticks(scale: Scale, beyond: float) -> Iterator[tuple[float, str]]:
    """Midnights, or hours, of the deal's zone with their names, so few that these do not touch.

    `beyond`: how far the last name may reach over the end of the axis.
    """
    year = None
    for stretch in scale.stretches:
        last = stretch is scale.stretches[-1]
        room = scale.plot + beyond if last else stretch.right + BREAK
        for at, (moment, hours) in enumerate(_marked(stretch)):
            day = f"{moment.day} {moment:%b}" + ("" if moment.year == year else f" {moment.year}")
            name = day if hours >= HOURS_A_DAY or not moment.hour else f"{moment:%H:%M}"
            x = scale.at(moment)
            if not at or x + 3 + LETTER * len(name) <= room:
                year = moment.year
                yield x, name


def _marked(stretch: Stretch) -> Iterator[tuple[datetime, int]]:
    most = max(1.0, (stretch.right - stretch.left) / _A_TICK)
    hours = (stretch.end - stretch.begin) / timedelta(hours=1)
    step = next((each for each in _STEPS if hours / each <= most), None) or int(hours / most) + 1
    moment = stretch.begin
    while moment <= stretch.end:
        yield moment, step
        moment += timedelta(hours=step)
