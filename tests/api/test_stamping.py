"""How authorities are asked: within a time, for so many bytes, and whatever they answer."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from api import stamping
from api.settings import BadSettingError, Settings
from api.stamping import plan_of, post
from ledger.stamping.asking import LARGEST_ANSWER, NoAnswerError
from tests.ledger.stamping.authority import Authority, an_authority, served

Sends = Callable[[socket.socket], None]


@contextmanager
def an_answer(sends: Sends) -> Iterator[str]:
    """A server that reads a request and then sends what it likes; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                try:
                    sends(connection)
                except OSError:
                    return

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(10)


def trickle(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"x")
        time.sleep(0.05)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(bytes(65_536))


@pytest.mark.parametrize(
    ("sends", "why"),
    [
        (trickle, "no answer within 0.5 seconds"),
        (lambda _: time.sleep(1), "no answer within 0.5 seconds"),
        (endless, f"it answered more than {LARGEST_ANSWER:,} bytes"),
        (lambda c: c.sendall(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"), "it answered 503"),
        (
            lambda c: c.sendall(b"HTTP/1.1 302 Go\r\nLocation: http://127.0.0.1:1/\r\n\r\n"),
            "it answered 302",
        ),
        (lambda c: c.sendall(b"SSH-2.0-OpenSSH\r\n"), "no HTTP"),
        (lambda _: None, "no HTTP"),
        (
            lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nxx"),
            "no HTTP",
        ),
    ],
)
def test_what_gives_no_answer_is_told_why(
    monkeypatch: pytest.MonkeyPatch, sends: Sends, why: str
) -> None:
    monkeypatch.setattr(stamping, "TOTAL", 0.5)
    began = time.monotonic()
    with an_answer(sends) as url, pytest.raises(NoAnswerError, match=why):
        post(url, b"request")
    assert time.monotonic() - began < 7


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NoAnswerError, match="cannot be reached"):
        post(f"http://127.0.0.1:{port}/", b"request")


def test_an_environment_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "nonsense://proxy")
    with pytest.raises(NoAnswerError, match="could not be asked"):
        post("http://tsa.example/", b"request")


def test_the_request_is_passed_on_as_it_is_and_the_answer_too(tmp_path: Path) -> None:
    authority = an_authority(tmp_path / "ca")
    authority.answering = [lambda request: b"answer to " + request]
    with served(authority):
        assert post(authority.url, b"request") == b"answer to request"
    assert authority.asked == [b"request"]


# What is set.


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    authority: Authority = an_authority(tmp_path / "ca")
    return authority.folder / "root.pem"


def given(**values: str | Path) -> Settings:
    return Settings.from_environment({f"DEAL_LEDGER_{k}": str(v) for k, v in values.items()})


def test_authorities_roots_and_how_often(roots: Path) -> None:
    plan = plan_of(
        given(
            TIME_STAMP_AUTHORITIES="https://a.example/tsa, http://b.example",
            TIME_STAMP_ROOTS=roots,
            TIME_STAMP_MINUTES="90",
        )
    )
    assert [each.name for each in plan.authorities] == ["https://a.example/tsa", "http://b.example"]
    assert (len(plan.roots), plan.every) == (1, timedelta(minutes=90))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("tsa.example", "begins with https://"),
        ("ftp://tsa.example", "begins with https://"),
        ("https://tsa.example:port/", "cannot be read"),
        ("https://tsa.example https://tsa.example", "named twice"),
        ("https://tsa.example?a=1 https://tsa.example?a=2", "named twice"),
        (" ".join(f"https://{n}.example" for n in range(9)), "At most 8"),
        ("https://tsä.example", "ASCII"),
    ],
)
def test_addresses_that_lead_nowhere_are_refused(value: str, why: str) -> None:
    with pytest.raises(BadSettingError, match=why) as refused:
        given(TIME_STAMP_AUTHORITIES=value)
    assert "DEAL_LEDGER_TIME_STAMP_AUTHORITIES" in str(refused.value)


def test_authorities_without_roots_are_refused(tmp_path: Path) -> None:
    set_ = {"TIME_STAMP_AUTHORITIES": "https://tsa.example"}
    with pytest.raises(BadSettingError, match="DEAL_LEDGER_TIME_STAMP_ROOTS"):
        plan_of(given(**set_))
    with pytest.raises(BadSettingError, match="cannot be read"):
        plan_of(given(**set_, TIME_STAMP_ROOTS=tmp_path / "nowhere"))
    (tmp_path / "none").write_text("rubbish")
    with pytest.raises(BadSettingError, match="no certificate"):
        plan_of(given(**set_, TIME_STAMP_ROOTS=tmp_path / "none"))


def test_what_is_secret_in_an_address_is_in_no_text(roots: Path) -> None:
    settings = given(
        TIME_STAMP_AUTHORITIES="https://us:pa55@tsa.example/?key=5ecret", TIME_STAMP_ROOTS=roots
    )
    shown = repr(settings) + repr(plan_of(settings)) + json.dumps(str(plan_of(settings)))
    assert "pa55" not in shown
    assert "5ecret" not in shown
