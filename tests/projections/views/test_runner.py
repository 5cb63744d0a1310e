"""Who keeps the views, and who waits: one runner at a time, and nobody reads half of anything."""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Thread
from time import sleep

import psycopg
import pytest

import projections.views.runner as resting
from api.views import connect_as_views, entries_once
from domain.record import Record
from ledger.application import Ledger
from projections.views.all import VIEWS
from projections.views.building import Build
from projections.views.register import Wanted, register
from projections.views.rows.register import VIEW as REGISTER
from projections.views.status import ViewNotReady, hurry, statuses
from projections.views.waiting import lag, wait_for
from tests.databases import rows, run
from tests.projections.views.viewing import (
    PATIENCE,
    a_runner,
    connection,
    content,
    followed,
    reaches,
    rebuilt,
    recorded,
    running,
    status,
    that_fails,
    until,
)
from tests.records import a_clause, a_record, statements


def some_deals(first: int, many: int) -> list[Record]:
    return [
        each
        for number in range(first, first + many)
        for each in (
            a_record("deal.opened", deal=f"D-{number}"),
            a_clause(deal=f"D-{number}"),
        )
    ]


def test_a_runner_brings_the_views_to_the_end_and_keeps_them_there(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, some_deals(1, 3))
    with running(a_runner(database, ledger)):
        reaches(database, 6)
        reaches(database, recorded(ledger, some_deals(4, 3)))
        kept = content(database)
    rebuilt(database, ledger)
    assert content(database) == kept


def test_two_runners_do_no_harm(database: str, ledger: Ledger) -> None:
    with running(a_runner(database, ledger)) as one, running(a_runner(database, ledger)) as other:
        for number in range(1, 10):
            recorded(ledger, some_deals(number, 1))
        reaches(database, 18)
        until(lambda: one.leads or other.leads)
        assert not (one.leads and other.leads)
        kept = content(database)
    rebuilt(database, ledger)
    assert content(database) == kept


def test_who_waits_takes_over(database: str, ledger: Ledger) -> None:
    recorded(ledger, some_deals(1, 1))
    with running(a_runner(database, ledger)) as first:
        until(lambda: first.leads)
        with running(a_runner(database, ledger)) as second:
            reaches(database, 2)
            assert not second.leads
            first.stop.set()
            until(lambda: second.leads)
            reaches(database, recorded(ledger, some_deals(2, 1)))


def test_a_runner_whose_connection_is_cut_begins_anew(database: str, ledger: Ledger) -> None:
    with running(a_runner(database, ledger)) as runner:
        until(lambda: runner.leads)
        cut = (
            "SELECT bool_and(pg_terminate_backend(pid)) FROM (SELECT DISTINCT pid FROM pg_locks"
            " JOIN pg_database d ON d.oid = database AND d.datname = current_database()"
            " WHERE locktype = 'advisory') AS runners"
        )
        assert rows(database, cut) == [(True,)]
        until(lambda: not runner.leads)
        reaches(database, recorded(ledger, some_deals(1, 2)))
        until(lambda: runner.fault is None)


def test_waiting_for_a_position_ends_once_the_views_are_there(
    database: str, ledger: Ledger
) -> None:
    with running(a_runner(database, ledger)), connection(database) as opened:
        position = recorded(ledger, some_deals(1, 2))
        assert wait_for(opened, position, patience=20).position == position
        assert lag(statuses(opened), ledger.size) == dict.fromkeys((v.name for v in VIEWS), 0)


def test_waiting_for_a_position_that_does_not_come_ends_too(database: str, ledger: Ledger) -> None:
    followed(database, ledger)
    position = recorded(ledger, some_deals(1, 2))
    with connection(database) as opened:
        waited = wait_for(opened, position, patience=0.3)
        assert (waited.position, waited.hindered) == (0, ())
        assert lag(statuses(opened), position)["register"] == 4


def test_nobody_waits_for_a_view_that_is_stopped(database: str, ledger: Ledger) -> None:
    views = (that_fails(REGISTER, lambda entry: entry.record.stream == "D-2"),)
    followed(database, ledger, views)
    recorded(ledger, some_deals(1, 2))
    followed(database, ledger, views)
    with connection(database) as opened:
        waited = wait_for(opened, 4, patience=20, views=[REGISTER])
    assert waited.position == 2
    assert [(each.view, each.failed_at) for each in waited.hindered] == [("register", 3)]


