"""A date is a day in the deal's own time zone, however long that day was there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.occurrence import Occurrence

ZONES = ("UTC", "Europe/Berlin", "America/Sao_Paulo", "America/Havana", "Asia/Kolkata")
HOUR = timedelta(hours=1)


def length(sent: str, zone: str) -> timedelta:
    found = Occurrence.of(sent).interval(zone)
    return found.end - found.begin + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2025-03-30", "Europe/Berlin", 23),
        ("2025-10-26", "Europe/Berlin", 25),
        ("2025-05-16", "Europe/Berlin", 24),
        ("2018-11-04", "America/Sao_Paulo", 23),  # this day had no midnight
        ("2018-02-17", "America/Sao_Paulo", 25),  # its last hour came twice
        ("2024-11-03", "America/Havana", 25),  # midnight came twice
        ("2025-05-16", "Asia/Kolkata", 24),
    ],
)
def test_a_day_is_as_long_as_the_clocks_made_it(day: str, zone: str, hours: int) -> None:
    assert length(day, zone) == hours * HOUR


def test_a_day_begins_and_ends_at_midnight_there_not_here() -> None:
    found = Occurrence.of("2025-05-16").interval("Europe/Berlin")
    assert found.begin == datetime(2025, 5, 15, 22, tzinfo=UTC)
    assert found.end == datetime(2025, 5, 16, 21, 59, 59, 999_999, UTC)


def test_a_time_with_an_offset_is_the_same_moment_in_every_zone() -> None:
    sent = Occurrence.of("2025-05-16T16:29Z")
    assert sent.interval("Pacific/Auckland") == sent.interval("UTC")


def test_a_day_that_a_zone_left_out_is_a_moment_and_no_nonsense() -> None:
    found = Occurrence.of("2011-12-30").interval("Pacific/Apia")
    assert found.begin == found.end


def test_a_range_of_days_includes_its_last_day_there() -> None:
    sent = Occurrence.of({"from": "2025-03-29", "to": "2025-03-31"})
    found = sent.interval("Europe/Berlin")
    assert found.begin == datetime(2025, 3, 28, 23, tzinfo=UTC)
    assert found.end == datetime(2025, 3, 31, 21, 59, 59, 999_999, UTC)


def test_a_range_that_is_right_in_some_zone_is_taken() -> None:
    # 03:00Z on the 17th is still the 16th in Los Angeles.
    sent = Occurrence.of({"from": "2025-05-17T03:00Z", "to": "2025-05-16"})
    found = sent.interval("America/Los_Angeles")
    assert found.end == datetime(2025, 5, 17, 6, 59, 59, 999_999, UTC)


days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
zones = st.sampled_from(ZONES)


@given(days, zones)
def test_every_noon_lies_in_its_day_and_days_follow_each_other(day: date, zone: str) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = Occurrence.of(day.isoformat()).interval(zone)
    following = Occurrence.of((day + timedelta(days=1)).isoformat()).interval(zone)
    assert found.begin <= noon <= found.end
    assert following.begin - found.end == timedelta(microseconds=1)


times = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001
ends = st.one_of(
    days.map(date.isoformat), times.map(lambda t: t.isoformat(timespec="minutes") + "Z")
)


@given(ends, ends, zones)
def test_no_range_that_is_taken_ends_before_it_begins(one: str, other: str, zone: str) -> None:
    try:
        sent = Occurrence.of({"from": one, "to": other})
    except ValueError:
        return
    found = sent.interval(zone)
    assert found.begin <= found.end
