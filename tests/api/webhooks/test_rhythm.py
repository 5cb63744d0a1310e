"""The rule of silence, over any times of deliveries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.webhooks.rhythm import SHORTEST, TIMES, hours, silence, usual_pause

AT = datetime(2026, 3, 2, tzinfo=UTC)
spans = st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds))
PAUSES = st.lists(spans, min_size=9, max_size=40)


def times(pauses: list[timedelta]) -> list[datetime]:
    """Deliveries with these pauses between them."""
    found = [AT]
    for each in pauses:
        found.append(found[-1] + each)
    return found


@given(PAUSES, spans)
def test_it_is_silent_exactly_when_it_is_longer_than_three_pauses_and_an_hour(
    pauses: list[timedelta], since: timedelta
) -> None:
    heard = times(pauses)
    found = silence(heard, [], heard[-1] + since)
    limit = max(TIMES * max(pauses), SHORTEST)
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
    assert silence(shuffled, [], now) == silence(heard, [], now)


@given(PAUSES, spans)
def test_a_silence_goes_on_until_something_comes(pauses: list[timedelta], more: timedelta) -> None:
    heard = times(pauses)
    now = heard[-1] + TIMES * max(pauses) + SHORTEST
    found = silence(heard, [], now)
    assert found is not None
    assert silence(heard, [], now + more) == found
    assert silence([*heard, now], [], now + min(more, SHORTEST)) is None


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
    assert silence(heard, [], heard[-1] + since) is None


@given(st.lists(spans, max_size=20), spans, spans)
def test_what_is_set_counts_alone(
    pauses: list[timedelta], since: timedelta, after: timedelta
) -> None:
    heard = times(pauses)
    now = heard[-1] + since
    assert (silence(heard, [], now, after) is not None) == (since > after)
    assert silence(heard, [], now, timedelta(0)) is None


def test_nothing_was_heard() -> None:
    assert silence([], [], AT) is None
    assert silence([], [], AT, timedelta(hours=1)) is None


def test_hours_are_decimal_and_bounded() -> None:
    assert (hours(""), hours("0"), hours("1.5")) == (None, timedelta(0), timedelta(minutes=90))
    for wrong in ("x", "-1", "nan", "inf", "1e9", "1,5"):
        with pytest.raises(ValueError, match=wrong):
            hours(wrong)
