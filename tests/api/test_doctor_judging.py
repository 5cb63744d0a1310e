"""What `deal-ledger doctor` makes of what it is told, where the fault itself is hard to make."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from api.doctor.contents import Pass, judged_log, judged_tokens
from api.doctor.server import judged_clock, judged_connections, judged_options, judged_version

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_token_that_has_expired_does_not_count() -> None:
    [found] = judged_tokens([Pass("1", "old", ["reader"], NOW, None)], NOW)
    assert found.state == "warning"


def test_a_server_before_postgresql_15_is_too_old() -> None:
    assert judged_version(140_011).state == "wrong"
    assert judged_version(150_000).state == "ok"


def test_each_thread_of_serve_and_fifteen_more_need_a_connection() -> None:
    assert judged_connections(31, 16).state == "ok"
    assert judged_connections(30, 16).state == "wrong"


def test_a_pooler_that_drops_the_options_of_a_session_is_found() -> None:
    assert judged_options(arrived=True).state == "ok"
    assert "pooler" in judged_options(arrived=False).mend[0]


def test_a_minute_is_wrong_and_five_seconds_are_nothing() -> None:
    states_of = {n: judged_clock(timedelta(seconds=n)).state for n in (-61, -60, -5, 5, 6, 61)}
    assert list(states_of.values()) == ["wrong", "warning", "ok", "ok", "warning", "wrong"]


def test_the_peaks_of_a_tree_are_counted() -> None:
    assert judged_log(6, 6, 0, 2).state == "ok"
    assert judged_log(6, 6, 0, 1).state == "wrong"
