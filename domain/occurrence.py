"""When something happened: always an interval, as wide as what the sender wrote down.

A time to the minute means within that minute, to the second within that second; a date means
some time on that day in the deal's zone. Two occurrences that overlap have no known order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_T = TypeVar("_T", date, datetime)
MICROSECOND = timedelta(microseconds=1)
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?"
    r"(?:([Zz])|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
# Years outside these leave no room to change the zone within what datetime can hold.
_YEARS = range(2, 9998)
# How far a day may lie from the same day in UTC: zones reach from UTC-12 to UTC+14.
_FARTHEST_ZONE = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `begin` to `end`, both in UTC and both included, to the microsecond."""

    begin: datetime
    end: datetime

    def overlaps(self, other: Interval) -> bool:
        """Whether the order of the two is not known."""
        return self.begin <= other.end and other.begin <= self.end

    def before(self, other: Interval) -> bool:
        """Whether this one certainly ended before the other began."""
        return self.end < other.begin

    def begun_by(self, moment: datetime) -> bool:
        """Whether it had begun at `moment`; it may have ended after."""
        return self.begin <= moment


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A time, a date, or a range of them, kept exactly as it was sent.

    `sent` is a string, or a pair of strings for `{"from", "to"}`.
    """

    sent: str | tuple[str, str]

    def interval(self, zone: str = "UTC") -> Interval:
        """The interval in UTC; dates are days in `zone`, an IANA name."""
        if isinstance(self.sent, str):
            return _interval(self.sent, zone)
        first, last = (_interval(end, zone) for end in self.sent)
        # A range of a time and a date may be turned round by the zone: it holds both in any case.
        return Interval(min(first.begin, last.begin), max(first.end, last.end))

    @property
    def json(self) -> str | dict[str, str]:
        """The value as it was sent."""
        if isinstance(self.sent, str):
            return self.sent
        return {"from": self.sent[0], "to": self.sent[1]}

    @classmethod
    def of(cls, sent: object) -> Occurrence:
        """Read what a sender wrote; raises ValueError with a sentence that says how to go on."""
        if isinstance(sent, Occurrence):
            return sent
        if isinstance(sent, str):
            _interval(sent, "UTC")
            return cls(sent)
        if isinstance(sent, dict) and set(sent) == {"from", "to"}:
            return cls._range(sent["from"], sent["to"])
        raise ValueError(
            "Write an RFC 3339 time with its offset (2025-05-16T16:29Z), a date (2025-05-16), "
            'or {"from": …, "to": …}.'
        )

    @classmethod
    def _range(cls, first: object, last: object) -> Occurrence:
        if not (isinstance(first, str) and isinstance(last, str)):
            raise ValueError("Both ends of a range are times or dates.")
        # Days are the deal's, whose zone is not known here: what may be right in one is taken.
        mixed = bool(_DATE.fullmatch(first)) != bool(_DATE.fullmatch(last))
        room = _FARTHEST_ZONE if mixed else timedelta()
        if _interval(last, "UTC").end + room < _interval(first, "UTC").begin:
            raise ValueError(f"The range ends ({last}) before it begins ({first}).")
        return cls((first, last))

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validated,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda occurrence: occurrence.json
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        one = {"type": "string", "description": "RFC 3339 time with offset, or a date"}
        ends = {"type": "object", "properties": {"from": one, "to": one}}
        return {"anyOf": [one, ends | {"required": ["from", "to"], "additionalProperties": False}]}


def _validated(sent: object) -> Occurrence:
    try:
        return Occurrence.of(sent)
    except ValueError as error:
        raise PydanticCustomError("bad_time", "{reason}", {"reason": str(error)}) from None


# More than the longest deals have: going through one in turns would else find none of them.
@lru_cache(maxsize=65_536)
def _interval(sent: str, zone: str) -> Interval:
    if found := _DATE.fullmatch(sent):
        return _day(_checked(date, sent, *map(int, found.groups())), zone)
    if found := _TIME.fullmatch(sent):
        return _within(sent, found)
    raise ValueError(
        f"{sent[:60]!r} is not a time: write RFC 3339 with an offset (2025-05-16T16:29Z, "
        "2025-05-16T18:29:07+02:00) or a date (2025-05-16)."
    )


def _day(day: date, zone: str) -> Interval:
    begin = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    following = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    # A day that a zone left out (Apia, 30 December 2011) is the moment when it would have begun.
    return Interval(begin, max(begin, following.astimezone(UTC) - MICROSECOND))


def _within(sent: str, found: re.Match[str]) -> Interval:
    year, month, day, hour, minute, second, fraction, _, sign, hours, minutes = found.groups()
    begin = _checked(
        datetime, sent, int(year), int(month), int(day), int(hour), int(minute), int(second or 0)
    )
    offset = timedelta()
    if sign:
        if int(hours) > 23 or int(minutes) > 59:
            raise ValueError(f"{sent!r} has an offset that does not exist.")
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
    begin = begin.replace(tzinfo=UTC) - offset
    if second is None:
        return Interval(begin, begin + timedelta(minutes=1) - MICROSECOND)
    digits = (fraction or "")[:6]
    begin += timedelta(microseconds=int(digits.ljust(6, "0")))
    width = timedelta(microseconds=10 ** (6 - len(digits)))
    return Interval(begin, begin + width - MICROSECOND)


def _checked(kind: Callable[..., _T], sent: str, *parts: int) -> _T:
    if parts[0] not in _YEARS:
        span = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise ValueError(f"{sent!r} is outside the years that can be recorded, {span}.")
    try:
        return kind(*parts)
    except ValueError:
        raise ValueError(f"{sent!r} is not a day and time that exists.") from None


def moment_text(moment: datetime) -> str:
    """A moment in UTC as it is printed: the last microsecond of a second is that second.

    Read back as an occurrence, its end is the same moment again.
    """
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    if utc.microsecond == 999_999:
        return utc.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
