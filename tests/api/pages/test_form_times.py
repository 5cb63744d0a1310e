"""When something happened, from the fields of a form into a record and back."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.forms.filled import Filled
from api.pages.forms.when import NoSuchTime, read_when, written_when
from domain.occurrence import Occurrence

OSLO = "Europe/Oslo"


def when(zone: str = OSLO, **fields: str) -> Any:
    return read_when(
        Filled((f"when_{name}", value) for name, value in fields.items()), "when", zone
    )


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"how": "day", "day": "2025-05-16"}, "2025-05-16"),
        ({"how": "moment", "at": "2025-05-16T16:29"}, "2025-05-16T16:29+02:00"),
        ({"how": "moment", "at": "2025-01-16 16:29:07"}, "2025-01-16T16:29:07+01:00"),
        (
            {"how": "between", "from": "2025-05-16T16:29", "to": "2025-12-16T09:00"},
            {"from": "2025-05-16T16:29+02:00", "to": "2025-12-16T09:00+01:00"},
        ),
        ({"how": "day", "at": "2025-05-16T16:29"}, None),
        ({"how": "moment", "at": ""}, None),
        ({"how": "between"}, None),
        ({"how": "", "day": "2025-05-16"}, "2025-05-16"),
        ({}, None),
    ],
)
def test_a_time_is_that_of_the_deals_zone(fields: dict[str, str], sent: Any) -> None:
    assert when(**fields) == sent
    if sent is not None:
        Occurrence.of(sent)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("UTC", "Z"), ("Asia/Kolkata", "+05:30"), ("America/St_Johns", "-02:30")],
)
def test_every_zone_has_its_offset(zone: str, offset: str) -> None:
    assert when(zone, how="moment", at="2025-06-01T12:00") == f"2025-06-01T12:00{offset}"


def test_an_hour_that_came_twice_is_either() -> None:
    assert when(how="moment", at="2025-10-26T02:30") == {
        "from": "2025-10-26T02:30+02:00",
        "to": "2025-10-26T02:30+01:00",
    }
    ends = {"from": "2025-10-26T02:10", "to": "2025-10-26T02:50"}
    assert when(how="between", **ends) == {
        "from": "2025-10-26T02:10+02:00",
        "to": "2025-10-26T02:50+01:00",
    }


def test_an_hour_that_never_came_is_refused() -> None:
    with pytest.raises(NoSuchTime, match="2025-03-30 02:30 does not exist in Europe/Oslo"):
        when(how="moment", at="2025-03-30T02:30")


@pytest.mark.parametrize(
    "typed",
    ["yesterday", "2025-13-01T10:00", "2025-02-30T10:00", "0001-01-01T10:00", "9999-12-31T23:59"],
)
def test_what_is_no_time_is_left_to_what_reads_records(typed: str) -> None:
    with pytest.raises(ValueError, match=r"time|exists|years"):
        Occurrence.of(when(how="moment", at=typed))


def test_before_zones_had_whole_minutes_the_time_is_in_utc() -> None:
    found = when("Europe/Amsterdam", how="moment", at="1890-05-16T12:00")
    assert found == "1890-05-16T11:40:28Z"


@pytest.mark.parametrize(
    "occurred",
    [
        "2025-05-16",
        "2025-05-16T16:29+02:00",
        {"from": "2025-05-16T16:29+02:00", "to": "2025-05-16T17:00+02:00"},
    ],
)
def test_a_time_is_shown_again_as_it_was_recorded(occurred: Any) -> None:
    fields = written_when(occurred, "when", OSLO)
    assert read_when(Filled().filled(fields), "when", OSLO) == occurred
