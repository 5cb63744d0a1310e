"""Dates in any usual form, as the days that can be meant: `@date` with one value, or two.

`12/05/2025` can be two days, unless one of them lies before the deal or in the future. A year that
is left out is the deal's own, when exactly one year of the deal fits; else every year that does.
A day that does not exist becomes `@nodate`, which nothing can be read from.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from projections.answers.words.line import Found, Line, phrase

_NAMES = (
    "january february march april may june july august september october november december".split()
)
MONTHS = {
    **{name: number for number, name in enumerate(_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_NAMES, 1)},
    "sept": 9,
}
DAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs", "friday fri",
         "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
COUNTS = {
    **{str(number): number for number in range(1, 100)},
    **dict(
        zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)
    ),
    "a": 1,
    "an": 1,
}
_MONTH = f"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_YEAR = r"(?:(?: of)?(?: in)? (?P<year>(?:19|20)\d\d|'\d\d))?"
_YEAR_ANY = r"(?:(?: of)? (?P<year>(?:19|20)\d\d|'?\d\d))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = "|".join(sorted(DAYS, key=len, reverse=True))
_BEFORE = rf"(?:(?:{WEEKDAY}) )?(?:the )?"
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
COUNT = "|".join(sorted(COUNTS, key=len, reverse=True))
WORDS = frozenset(
    [
        *MONTHS,
        *DAYS,
        *_UNITS,
        *_NAMES,
        *"yesterday today last ago end start beginning first day month year morning".split(),
    ]
)

_QUARTERS = "first second third fourth last".split()
_FORMS = (
    ("iso", phrase(r"(?P<iso>\d{4}-\d\d-\d\d(?:t\S+)?)")),
    ("numbers", phrase(r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4})")),
    ("end", phrase(r"(?:the )?(?P<end>end|close|last day|start|beginning|first day) of "
                   + _MONTH + _YEAR_ANY)),
    ("quarter", phrase(rf"(?:the )?end of (?:the )?(?P<quarter>q[1-4]|"
                       rf"(?:{'|'.join(_QUARTERS)}) quarter)"
                       r"(?: of)? (?P<year>20\d\d|'\d\d)")),
    ("year_end", phrase(r"(?:the )?(?P<end>end|close|start|beginning) of (?:the year )?"
                        r"(?P<year>20\d\d)"
                        r"|(?:the )?(?:(?:end|close) of (?:the )?year|year(?: 's)? end)")),
    ("day_month", phrase(rf"{_BEFORE}{_DAY} (?:of )?{_MONTH}{_YEAR}")),
    ("month_day", phrase(rf"{_BEFORE}{_MONTH} (?:the )?{_DAY}{_YEAR}")),
    ("last_month", phrase("(?:the )?end of last month")),
    ("yesterday", phrase("(?P<word>the day before yesterday|yesterday)")),
    ("ago", phrase(rf"(?P<count>{COUNT}) (?P<unit>days?|weeks?) ago")),
    ("weekday", phrase(rf"(?:last (?P<last>{WEEKDAY})|(?:on|by|this|past) (?P<on>{WEEKDAY})"
                       rf"|(?<=since )(?P<since>{WEEKDAY})"
                       rf"|(?P<lastweek>{WEEKDAY}) last week)")),
)  # fmt: skip
_MONTH2 = _MONTH.replace("month", "month2")
_MONTH3 = _MONTH.replace("month", "month3")
_MONTH_ALONE = phrase(
    rf"(?P<in>in|of|during|from|form|this|last) (?:the month of )?{_MONTH}{_YEAR}"
    rf"|{_MONTH2} (?P<year2>(?:19|20)\d\d)"
    rf"|(?<=the |our ){_MONTH3}(?= (?:offer|proposal|bid|quote|quotation|package|tender|one|"
    r"amendment) )"
)


@dataclass(frozen=True)
class Calendar:
    """The days of a deal: its zone, now, from its first record to its last, and those of each."""

    zone: str
    now: datetime
    first: date
    last: date
    own: frozenset[date] = frozenset()

    @property
    def today(self) -> date:
        """The day of asking, in the deal's zone."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def day_of(self, moment: datetime) -> date:
        """The day of a moment in the deal's zone."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def clock_of(self, moment: datetime) -> tuple[int, int]:
        """The hour and the minute of a moment in the deal's zone."""
        own = moment.astimezone(ZoneInfo(self.zone))
        return own.hour, own.minute

    def years(self, month: int, day: int) -> list[date]:
        """The days that can be meant when the year is left out."""
        every = [
            found
            for year in range(self.first.year, self.last.year + 1)
            if (found := _date(year, month, day))
        ]
        own = [each for each in every if self.first <= each <= self.last]
        return own or every

    def at(self, day: str, clock: str, *, utc: bool) -> str | None:
        """A time of day on a day, with the offset of the deal's zone."""
        hour, minute = map(int, clock.split(":"))
        if hour > 23 or minute > 59:
            return None
        zone = UTC if utc else ZoneInfo(self.zone)
        moment = datetime.combine(date.fromisoformat(day), time(hour, minute), zone)
        return moment.isoformat(timespec="minutes").replace("+00:00", "Z")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dated(line: Line, calendar: Calendar) -> Line:
    """With every date in it as a thing."""
    line = _written_out(line)
    for name, pattern in _FORMS:
        line = line.each(pattern, lambda found, name=name: _thing(found, name, calendar))  # type: ignore[misc]
    return line.each(_MONTH_ALONE, lambda found: _month(found, calendar))


_SPAN = phrase(
    rf"(?:between|from) (?P<one>\d{{1,2}}(?:st|nd|rd|th)?) (?:and|to|until|till) {_DAY} (?:of )?"
    rf"(?P<rest>{_MONTH}{_YEAR})"
)


