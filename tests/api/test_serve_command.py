"""`deal-ledger serve` and `demo` as their user starts and stops them."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psycopg
import pytest

from api.cli.demo import DEAL, QUESTION
from ledger.embedded import EmbeddedServer
from tests.databases import run
from tests.records import a_sending

PATIENCE = 60
OPENED = a_sending("deal.opened")
REPORTED = a_sending("value.reported")


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


def test_an_embedded_ledger_is_signed_within_a_second(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, printed):
        headers = {"Authorization": f"Bearer {token(printed)}"}
        with httpx.Client(base_url=address(printed), headers=headers) as client:
            for size, record in enumerate((OPENED, REPORTED), 1):
                assert client.post("/v1/records", json=record).status_code == 201
                recorded = time.monotonic()
                while signed_size(client) != size:
                    assert time.monotonic() - recorded < 5 * SOON
            proof = client.get("/v1/log/proof/2", params={"format": "tlog-proof"})
            assert proof.text.startswith("c2sp.org/tlog-proof@v1\nindex 1\n")
            assert client.get("/health/ready").json()["signer"] == "signing"
    assert (tmp_path / "signer" / "key.pem").stat().st_mode & 0o077 == 0


SOON = 1.0
"""Seconds; a busy machine may take some times as long."""


def signed_size(client: httpx.Client) -> int:
    response = client.get("/v1/log/checkpoint")
    return int(response.text.split("\n")[1]) if response.status_code == 200 else -1


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


def postgres_of(home: Path) -> list[int]:
    """The processes of the embedded server, the first of them first."""
    first = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    stats = Path("/proc").glob("[0-9]*/stat")
    found = [first]
    for stat in stats:
        with suppress(OSError):
            text = stat.read_text()
            # The name, in brackets, may hold anything; then come the state and the parent.
            if int(text.rsplit(") ", 1)[1].split()[1]) == first:
                found.append(int(text.split(" ", 1)[0]))
    return found


def until(status: int, ask: Callable[[], httpx.Response]) -> httpx.Response:
    """The first answer with this status; all before it must be refusals to be sent again."""
    end = time.monotonic() + PATIENCE
    while (answer := ask()).status_code != status:
        assert answer.status_code == 503, answer.text
        assert time.monotonic() < end, "it does not come back"
        time.sleep(0.2)
    return answer


def seen_seconds(there: httpx.Client) -> float:
    """How long ago the watch had an answer of the database."""
    found = re.search(
        r"^deal_ledger_database_seen_seconds (\S+)", there.get("/metrics").text, re.MULTILINE
    )
    assert found
    return float(found[1])


def test_an_embedded_server_that_was_killed_is_started_again(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, printed):
        bearer = {"Authorization": f"Bearer {token(printed)}"}
        there = httpx.Client(base_url=address(printed), headers=bearer, timeout=PATIENCE)
        assert there.post("/v1/records", json=OPENED).status_code == 201
        os.kill(postgres_of(tmp_path)[0], signal.SIGKILL)
        killed = time.monotonic()
        assert until(200, lambda: there.get("/v1/deals/D-1")).json()["deal"] == "D-1"
        assert until(200, lambda: there.post("/v1/records", json=OPENED)).json()["added"] is False
        # Until the watch, too, has had an answer from the one that was started again.
        while seen_seconds(there) >= time.monotonic() - killed:
            assert time.monotonic() - killed < PATIENCE
            time.sleep(0.2)
        there.close()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    events = [json.loads(line)["event"] for line in err.splitlines() if line.startswith("{")]
    assert events.index("database_lost") < events.index("database_found")


@contextmanager
def frozen(home: Path) -> Iterator[None]:
    """The embedded server, stopped in the middle of whatever it does."""
    processes = postgres_of(home)
    for each in processes:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in processes:
            os.kill(each, signal.SIGCONT)


def test_a_stop_does_not_wait_for_a_frozen_database(tmp_path: Path) -> None:
    with serving(tmp_path, DEAL_LEDGER_STOP_TIMEOUT="1") as (process, _), frozen(tmp_path):
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "not_stopped_in_time" in err
    with serving(tmp_path) as (process, _):
        assert is_running(tmp_path)
    assert not is_running(tmp_path)


def test_a_database_that_is_frozen_hangs_nobody_for_long(tmp_path: Path) -> None:
    with serving(tmp_path, DEAL_LEDGER_ANSWER_TIMEOUT="2") as (_, printed):
        bearer = {"Authorization": f"Bearer {token(printed)}"}
        there = httpx.Client(base_url=address(printed), headers=bearer, timeout=PATIENCE)
        assert there.post("/v1/records", json=OPENED).status_code == 201
        with frozen(tmp_path):
            began = time.monotonic()
            reading, sending = there.get("/v1/deals/D-1"), there.post("/v1/records", json=REPORTED)
            assert (reading.status_code, sending.status_code) == (503, 503)
            assert there.get("/health/live").status_code == 200
            assert time.monotonic() - began < 10
        assert until(200, lambda: there.get("/v1/deals/D-1")).json()["deal"] == "D-1"
        again = there.post("/v1/records", json=REPORTED)
        assert again.status_code in {200, 201}
        there.close()
