"""Days that are named without a date: "the 21st", "at Christmas 2024".

"The 21st" is the one 21st of which the deal has a record; of two, or of none, nothing is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from projections.answers.words.clocks import clocked
from projections.answers.words.dates import MONTHS, Calendar, dated
from projections.answers.words.line import Found, Line, phrase

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?: (?:of )?(?P<year>20\d\d|'\d\d))?"
_FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "xmas": (12, 25),
    "boxing day": (12, 26), "new year 's eve": (12, 31), "new year 's day": (1, 1),
}  # fmt: skip


def _behind(*words: str) -> str:
    return "(?:{})".format("|".join(f"(?<= {word} )" for word in words))


_ENDS = (
    r"(?= (?:$|\||@|and|or|at|on|in|under|by|was|were|is|are|did|does|do|has|had|have|when|who))"
)
_SAID = rf"(?P<feast>{'|'.join(sorted(_FEASTS, key=len, reverse=True))})"
_FEAST = phrase(
    _behind("by", "before", "after", "since", "until", "till") + rf"{_SAID}{_YEAR}{_ENDS}"
)
_FEAST_OF = phrase(_behind("at", "on", "of", "as of") + rf"{_SAID}{_YEAR[:-1]}{_ENDS}")
"""Without a year "standby at Christmas" is what is done then, and no time of the deal."""
_NTH = phrase(
    _behind("on", "of", "by", "since", "before", "after", "until", "till", "at", "from")
    + rf"the (?P<day>\d{{1,2}})(?:st|nd|rd|th)(?! (?:of )?(?:{_MONTH}) ){_ENDS}"
)


def with_days(line: Line, calendar: Calendar) -> Line:
    """With every day as a thing, whichever way it is told."""
    return clocked(dated(_with_named_days(line, calendar), calendar), calendar)


def _with_named_days(line: Line, calendar: Calendar) -> Line:
    for pattern in (_FEAST, _FEAST_OF):
        line = line.each(pattern, lambda found: _feast(found, calendar))
    return line.each(_NTH, lambda found: _nth(found, calendar))


def _year(found: Found) -> int | None:
    digits = found.word("year").strip("'")
    return int(digits) + (2000 if len(digits) == 2 else 0) if digits else None


def _of(month: int, day: int, year: int | None, calendar: Calendar) -> Sequence[str]:
    days = [date(year, month, day)] if year else calendar.years(month, day)
    return [each.isoformat() for each in days]


def _feast(found: Found, calendar: Calendar) -> tuple[str, Sequence[str]]:
    return "date", _of(*_FEASTS[found.word("feast")], _year(found), calendar)


def _nth(found: Found, calendar: Calendar) -> tuple[str, Sequence[str]]:
    """The one day of this number on which the deal has a record."""
    days = sorted(day for day in calendar.own if day.day == int(found.word("day")))
    return ("date", [days[0].isoformat()]) if len(days) == 1 else ("nodate", ())
