"""`deal-ledger serve` and `demo` as their user starts and stops them."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psycopg
import pytest

from api.cli.demo import DEAL, QUESTION
from ledger.embedded import EmbeddedServer
from tests.databases import run

PATIENCE = 60


@contextmanager
def serving(
    home: Path | None, *arguments: str, command: str = "serve", **settings: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process once it serves, and what it printed until then; it is told to stop after."""
    environment = {
        **os.environ,
        "COLUMNS": "200",
        "DEAL_LEDGER_DATABASE_URL": "",
        "DEAL_LEDGER_HOME": str(home or ""),
        "DEAL_LEDGER_PORT": "0",
        **settings,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli.main", command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        printed = []
        for line in process.stdout:
            printed.append(line)
            if "Ctrl-C" in line:
                break
        try:
            yield process, "".join(printed)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def address(printed: str) -> str:
    found = re.search(r"Serving on (\S+)", printed)
    assert found, printed
    return found[1]


def token(printed: str) -> str:
    found = re.search(r"dl_\S+", printed)
    assert found, printed
    return found[0]


def is_running(home: Path) -> bool:
    try:
        psycopg.connect(EmbeddedServer(home).url("postgres")).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_first_serve_prints_an_admins_token_once_and_a_stop_leaves_nothing_running(
    tmp_path: Path, told: signal.Signals
) -> None:
    with serving(tmp_path) as (process, printed):
        headers = {"Authorization": f"Bearer {token(printed)}"}
        assert httpx.get(f"{address(printed)}/v1/deals", headers=headers).status_code == 200
        assert is_running(tmp_path)
        process.send_signal(told)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert not is_running(tmp_path)
    logged = [json.loads(line) for line in err.splitlines()]
    assert [each["event"] for each in logged] == ["serving", "request", "stopped"]
    assert all("request_id" in each for each in logged)
    assert "dl_" not in err + out
    with serving(tmp_path) as (_, again):
        assert "dl_" not in again
        assert httpx.get(f"{address(again)}/v1/deals", headers=headers).status_code == 200


def test_a_request_underway_is_answered_before_the_end_and_streams_are_let_go(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as (process, printed):
        headers = {"Authorization": f"Bearer {token(printed)}"}
        with (
            httpx.Client(base_url=address(printed), headers=headers) as client,
            client.stream("GET", "/v1/records/stream", timeout=30) as stream,
        ):
            assert stream.status_code == 200
            assert "deal_ledger_streams 1.0" in client.get("/metrics").text
            process.send_signal(signal.SIGTERM)
            assert b"".join(stream.iter_bytes()).strip() == b""
        assert process.wait(PATIENCE) == 0


def test_an_address_that_is_taken_is_said_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with serving(tmp_path, "--port", port) as (process, printed):
            _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Serving on" not in printed
    assert f"127.0.0.1:{port} cannot be listened on" in err
    assert "Traceback" not in err
    assert not is_running(tmp_path)


def test_a_bad_setting_is_named_and_nothing_is_started(tmp_path: Path) -> None:
    with serving(tmp_path, DEAL_LEDGER_THREADS="many") as (process, _):
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "DEAL_LEDGER_THREADS" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_the_owner_of_a_database_does_not_serve_it_and_a_login_of_its_own_does(
    database: str, tmp_path: Path
) -> None:
    with serving(tmp_path, DEAL_LEDGER_DATABASE_URL=database) as (process, _):
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Not started" in err
    run(
        database,
        "DO $$ BEGIN CREATE ROLE deal_ledger_app LOGIN IN ROLE deal_ledger_writer;"
        " EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    )
    own = database.replace("user=postgres", "user=deal_ledger_app")
    with serving(tmp_path, DEAL_LEDGER_DATABASE_URL=own) as (_, printed):
        assert "dl_" not in printed  # only an embedded ledger makes its first token by itself
        assert httpx.get(f"{address(printed)}/health/ready").status_code == 200


def test_the_demo_serves_its_story_until_it_is_told_to_stop_and_leaves_nothing() -> None:
    # A socket's path must be short.
    with (
        TemporaryDirectory(prefix="demo-") as folder,
        serving(None, command="demo", TMPDIR=folder) as (process, printed),
    ):
        assert "YES" in printed
        path = f"{address(printed)}/v1/deals/{DEAL}/ask"
        headers = {"Authorization": f"Bearer {token(printed)}"}
        answer = httpx.post(path, json={"question": QUESTION}, headers=headers)
        assert answer.json()["verdict"] == "yes"
        assert httpx.get(f"{address(printed)}/docs").status_code == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert list(Path(folder).iterdir()) == []
