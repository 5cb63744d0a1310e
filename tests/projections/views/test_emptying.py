"""Views are emptied although a runner puts what it built in its place meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import psycopg
import pytest

from ledger.application import Ledger
from projections.views.emptying import empty
from tests.projections.views.viewing import followed

WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = %s"


def emptied(url: str, pids: list[int]) -> None:
    with psycopg.connect(url) as connection:
        pids.append(connection.info.backend_pid)
        empty(connection)


@pytest.mark.parametrize("known", [True, False], ids=["served before", "built first"])
def test_what_gets_its_place_while_it_is_waited_for_is_emptied(
    database: str, ledger: Ledger, *, known: bool
) -> None:
    followed(database, ledger)
    with psycopg.connect(database) as runner, ThreadPoolExecutor(1) as others:
        if not known:
            runner.execute("DELETE FROM views.status")
        runner.execute("CREATE TABLE views.late__beside AS SELECT 'name' AS text")
        runner.commit()
        runner.execute("SELECT 1 FROM views.status FOR UPDATE")
        runner.execute("ALTER TABLE views.late__beside RENAME TO late")
        pids: list[int] = []
        done = others.submit(emptied, database, pids)
        with psycopg.connect(database, autocommit=True) as watching:
            until = monotonic() + 20
            while not (pids and watching.execute(WAITS, pids).fetchall() == [(1,)]):
                assert monotonic() < until
                sleep(0.01)
        runner.commit()
        done.result()
        assert runner.execute("SELECT count(*) FROM views.late").fetchall() == [(0,)]
