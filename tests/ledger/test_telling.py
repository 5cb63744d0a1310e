"""Growth is told, but not every commit of it; whoever follows is soon at the end all the same."""

from __future__ import annotations

import time

import psycopg

from ledger.application import Ledger
from ledger.watching import GROWN, POLL, Watch
from tests.records import BY, a_record

MANY = 50


def record_many(ledger: Ledger) -> None:
    for number in range(MANY):
        ledger.record(a_record("value.reported", id=f"v-{number}"), BY)


def test_the_first_of_many_is_told_at_once_and_few_of_the_others(
    ledger: Ledger, database: str
) -> None:
    with psycopg.connect(database, autocommit=True) as listening:
        listening.execute(f"LISTEN {GROWN}")
        began = time.monotonic()
        record_many(ledger)
        most = (time.monotonic() - began) / 0.02 + 1
        told = [int(each.payload) for each in listening.notifies(timeout=0.5)]
    assert told[0] == 1
    assert told == sorted(told)
    assert len(told) <= most


def test_what_is_recorded_after_a_pause_is_told_again(ledger: Ledger, database: str) -> None:
    with psycopg.connect(database, autocommit=True) as listening:
        listening.execute(f"LISTEN {GROWN}")
        for number in range(3):
            time.sleep(0.03)
            ledger.record(a_record("value.reported", id=f"v-{number}"), BY)
        told = [each.payload for each in listening.notifies(timeout=5, stop_after=3)]
    assert told == ["1", "2", "3"]


def test_who_follows_is_at_the_end_long_before_it_asks_by_itself(
    ledger: Ledger, database: str
) -> None:
    watch = Watch(database, {}, lambda _: None)
    watch.start()
    try:
        while not watch.seen_at:
            time.sleep(0.01)
        record_many(ledger)
        ended = time.monotonic()
        while watch.position < MANY:
            time.sleep(0.005)
        assert time.monotonic() - ended < POLL / 2
    finally:
        watch.close()
