"""The embedded server: one a home, for whoever needs it, for as long as somebody does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from ledger.database import migrate
from ledger.embedded import EmbeddedServer, EmbeddedServerError
from tests.databases import SEEDS, a_ledger, a_server, rows
from tests.records import BY, a_record
from tests.shared import CHECKOUT


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder outside pytest's own, which only its owner may enter."""
    with TemporaryDirectory(prefix="deal-ledger-home-") as folder:
        yield Path(folder)


def is_running(server: EmbeddedServer) -> bool:
    try:
        psycopg.connect(server.url("postgres")).close()
    except psycopg.OperationalError:
        return False
    return True


def postmaster(server: EmbeddedServer) -> int:
    return int((server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])


def test_a_home_may_have_any_name_and_keeps_what_was_recorded(
    home: Path, binaries: Path | None
) -> None:
    server = a_server(home / 'Ana\'s "deals", 2025; $HOME\\ ü', binaries)
    with server.running():
        assert migrate(server.url(), lambda: SEEDS)
        with a_ledger(server.url(), "first") as ledger:
            assert ledger.record(a_record("deal.opened"), BY).position == 1
    assert not is_running(server)
    with server.running(), a_ledger(server.url(), "second") as ledger:
        assert ledger.size == 1


def test_a_home_too_deep_for_a_socket_will_do(home: Path, binaries: Path | None) -> None:
    server = a_server(home / "/".join(["a-rather-long-name"] * 9), binaries)
    assert len(str(server.home)) > 160
    for _ in range(2):
        with server.running():
            assert rows(server.url(), "SELECT 1") == [(1,)]
        assert not server.socket_folder.exists()


def test_a_socket_folder_that_somebody_else_made_is_not_used(
    home: Path, binaries: Path | None
) -> None:
    server = a_server(home / "/".join(["a-rather-long-name"] * 9), binaries)
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    server.socket_folder.symlink_to(elsewhere)
    try:
        with pytest.raises(EmbeddedServerError, match="not ours"), server.running():
            pass
    finally:
        server.socket_folder.unlink()


def test_two_homes_have_a_server_each(home: Path, binaries: Path | None) -> None:
    one, two = a_server(home / "one", binaries), a_server(home / "two", binaries)
    with one.running(), two.running():
        assert postmaster(one) != postmaster(two)


def test_the_last_user_of_a_home_stops_its_server(home: Path, binaries: Path | None) -> None:
    first, second = ExitStack(), ExitStack()
    server = first.enter_context(a_server(home, binaries).running())
    running = postmaster(server)
    second.enter_context(a_server(home, binaries).running())
    assert postmaster(server) == running
    first.close()
    assert is_running(server)
    second.close()
    assert not is_running(server)


_USER = """
import sys, time
from pathlib import Path
from tests.databases import a_server
with a_server(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None).running():
    print("running", flush=True)
    time.sleep(600)
"""


def a_user(home: Path, binaries: Path | None) -> subprocess.Popen[str]:
    """Another process that holds the server of this home running."""
    process = a_user_on_its_way(home, binaries)
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    return process


def a_user_on_its_way(home: Path, binaries: Path | None) -> subprocess.Popen[str]:
    """Another process, with a process group of its own, that is about to do so."""
    return subprocess.Popen(
        [sys.executable, "-c", _USER, str(home), *([str(binaries)] if binaries else [])],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        start_new_session=True,
    )


def test_a_server_whose_user_was_killed_is_used_and_stopped_by_the_next(
    home: Path, binaries: Path | None
) -> None:
    server = a_server(home, binaries)
    with a_user(home, binaries) as killed:
        killed.send_signal(signal.SIGKILL)
    assert is_running(server)
    left_behind = postmaster(server)
    with server.running():
        assert postmaster(server) == left_behind
    assert not is_running(server)


def test_a_killed_user_does_not_stop_the_server_of_another(
    home: Path, binaries: Path | None
) -> None:
    with a_server(home, binaries).running() as server:
        with a_user(home, binaries) as killed:
            killed.send_signal(signal.SIGKILL)
        assert is_running(server)
    assert not is_running(server)


def test_a_server_that_was_killed_is_started_again_with_all_it_had_acknowledged(
    home: Path, binaries: Path | None
) -> None:
    server = a_server(home, binaries)
    with a_user(home, binaries) as user:
        migrate(server.url(), lambda: SEEDS)
        with a_ledger(server.url(), "first") as ledger:
            ledger.record(a_record("deal.opened"), BY)
        os.kill(postmaster(server), signal.SIGKILL)
        user.send_signal(signal.SIGKILL)
    with server.running(), a_ledger(server.url(), "second") as ledger:
        assert ledger.size == 1
        assert ledger.record(a_record("value.reported"), BY).position == 2


def test_its_data_and_socket_are_nobody_else_s(home: Path, binaries: Path | None) -> None:
    with a_server(home, binaries).running() as server:
        assert server.data.stat().st_mode & 0o077 == 0
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        assert rows(server.url(), "SHOW listen_addresses") == [("",)]


def test_a_home_that_cannot_be_used_says_what_went_wrong(home: Path, binaries: Path | None) -> None:
    (home / "postgres").mkdir()
    (home / "postgres" / "letter.txt").write_text("in the way")
    with (
        pytest.raises(EmbeddedServerError, match="holds something else"),
        a_server(home, binaries).running(),
    ):
        pass
    assert (home / "postgres" / "letter.txt").exists()


def test_a_first_start_that_was_killed_half_way_is_begun_again(
    home: Path, binaries: Path | None
) -> None:
    server = a_server(home, binaries)
    with a_user_on_its_way(home, binaries) as killed:
        while not (server.data / "PG_VERSION").exists():
            pass
        os.killpg(killed.pid, signal.SIGKILL)
    with server.running():
        assert rows(server.url(), "SELECT 1") == [(1,)]
