"""A pusher that is killed, or is not alone: nothing is lost, and doubles can be told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
import pytest

from ledger.application import Ledger
from ledger.outbox.subscriptions import Subscriptions, Wanted
from tests.api.outwards.conftest import SECRET, House
from tests.api.outwards.receiving import TAKES, Answer, Push, receiving, until
from tests.databases import rows, run
from tests.records import BY, a_record


@pytest.fixture
def pusher(database: str) -> Iterator[str]:
    """The URL of a user who may push, and not change what is on record."""
    run(database, "CREATE ROLE pusher LOGIN IN ROLE deal_ledger_writer, deal_ledger_views")
    yield database.replace("user=postgres", "user=pusher")
    run(database, "DROP OWNED BY pusher", "DROP ROLE pusher")


@contextmanager
def a_runner(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """`deal-ledger runner`, killed in the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli.main", "runner"],
        env={**os.environ, "DEAL_LEDGER_DATABASE_URL": url},
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def waits_for_a_lock(url: str) -> bool:
    query = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'pusher'"
    return bool(rows(url, query))


def test_killed_after_it_was_taken_the_same_is_pushed_again_under_the_same_id(
    database: str, pusher: str, ledger: Ledger
) -> None:
    ledger.record_each([a_record("deal.opened", id="a"), a_record("value.reported", id="b")], BY)
    with receiving() as receiver:
        wanted = Wanted("s1", receiver.url, "reader", after=0)
        Subscriptions(ledger.rows).create(wanted, SECRET, datetime.now(UTC))
        # What moves the subscription on waits for this row: the receiver has it, the ledger not.
        with psycopg.connect(database) as held:
            held.execute("SELECT * FROM ledger.subscriptions FOR UPDATE")
            with a_runner(pusher) as runner:
                receiver.until(1)
                until(lambda: waits_for_a_lock(database))
                os.kill(runner.pid, signal.SIGKILL)
                runner.wait()
            run(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'pusher'",
            )
            until(lambda: not waits_for_a_lock(database))
        found = Subscriptions(ledger.rows).get("s1")
        assert found
        assert found.position == 0
        with a_runner(pusher):
            receiver.until(3)
    assert receiver.ids == ["a", "a", "b"]
    assert [each.id for each in receiver.pushes] == ["s1:1", "s1:1", "s1:2"]
    assert receiver.pushes[0].raw == receiver.pushes[1].raw


def test_two_pushers_push_nothing_twice(house: House) -> None:
    sent = [a_record("deal.opened", id="v-0")]
    sent += [a_record("value.reported", id=f"v-{n}") for n in range(1, 100)]
    house.ledger.record_each(sent, BY)
    with receiving() as one, receiving() as other:
        house.subscribe(one)
        house.subscribe(other)
        with house.pushing(), house.pushing():
            one.until(100)
            other.until(100)
    assert one.ids == other.ids == [f"v-{n}" for n in range(100)]


def test_another_pusher_takes_over_when_the_first_ends(house: House) -> None:
    house.record("deal.opened", id="a")
    with receiving() as receiver:
        house.subscribe(receiver)
        with house.pushing():
            with house.pushing():
                receiver.until(1)
            house.record("value.reported", id="b")
            receiver.until(2)
        house.record("value.reported", id="c")
        house.push_all()
    assert receiver.ids == ["a", "b", "c"]


def test_a_pusher_goes_on_when_its_connections_were_cut(house: House) -> None:
    house.record("deal.opened", id="a")
    with receiving() as receiver:
        house.subscribe(receiver)
        with house.pushing():
            receiver.until(1)
            run(
                house.url,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            house.record("value.reported", id="b")
            until(lambda: "b" in receiver.ids)
    assert set(receiver.ids) == {"a", "b"}


def test_what_ended_while_it_was_pushed_is_not_pushed_on(house: House) -> None:
    house.record("deal.opened")
    house.record("value.reported")

    def ends(_: Push) -> Answer:
        house.subscriptions.end("s1", "enough", house.at)
        return TAKES

    with receiving(rule=ends) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    assert len(receiver.pushes) == 1
    # What was taken is taken.
    assert house.of(made).position == 1


def test_the_secret_is_in_no_push(house: House) -> None:
    house.record("deal.opened")
    with receiving() as receiver:
        house.subscribe(receiver)
        house.push_all()
    [push] = receiver.pushes
    told = push.raw.decode() + str(dict(push.headers)) + push.path
    assert SECRET.removeprefix("whsec_") not in told
