"""Rows that arrive while others are worked on: each once and in order, also after a lost line."""

from __future__ import annotations

from itertools import count, islice

import pytest

from ledger import verifying
from ledger.application import Ledger
from ledger.proof import verification
from ledger.proof.verification import Report
from ledger.verifying import verify
from tests.databases import counted_salts, run
from tests.records import BY, a_record, statements

MANY = "SELECT n, repeat('x', 10000) FROM generate_series(1, %s::int) AS n ORDER BY n"
"""More than fits into the buffers between server and client."""
END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def test_every_row_comes_once_although_the_connection_is_lost(
    ledger: Ledger, database: str
) -> None:
    numbers = []
    with ledger.rows.streaming() as streaming:
        for number, _ in streaming.rows(MANY, 2_000):
            numbers.append(number)
            if number in {1, 150, 1_700}:
                run(database, END_ALL)
    assert numbers == list(range(1, 2_001))


def test_a_query_without_rows_gives_none(ledger: Ledger) -> None:
    with ledger.rows.streaming() as streaming:
        assert list(streaming.rows(MANY, 0)) == []


def test_whoever_has_seen_enough_leaves_and_others_are_not_hindered(ledger: Ledger) -> None:
    with ledger.rows.streaming() as streaming:
        first = list(islice(streaming.rows(MANY, 2_000), 3))
    assert [number for number, _ in first] == [1, 2, 3]
    with ledger.rows.streaming() as streaming:
        assert len(list(streaming.rows(MANY, 5))) == 5


def test_a_question_between_two_rows_waits_for_nobody(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "REMEMBERED_STREAMS", 2)
    ledger = Ledger(database, counted_salts(), pool_size=1)
    try:
        deals = [a_record("value.reported", deal=f"D-{n % 5}") for n in range(20)]
        ledger.record_each(deals, BY)
        found = verify(ledger, lambda done, total: None)
        assert found == Report(20, ledger.root(), 0, None)
    finally:
        ledger.close()


def test_verifying_goes_on_after_its_connection_is_lost(
    ledger: Ledger, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "PAGE", 1_000)
    ledger.record_each(statements(2_500), BY)
    calls = count()

    def progress(done: int, total: int) -> None:
        if next(calls) == 1:
            run(database, END_ALL)

    assert verify(ledger, progress) == Report(2_500, ledger.root(), 0, None)