def test_readers_see_the_old_rows_or_the_new_ones_and_nothing_between(
    database: str, ledger: Ledger
) -> None:
    """The rows of another version: what is read must be all of one, and never none."""
    recorded(ledger, some_deals(1, 120))
    followed(database, ledger)
    done, seen = Event(), []

    def read() -> None:
        with connection(database) as opened:
            while not done.is_set():
                found = register(opened, Wanted(), limit=500)
                seen.append((found.position, len(found.rows)))

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        rebuilt(database, ledger)
    done.set()
    for reader in readers:
        reader.join()
    assert len(seen) > 20
    assert set(seen) == {(240, 120)}


def test_a_view_of_another_version_is_built_beside_and_the_others_go_on(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, some_deals(1, 60))
    followed(database, ledger)
    newer = replace(REGISTER, version=REGISTER.version + 1)
    views = (newer, *VIEWS[1:])
    with connect_as_views(database)() as opened:
        build = Build(opened, entries_once(ledger), [newer])
        steps = build.steps()
        next(steps)
        during = statuses(opened, views)
        assert (during["register"].state, during["register"].built) == ("building", 100)
        assert during["register"].to_build == 120
        assert status(database, REGISTER).state == "following"
        recorded(ledger, some_deals(61, 1))
        for _ in steps:
            pass
        after = statuses(opened, views)
        assert (after["register"].state, after["register"].version) == ("following", newer.version)
        assert (after["register"].position, after["exposures"].position) == (122, 120)
    runner = followed(database, ledger, views)
    assert {each.position for each in runner.seen.values()} == {122}
    assert rows(database, "SELECT count(*) FROM views.register") == [(61,)]


def test_a_build_that_was_cut_off_leaves_nothing_behind(database: str, ledger: Ledger) -> None:
    recorded(ledger, some_deals(1, 60))
    followed(database, ledger)
    before = content(database)
    with connect_as_views(database)() as opened:
        steps = Build(opened, entries_once(ledger), VIEWS).steps()
        next(steps)
        assert content(database) == before
    rebuilt(database, ledger)
    assert content(database) == before
    beside = "SELECT count(*) FROM pg_tables WHERE schemaname = 'views' AND tablename LIKE %s"
    assert rows(database, beside, "%__beside") == [(0,)]
    assert rows(database, "SELECT count(*) FROM views.builds") == [(0,)]


def test_what_a_newer_program_wrote_is_left_to_it(database: str, ledger: Ledger) -> None:
    recorded(ledger, some_deals(1, 2))
    newer = replace(REGISTER, version=REGISTER.version + 1)
    followed(database, ledger, (newer, *VIEWS[1:]))
    recorded(ledger, some_deals(3, 1))
    followed(database, ledger)
    assert status(database, newer, [newer]).position == 4
    assert status(database, VIEWS[1]).position == 6
    with connection(database) as opened, pytest.raises(ViewNotReady):
        register(opened, Wanted())


def test_views_that_know_more_than_the_ledger_are_built_anew(database: str, ledger: Ledger) -> None:
    """A failover lost the end of the ledger, and others recorded something else there."""
    recorded(ledger, some_deals(1, 2))
    followed(database, ledger)
    before = content(database)
    run(
        database,
        "UPDATE views.status SET position = 99",
        "UPDATE views.register SET standing = 'in_force'",
    )
    runner = followed(database, ledger)
    assert {each.position for each in runner.seen.values()} == {4}
    assert content(database) == before


def test_the_role_of_the_views_may_not_touch_the_ledger(database: str, ledger: Ledger) -> None:
    recorded(ledger, statements(1))
    with connection(database) as opened:
        for refused in (
            "DELETE FROM ledger.entries",
            "UPDATE ledger.log SET size = 0",
            "SELECT * FROM ledger.secret",
            "CREATE SCHEMA other",
        ):
            try:
                opened.execute(refused.encode())
            except psycopg.errors.InsufficientPrivilege:
                continue
            raise AssertionError(refused)


def test_where_migrate_gave_the_views_no_place_the_runner_says_so_and_waits(
    database: str, ledger: Ledger
) -> None:
    run(database, "DROP SCHEMA views")
    told: list[Exception] = []
    runner = replace(a_runner(database, ledger), told=told.append)
    with running(runner):
        until(lambda: runner.fault is not None)
        assert isinstance(runner.fault, psycopg.errors.InvalidSchemaName)
    assert len(told) == 1


def test_a_runner_that_rests_goes_on_for_whoever_asks(
    database: str, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "RESTS", 1_000_000)
    monkeypatch.setattr(resting, "LONGEST_REST", 2 * PATIENCE)
    with running(a_runner(database, ledger)), connection(database) as opened:
        for number in (1, 2):
            reaches(database, recorded(ledger, some_deals(number, 1)))
        position = recorded(ledger, some_deals(3, 1))
        sleep(0.3)
        assert status(database, REGISTER).position < position
        hurry(opened)
        reaches(database, position)
