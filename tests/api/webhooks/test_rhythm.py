"""The rule of silence, over any times of deliveries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.webhooks.rhythm import (
    A_WEEKEND,
    SHORTEST,
    TIMES,
    Heard,
    Pause,
    Silence,
    hours,
    silence,
    usual_pause,
)

AT = datetime(2026, 3, 2, tzinfo=UTC)
spans = st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds))
PAUSES = st.lists(spans, min_size=9, max_size=40)


def times(pauses: list[timedelta]) -> list[datetime]:
    """Deliveries with these pauses between them."""
    found = [AT]
    for each in pauses:
        found.append(found[-1] + each)
    return found


def heard_at(
    times: Sequence[datetime], *, gaps: Sequence[Pause] = (), last: int | None = None
) -> Heard:
    """A connection that was heard at these times; only the last ones are looked at."""
    every = sorted(times)
    several = times if last is None else every[-last:]
    first = every[0] if every else AT
    return Heard(
        several,
        first,
        gaps,
        lambda begin, end: bisect_right(every, begin) < bisect_right(every, end),
    )


def is_silent(
    times: Sequence[datetime], now: datetime, after: timedelta | None = None
) -> Silence | None:
    """Whether it is, as far as anybody can tell in its first week."""
    return silence(Heard(times, now, (), lambda *_: True), now, after)


@given(PAUSES, spans)
def test_at_first_it_is_silent_exactly_when_it_is_longer_than_three_pauses_and_three_days(
    pauses: list[timedelta], since: timedelta
) -> None:
    heard = times(pauses)
    found = is_silent(heard, heard[-1] + since)
    limit = max(TIMES * max(pauses), A_WEEKEND)
    assert (found is not None) == (since > limit)
    if found is not None:
        assert (found.since, found.longer_than) == (heard[-1], limit)


@given(PAUSES, spans, st.randoms())
def test_the_order_in_which_times_are_given_changes_nothing(
    pauses: list[timedelta], since: timedelta, random: object
) -> None:
    heard = times(pauses)
    shuffled = heard[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    now = heard[-1] + since
    assert is_silent(shuffled, now) == is_silent(heard, now)


@given(PAUSES, spans)
def test_a_silence_goes_on_until_something_comes(pauses: list[timedelta], more: timedelta) -> None:
    heard = times(pauses)
    now = heard[-1] + TIMES * max(pauses) + A_WEEKEND
    found = is_silent(heard, now)
    assert found is not None
    assert is_silent(heard, now + more) == found
    assert is_silent([*heard, now], now + min(more, SHORTEST)) is None


@given(PAUSES, st.data())
def test_a_pause_that_is_a_recorded_gap_does_not_count(
    pauses: list[timedelta], data: st.DataObject
) -> None:
    heard = times(pauses)
    place = data.draw(st.integers(0, len(pauses) - 1))
    gap = heard[place], heard[place + 1]
    others = [*pauses[:place], *pauses[place + 1 :]]
    assert usual_pause(heard, [gap]) == max(others)
    longer = [*pauses[:place], pauses[place] + timedelta(days=30), *pauses[place + 1 :]]
    heard = times(longer)
    assert usual_pause(heard, [(heard[place], heard[place + 1])]) == max(others)


@given(st.lists(spans, max_size=8), spans)
def test_fewer_than_ten_deliveries_have_no_rhythm(
    pauses: list[timedelta], since: timedelta
) -> None:
    heard = times(pauses)
    assert is_silent(heard, heard[-1] + since) is None


@given(st.lists(spans, max_size=20), spans, spans)
def test_what_is_set_counts_alone(
    pauses: list[timedelta], since: timedelta, after: timedelta
) -> None:
    heard = times(pauses)
    now = heard[-1] + since
    assert (is_silent(heard, now, after) is not None) == (since > after)
    assert is_silent(heard, now, timedelta(0)) is None


def test_nothing_was_heard() -> None:
    assert is_silent([], AT) is None
    assert is_silent([], AT, timedelta(hours=1)) is None


def test_hours_are_decimal_and_bounded() -> None:
    assert (hours(""), hours("0"), hours("1.5")) == (None, timedelta(0), timedelta(minutes=90))
    for wrong in ("x", "-1", "nan", "inf", "1e9", "1,5"):
        with pytest.raises(ValueError, match=wrong):
            hours(wrong)


LOOK_EVERY = timedelta(minutes=30)


def of_an_office(weeks: int, seed: int = 0) -> list[datetime]:
    """A delivery about every three minutes, from about nine to about six, from Monday to Friday."""
    chance, found = Random(seed), []
    for day in range(7 * weeks):
        if day % 7 < 5:
            at = AT + timedelta(days=day, hours=9, minutes=chance.randint(0, 40))
            ends = AT + timedelta(days=day, hours=18, minutes=chance.randint(0, 40))
            while at < ends:
                found.append(at)
                at += timedelta(minutes=chance.randint(1, 5))
    return found


def looks(times: Sequence[datetime], until: datetime) -> Iterator[tuple[datetime, Silence | None]]:
    """What is said at every look from the first delivery until a moment."""
    now = times[0]
    while now < until:
        yield now, silence(heard_at(times[: bisect_right(times, now)], last=100), now)
        now += LOOK_EVERY


@pytest.mark.parametrize("seed", range(3))
def test_nights_and_weekends_are_no_gaps_from_the_first_day_on(seed: int) -> None:
    times = of_an_office(6, seed)
    said = [now for now, found in looks(times, times[-1]) if found is not None]
    assert said == []


def test_an_outage_in_office_hours_is_seen_on_the_same_day() -> None:
    three = AT + timedelta(days=7 * 5 + 2, hours=15)
    times = [each for each in of_an_office(6) if each <= three]
    found = [(now, found) for now, found in looks(times, three + timedelta(hours=9)) if found]
    assert {each.since for _, each in found} == {times[-1]}
    assert found[0][0] <= three + timedelta(hours=4)
    assert found[0][1].cause == (
        "Nothing was delivered for more than 1 hour: the longest pause before was 5 minutes, "
        "and something came at the same time of the week before."
    )


def test_who_is_heard_around_the_clock_is_missed_at_night_too() -> None:
    last = AT + timedelta(days=10)
    times = [last - timedelta(minutes=10) * n for n in range(6 * 24 * 10)]
    heard = heard_at(times, last=100)
    assert silence(heard, last + timedelta(hours=3)) is None
    assert silence(heard, last + timedelta(hours=3, minutes=10)) is not None


def test_a_week_in_which_a_gap_is_recorded_tells_nothing() -> None:
    last = AT + timedelta(days=10)
    times = [last - timedelta(minutes=10) * n for n in range(6 * 24 * 10)]
    week = last - timedelta(days=7), last - timedelta(days=6)
    times = [each for each in times if not week[0] < each < week[1]]
    heard = heard_at(times, gaps=[week], last=100)
    assert silence(heard, last + A_WEEKEND) is None
    assert silence(heard, last + A_WEEKEND + timedelta(seconds=1)) is not None
