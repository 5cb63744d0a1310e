"""Whatever one token does, or somebody without one, others are served meanwhile."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread

import httpx
import pytest

from api.settings import Settings
from ledger.tokens import Token
from tests.api.http.hostile import Served, answer, connected, head

SOON = 2.0


@pytest.fixture
def little_patience() -> Settings:
    """Four threads and streams, twenty requests; half of it for one token."""
    return Settings(
        port=0,
        threads=4,
        most_waiting=20,
        most_streams=4,
        thread_timeout=0.5,
        position_timeout=60,
        stop_timeout=1,
    )


def sent(served: Served, stack: ExitStack, sent: bytes) -> socket.socket:
    client = stack.enter_context(connected(served))
    client.sendall(sent)
    return client


def a_get(served: Served, path: str) -> bytes:
    return head(served, 0, path).replace(b"POST", b"GET")


def others_are_served(served: Served) -> None:
    """Somebody else, with a token that was not seen before, is served soon."""
    began = time.monotonic()
    other = served.somebody_else()
    with connected(other) as client:
        client.sendall(a_get(other, "/v1/deals"))
        assert answer(client).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < SOON


def refused(said: bytes, status: int, code: str) -> None:
    assert said.startswith(b"HTTP/1.1 %d" % status), said
    assert b'"code":"%s"' % code.encode() in said
    assert b"retry-after: " in said.lower()


@pytest.mark.parametrize(
    "unfinished",
    ["/v1/deals/D-1/records", "/v1/deals/D-1/ask", "/v1/deals?min_position=99"],
)
def test_requests_without_an_end_shut_out_their_own_token_alone(
    served: Served, unfinished: str
) -> None:
    waits = "min_position" in unfinished
    asked = a_get(served, unfinished) if waits else head(served, 100, unfinished) + b"{"
    with ExitStack() as stack:
        for _ in range(40):
            sent(served, stack, asked)
        time.sleep(0.3)
        refused(answer(sent(served, stack, a_get(served, "/v1/deals"))), 429, "token_busy")
        others_are_served(served)
    ended = time.monotonic() + SOON
    while served.service.metrics.underway.running and time.monotonic() < ended:
        time.sleep(0.05)
    # All of them have left: nobody is waited for any more.
    assert served.service.metrics.underway.running == 0
    with connected(served) as client:
        client.sendall(a_get(served, "/v1/deals"))
        assert answer(client).startswith(b"HTTP/1.1 200")


def test_streams_of_one_token_leave_some_to_others(served: Served) -> None:
    with ExitStack() as stack:
        own = a_get(served, "/v1/records/stream")
        for _ in range(2):
            assert sent(served, stack, own).recv(100).startswith(b"HTTP/1.1 200")
        refused(answer(sent(served, stack, own)), 429, "token_busy")
        other = served.somebody_else()
        theirs = a_get(other, "/v1/records/stream")
        assert sent(other, stack, theirs).recv(100).startswith(b"HTTP/1.1 200")
        others_are_served(served)


def test_a_body_is_not_waited_for_without_a_token_that_counts(served: Served) -> None:
    stranger = served.somebody_else("dl_0123456789abcdef_x")
    with ExitStack() as stack:
        clients = [sent(stranger, stack, head(stranger, 100) + b"{") for _ in range(40)]
        said = {answer(each)[:12] for each in clients}
        assert b"HTTP/1.1 401" in said
        assert said <= {b"HTTP/1.1 401", b"HTTP/1.1 503"}
        others_are_served(served)


@contextmanager
def asking(served: Served, path: str, times: int) -> Iterator[list[httpx.Response]]:
    """Asks the same several times at once; what was answered is there at the end."""
    answers: list[httpx.Response] = []

    def ask() -> None:
        bearer = {"Authorization": f"Bearer {served.token}"}
        answers.append(httpx.get(f"{served.address}{path}", headers=bearer, timeout=30))

    threads = [Thread(target=ask) for _ in range(times)]
    for each in threads:
        each.start()
    time.sleep(0.2)
    yield answers
    for each in threads:
        each.join()


def test_heavy_readings_of_one_token_make_no_other_wait(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heavy(*_: object) -> None:
        time.sleep(2)

    monkeypatch.setattr("api.deals.known", heavy)
    with asking(served, "/v1/deals/D-1/terms", 8) as answers:
        # Not after half a second in vain, as it would be were all threads in use.
        others_are_served(served)
    # Two were worked on; the others waited for half a second.
    assert sorted(each.status_code for each in answers) == [500] * 2 + [503] * 6
    late = [each for each in answers if each.status_code == 503]
    assert {each.json()["code"] for each in late} == {"busy"}
    assert all(int(each.headers["retry-after"]) >= 1 for each in late)


def test_tokens_that_were_never_seen_keep_no_known_one_waiting(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = served.somebody_else("dl_0123456789abcdef_x")
    of = served.service.tokens.of

    def slow(text: str) -> Token | None:
        time.sleep(1 if text == stranger.token else 0)
        return of(text)

    monkeypatch.setattr(served.service.door, "_of", slow)
    with asking(served, "/v1/deals", 1):
        pass
    monkeypatch.setattr("api.auth.REMEMBERED_FOR", -1.0)
    with asking(stranger, "/v1/deals", 30) as answers:
        with asking(served, "/v1/deals", 1) as own:
            pass
        assert own[0].status_code == 200
    assert {each.status_code for each in answers} == {401, 503}


class TestFew:
    """With settings of its own."""

    @pytest.fixture
    def little_patience(self) -> Settings:
        """One request at a time."""
        return Settings(port=0, threads=2, most_waiting=1, stop_timeout=1)

    def test_one_request_too_many_is_told_to_come_again(
        self, served: Served, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.deals.known", lambda *_: time.sleep(2))
        other = served.somebody_else()
        with asking(served, "/v1/deals/D-1/terms", 1), connected(other) as client:
            client.sendall(a_get(other, "/v1/deals"))
            refused(answer(client), 503, "busy")
            assert httpx.get(f"{served.address}/health/live").status_code == 200
