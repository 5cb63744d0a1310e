"""When something happened is always an interval, as wide as what was written down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.occurrence import Interval, Occurrence, moment_text


def interval(sent: object, zone: str = "UTC") -> tuple[str, str]:
    found = Occurrence.of(sent).interval(zone)
    return found.begin.isoformat(), found.end.isoformat()


@pytest.mark.parametrize(
    ("sent", "begin", "end"),
    [
        ("2025-05-16T16:29Z", "2025-05-16T16:29:00+00:00", "2025-05-16T16:29:59.999999+00:00"),
        ("2025-05-16T16:29:07Z", "2025-05-16T16:29:07+00:00", "2025-05-16T16:29:07.999999+00:00"),
        (
            "2025-05-16T16:29:07.5Z",
            "2025-05-16T16:29:07.500000+00:00",
            "2025-05-16T16:29:07.599999+00:00",
        ),
        (
            "2025-05-16T16:29:07.123456789Z",
            "2025-05-16T16:29:07.123456+00:00",
            "2025-05-16T16:29:07.123456+00:00",
        ),
        ("2025-05-16t16:29z", "2025-05-16T16:29:00+00:00", "2025-05-16T16:29:59.999999+00:00"),
        ("2025-05-16T18:29+02:00", "2025-05-16T16:29:00+00:00", "2025-05-16T16:29:59.999999+00:00"),
        ("2025-05-16T00:29-05:30", "2025-05-16T05:59:00+00:00", "2025-05-16T05:59:59.999999+00:00"),
        ("2025-05-16", "2025-05-16T00:00:00+00:00", "2025-05-16T23:59:59.999999+00:00"),
        ("2024-02-29", "2024-02-29T00:00:00+00:00", "2024-02-29T23:59:59.999999+00:00"),
        (
            {"from": "2025-05-16", "to": "2025-05-18T12:00Z"},
            "2025-05-16T00:00:00+00:00",
            "2025-05-18T12:00:59.999999+00:00",
        ),
    ],
)
def test_a_time_lasts_as_long_as_its_last_written_place(sent: object, begin: str, end: str) -> None:
    assert interval(sent) == (begin, end)


@pytest.mark.parametrize(
    "sent",
    [
        "2025-05-16T16:29",  # no offset
        "2025-05-16 16:29Z",
        "2025-05-16T16Z",
        "2025-05-16T16:29:07.Z",
        "2025-05-16T16:29+0200",
        "2025-05-16T16:29+24:00",
        "2025-05-16T16:29+02:60",
        "2025-05-16T24:00Z",
        "2025-05-16T16:60Z",
        "2025-05-16T16:29:61Z",
        "2025-02-29",
        "2025-13-01",
        "2025-00-01",
        "2025-5-16",
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "٢٠٢٥-٠٥-١٦",  # noqa: RUF001 - digits, but not these
        "2025-05-16\n",
        " 2025-05-16",
        "",
        "yesterday",
        20250516,
        True,
        None,
        ["2025-05-16", "2025-05-17"],
        {},
        {"from": "2025-05-16"},
        {"from": "2025-05-16", "to": None},
        {"from": "2025-05-16", "to": "2025-05-17", "about": "noon"},
        {"from": {"from": "2025-05-16", "to": "2025-05-16"}, "to": "2025-05-17"},
        {"from": "2025-05-17", "to": "2025-05-16"},
        {"from": "2025-05-16T16:30Z", "to": "2025-05-16T16:29Z"},
        {"from": "2025-05-18", "to": "2025-05-16T12:00Z"},
    ],
)
def test_what_is_no_time_is_refused_with_a_sentence(sent: object) -> None:
    with pytest.raises(ValueError, match=r"\.$|\)\.$|\.\)$"):
        Occurrence.of(sent)


def test_of_a_year_too_far_it_is_said_which_can_be_recorded() -> None:
    with pytest.raises(ValueError, match=r"can be recorded, 2 to 9997\.$"):
        Occurrence.of("9999-12-31")


@pytest.mark.parametrize(
    "sent", ["2025-05-16T18:29+02:00", "2025-05-16", {"from": "2025-05-16", "to": "2025-05-17"}]
)
def test_a_time_is_kept_exactly_as_it_was_sent(sent: object) -> None:
    assert Occurrence.of(sent).json == sent


def test_a_range_may_lie_within_one_day() -> None:
    assert interval({"from": "2025-05-16", "to": "2025-05-16"}) == interval("2025-05-16")


@pytest.mark.parametrize(
    ("one", "other", "order_is_known"),
    [
        ("2025-05-16T16:29Z", "2025-05-16T16:30Z", True),
        ("2025-05-16T16:29:59Z", "2025-05-16T16:30Z", True),
        ("2025-05-16T16:29Z", "2025-05-16T16:29:59.999999Z", False),
        ("2025-05-16T16:29Z", "2025-05-16", False),
        ("2025-05-15", "2025-05-16T00:00Z", True),
    ],
)
def test_two_times_that_overlap_have_no_known_order(
    one: str, other: str, *, order_is_known: bool
) -> None:
    first, second = Occurrence.of(one).interval(), Occurrence.of(other).interval()
    assert first.before(second) is order_is_known
    assert first.overlaps(second) is not order_is_known
    assert second.overlaps(first) is not order_is_known
    assert not second.before(first)


def test_something_has_begun_although_it_may_have_ended_after() -> None:
    day = Occurrence.of("2025-05-16").interval()
    assert day.begun_by(datetime(2025, 5, 16, tzinfo=UTC))
    assert not day.begun_by(datetime(2025, 5, 15, 23, 59, 59, 999_999, tzinfo=UTC))


moments = st.datetimes(datetime(2, 1, 2), datetime(9997, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments)
def test_a_moment_that_is_printed_and_read_back_ends_at_the_same_moment(moment: datetime) -> None:
    assert Occurrence.of(moment_text(moment)).interval().end == moment


def test_the_last_microsecond_of_a_second_is_printed_as_that_second() -> None:
    assert moment_text(datetime(2025, 5, 16, 23, 59, 59, 999_999, UTC)) == "2025-05-16T23:59:59Z"
    assert moment_text(datetime(2025, 5, 16, tzinfo=UTC)) == "2025-05-16T00:00:00.000000Z"


@given(moments, moments)
def test_of_two_intervals_one_is_before_the_other_or_they_overlap(
    one: datetime, other: datetime
) -> None:
    first, second = Interval(one, one), Interval(other, other)
    assert first.before(second) + second.before(first) + first.overlaps(second) == 1
