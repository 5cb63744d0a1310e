"""`deal-ledger rebuild` and `runner`, and the runner that serves beside `serve`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx

from projections.views.all import VIEWS
from tests.api.cli import Command
from tests.api.test_serve_command import address, serving
from tests.databases import rows, run
from tests.records import a_clause, a_record

PATIENCE = 60.0


def lines(*deals: str) -> str:
    records = [
        r for deal in deals for r in (a_record("deal.opened", deal=deal), a_clause(deal=deal))
    ]
    return "".join(json.dumps(record.as_sent()) + "\n" for record in records)


def until(holds: Callable[[], bool]) -> None:
    give_up = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < give_up, "It did not come."
        sleep(0.05)


def positions(url: str) -> set[int]:
    there = rows(url, "SELECT to_regclass('views.status') IS NOT NULL")
    return (
        {at for (at,) in rows(url, "SELECT position FROM views.status")} if there[0][0] else set()
    )


def test_rebuild_builds_every_view(command: Command, database: str) -> None:
    command("record", "-", given=lines("D-1", "D-2"))
    done = command("rebuild", "--json")
    assert (done.code, done.err) == (0, "")
    expected = [
        {"view": view.name, "version": view.version, "position": 4, "stopped": None}
        for view in VIEWS
    ]
    assert done.json == {"views": expected}
    assert rows(database, "SELECT count(*) FROM views.register") == [(2,)]
    assert "register stands on position 4" in command("rebuild", "register").out


def test_rebuild_of_a_view_that_is_none_names_those_there_are(command: Command) -> None:
    refused = command("rebuild", "registre")
    assert refused.code == 2
    assert "register, exposures" in refused.err


def test_without_the_right_to_keep_views_a_command_says_what_to_grant(database: str) -> None:
    run(database, "DROP ROLE IF EXISTS clerk", "CREATE ROLE clerk LOGIN IN ROLE deal_ledger_writer")
    try:
        url = database.replace("user=postgres", "user=clerk")
        for command in ("rebuild", "runner"):
            refused = Command({"DEAL_LEDGER_DATABASE_URL": url})(command)
            assert refused.code == 1
            assert "GRANT deal_ledger_views TO it" in " ".join(refused.err.split())
    finally:
        run(database, "DROP ROLE clerk")


def test_serve_keeps_the_views_and_says_how_far_they_are(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, printed):
        command = Command({"DEAL_LEDGER_DATABASE_URL": "", "DEAL_LEDGER_HOME": str(tmp_path)})
        command("record", "-", given=lines("D-1"))

        def there() -> bool:
            text = httpx.get(f"{address(printed)}/metrics").text
            found = {line for line in text.splitlines() if line.startswith("deal_ledger_view_")}
            return {
                'deal_ledger_view_position{view="register"} 2.0',
                'deal_ledger_view_lag{view="register"} 0.0',
                'deal_ledger_view_stopped{view="register"} 0.0',
            } <= found

        until(there)


def test_serve_without_a_runner_leaves_the_views_alone(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-runner") as (_, printed):
        command = Command({"DEAL_LEDGER_DATABASE_URL": "", "DEAL_LEDGER_HOME": str(tmp_path)})
        command("record", "-", given=lines("D-1"))
        sleep(1.5)
        text = httpx.get(f"{address(printed)}/metrics").text
        assert 'deal_ledger_view_position{view="register"} 0.0' in text
        assert 'deal_ledger_view_lag{view="register"} 2.0' in text


@contextmanager
def a_runner(url: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli.main", "runner"],
        env={**os.environ, "DEAL_LEDGER_DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_runner_follows_and_ends_when_it_is_told_to(command: Command, database: str) -> None:
    run(
        database,
        "DROP ROLE IF EXISTS keeper",
        "CREATE ROLE keeper LOGIN IN ROLE deal_ledger_writer, deal_ledger_views",
    )
    command("record", "-", given=lines("D-1"))
    try:
        with a_runner(database.replace("user=postgres", "user=keeper")) as process:
            until(lambda: positions(database) == {2})
            command("record", "-", given=lines("D-2"))
            until(lambda: positions(database) == {4})
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        assert rows(database, "SELECT count(*) FROM views.register") == [(2,)]
    finally:
        # What it made belongs to the views' role, whoever it acted for.
        run(database, "DROP ROLE keeper")