def _written_out(line: Line) -> Line:
    """With the month behind the first of two days as well: between 10 and 15 February."""
    found = line.find(_SPAN)
    if found is None:
        return line
    at = line.tokens.index(found.tokens("one")[0]) + 1
    return line.replaced(at, at, *found.tokens("rest"))


def _thing(found: Found, form: str, calendar: Calendar) -> tuple[str, Sequence[str]]:
    keeps = _READERS[form](found, calendar)
    days = list(dict.fromkeys(keeps))
    return ("date", days) if days else ("nodate", ())


def _iso(found: Found, _: Calendar) -> Iterable[str]:
    sent = found.word("iso")
    day = sent[:10]
    if _date(*map(int, day.split("-"))) is None:
        return []
    return [sent.upper()]


def _numbers(found: Found, calendar: Calendar) -> Iterable[str]:
    a, b, c = found.word("a"), found.word("b"), found.word("c")
    if len(a) > 2:
        pairs = [(int(a), int(b), int(c))]
    else:
        year = int(c) + (2000 if len(c) == 2 else 0)
        pairs = [(year, int(b), int(a))]
        if "." not in found.match.group():
            pairs.append((year, int(a), int(b)))
    days = [day for each in pairs if (day := _date(*each))]
    fit = [day for day in days if calendar.first <= day <= calendar.today]
    return [day.isoformat() for day in (fit or days)]


def _year(text: str) -> int | None:
    digits = text.strip("'")
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _days(found: Found, calendar: Calendar, month: int, day: int) -> Iterable[str]:
    year = _year(found.word("year"))
    if year is None:
        return [each.isoformat() for each in calendar.years(month, day)]
    one = _date(year, month, day)
    return [one.isoformat()] if one else []


def _day_month(found: Found, calendar: Calendar) -> Iterable[str]:
    return _days(found, calendar, MONTHS[found.word("month")], int(found.word("day")))


def _end(found: Found, calendar: Calendar) -> Iterable[str]:
    month = MONTHS[found.word("month")]
    year = _year(found.word("year"))
    first = found.word("end") in {"start", "beginning", "first day"}
    years = [year] if year else [day.year for day in calendar.years(month, 1)]
    lasts = [1 if first else calendar_days(each, month) for each in years]
    return [date(y, month, d).isoformat() for y, d in zip(years, lasts, strict=True)]


def _quarter(found: Found, _: Calendar) -> Iterable[str]:
    said = found.word("quarter").split(" ")[0]
    number = int(said[1]) if said[1:].isdigit() else min(_QUARTERS.index(said), 3) + 1
    year = _year(found.word("year")) or 0
    return [date(year, 3 * number, calendar_days(year, 3 * number)).isoformat()]


def months_from(day: date, count: int) -> date:
    """The day so many months on, or the last of its month where that has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    last = calendar_days(day.year + years, month + 1)
    return date(day.year + years, month + 1, min(day.day, last))


def calendar_days(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange(year, month)[1]


def _year_end(found: Found, calendar: Calendar) -> Iterable[str]:
    own = range(calendar.first.year, calendar.last.year + 1)
    first = found.word("end") in {"start", "beginning"}
    month, day = (1, 1) if first else (12, 31)
    years = [int(found.word("year"))] if found.word("year") else own
    return [date(year, month, day).isoformat() for year in years]


def _last_month(_: Found, calendar: Calendar) -> Iterable[str]:
    return [(calendar.today.replace(day=1) - timedelta(days=1)).isoformat()]


def _yesterday(found: Found, calendar: Calendar) -> Iterable[str]:
    back = 1 if found.word("word") == "yesterday" else 2
    return [(calendar.today - timedelta(days=back)).isoformat()]


def _ago(found: Found, calendar: Calendar) -> Iterable[str]:
    days = COUNTS[found.word("count")] * _UNITS[found.word("unit")]
    return [(calendar.today - timedelta(days=days)).isoformat()]


def _weekday(found: Found, calendar: Calendar) -> Iterable[str]:
    name = next(filter(None, map(found.word, ("last", "on", "since", "lastweek"))))
    today = calendar.today
    back = (today.weekday() - DAYS[name]) % 7 or 7
    if found.word("lastweek"):
        monday = today - timedelta(days=today.weekday() + 7)
        return [(monday + timedelta(days=DAYS[name])).isoformat()]
    return [(today - timedelta(days=back)).isoformat()]


_READERS = {
    "quarter": _quarter,
    "iso": _iso,
    "numbers": _numbers,
    "end": _end,
    "year_end": _year_end,
    "day_month": _day_month,
    "month_day": _day_month,
    "last_month": _last_month,
    "yesterday": _yesterday,
    "ago": _ago,
    "weekday": _weekday,
}


_SENT = frozenset("offer proposal bid quote quotation package tender one version".split())


def _month(found: Found, calendar: Calendar) -> tuple[str, Sequence[str]] | None:
    """A whole month: `@month`, with its first and its last day for each year that fits."""
    name = found.word("month") or found.word("month2") or found.word("month3")
    month = MONTHS[name]
    year = _year(found.word("year") or found.word("year2"))
    before = found.line.tokens[found.begin - 1].text if found.begin else ""
    if name == "may" and not year and found.word("in") in {"of", "from"} and before not in _SENT:
        return None  # what is of May may be a person's
    every = range(calendar.first.year, calendar.last.year + 1)
    years = [year] if year else list(every)
    spans = [(date(y, month, 1), date(y, month, calendar_days(y, month))) for y in years]
    fit = [each for each in spans if each[1] >= calendar.first and each[0] <= calendar.last]
    return "month", [day.isoformat() for span in (fit or spans) for day in span]
