"""Times of a day, and days told by another day: "noon on 20 March", "a week before 17 June".

A part of a day is its end: what stood in the morning stood at noon, what stood by the close of
business stood that day. An hour of which it is not said which half of the day is one of two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from projections.answers.words.dates import COUNT, COUNTS, Calendar, months_from
from projections.answers.words.line import Found, Line, phrase

_PARTS = {
    "00:00": "(?:start|beginning) of (?:the )?day",
    "08:00": "first thing(?: in the morning)?|(?:start|opening|beginning) of business",
    "12:00": "noon|midday|mid day|noontime|lunchtime|lunch time|(?:early |late )?morning",
    "18:00": "(?:early |late )?afternoon",
    "": "(?:early |late )?(?:evening|night)|nightfall|midnight|last thing(?: at night)?|cob|eob|"
    "eod|"
    "(?:the )?(?:close|end) of (?:the )?(?:business|play|trading|office|working)(?: hours| day)?|"
    "(?:the )?end of (?:the |that )?day",
}
_PART = "|".join(_PARTS.values())
PART = f"(?:{_PART})"
"""What a part of a day is called."""
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_CLOCK = (
    rf"(?P<hour>\d{{1,2}}(?:[:.]\d\d)?|{'|'.join(_HOURS)})(?: ?(?P<half>am|pm|a m|p m))?"
    r"(?P<oclock> o ?clock| sharp| hours)?(?P<utc> ?(?:z|utc|gmt))?"
)
_IN = "(?:(?:at|in|on|during|around|about|towards) )?(?:exactly |the (?:very )?)?"
_AHEAD = phrase(rf"{_IN}(?:(?P<part>{_PART})|{_CLOCK}) (?:(?:of|on) )?(?P<day>@date)")
_BEHIND = phrase(
    rf"(?P<day>@date) (?:(?:at|@at|in|by|during|around) )?(?:the )?(?:(?P<part>{_PART})|{_CLOCK})"
)
_SPAN = "within for every least most than in of some several".split()
_AWAY = phrase(
    "".join(f"(?<! {word} )(?<! {word} the )" for word in _SPAN)
    + rf"(?:on |in )?(?:the )?(?:(?P<count>{COUNT}) )?"
    rf"(?P<unit>days?|weeks?|fortnights?|months?|{_PART}) "
    r"(?P<way>before|prior to|ahead of|after|following) (?P<day>@date)"
)
_PM, _AM = frozenset({"pm", "p m"}), frozenset({"am", "a m"})
_NOON = 12


def clocked(line: Line, calendar: Calendar) -> Line:
    """With a day and its time of day as one thing, and a day told by another as that day."""
    line = line.each(_AWAY, lambda found: _away(found, calendar))
    for pattern in (_BEHIND, _AHEAD):
        line = line.each(pattern, lambda found: _clocked(found, calendar))
    return line


def clock_of(part: str) -> str:
    """The time of day at which a part of it ends; empty where that is the end of the day."""
    return next(clock for clock, names in _PARTS.items() if re.fullmatch(names, part))


def _clocked(found: Found, calendar: Calendar) -> tuple[str, Sequence[str]] | None:
    days = found.values("day")
    if any(len(day) != len("2024-05-12") for day in days):
        return None
    part = found.word("part")
    if part:
        clock = clock_of(part)
        if part == "midnight" and not _ends(found) and set(days) & {*map(str, calendar.own)}:
            return "nodate", ()  # the one with which it begins, or the one with which it ends
        times = [calendar.at(day, clock, utc=False) if clock else day for day in days]
    else:
        clocks = _clocks(found)
        if not clocks:
            return None
        utc = bool(found.word("utc"))
        times = [calendar.at(day, clock, utc=utc) for day in days for clock in clocks]
    if None in times:
        return "nodate", ()
    return "date", [each for each in times if each]


def _ends(found: Found) -> bool:
    before = found.line.tokens[found.begin - 1].text if found.begin else ""
    return before in {"by", "until", "till", "before"}


def _clocks(found: Found) -> list[str]:
    """The times of day that an hour can be: 17:00 is one, "five o'clock" two."""
    said, half = found.word("hour"), found.word("half")
    hour, _, minutes = said.replace(".", ":").partition(":")
    number = _HOURS.index(said) + 1 if said in _HOURS else int(hour)
    if half:
        if not 1 <= number <= _NOON:
            return ["24:00"]  # there is no such hour: no time
        number = number % _NOON + (_NOON if half in _PM else 0)
        return [f"{number:02}:{minutes or '00'}"]
    if minutes and (":" in said or not found.word("oclock")):
        return [f"{number:02}:{minutes}"]
    if not (found.word("oclock") or (found.match.group().startswith("at ") and not minutes)):
        return []
    every = [number] if number > _NOON else [number % _NOON, number % _NOON + _NOON]
    return [f"{each:02}:{minutes or '00'}" for each in every]


def _away(found: Found, calendar: Calendar) -> tuple[str, Sequence[str]]:
    days = [day for day in found.values("day") if len(day) == len("2024-05-12")]
    count = COUNTS[found.word("count") or "a"]
    sign = 1 if found.word("way") in {"after", "following"} else -1
    unit, clock = unit_of(found.word("unit"))
    others = [away(date.fromisoformat(day), sign * count, unit).isoformat() for day in days]
    return "date", [calendar.at(day, clock, utc=False) or day for day in others if clock] or others


def unit_of(said: str) -> tuple[str, str]:
    """The unit in which it is counted, and the time of day: "the evening before" is a day."""
    if re.fullmatch(_PART, said):
        return "day", clock_of(said)
    return said, ""


def away(day: date, count: int, unit: str) -> date:
    """The day so many days, weeks, fortnights or months from another."""
    if unit.startswith("month"):
        return months_from(day, count)
    return day + timedelta(days=count * {"d": 1, "w": 7, "f": 14}[unit[0]])
