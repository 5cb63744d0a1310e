"""A usual record, sent as bytes to a served ledger: every limit of the long way holds."""

from __future__ import annotations

import io
import json
import logging
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from api import logs
from api.records import Sent
from tests.api.http.hostile import HEAD_TIMEOUT, Served, answer, connected, head, still_well
from tests.records import a_sending

DRAWN = b"0af7651916cd43dd8448eb211c80319c"
LONG_WAY = (b"application/json", b"application/json; charset=utf-8")


@pytest.fixture
def logged(served: Served) -> Iterator[io.StringIO]:
    """What the served ledger logs, as lines of JSON; its token is remembered."""
    to = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure("info", to)
    still_well(served)
    lines(to, 1)
    to.seek(0)
    to.truncate()
    yield to
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def request(served: Served, record: dict[str, Any]) -> bytes:
    body = json.dumps(record).encode()
    return head(served, len(body)) + body


def lines(to: io.StringIO, number: int) -> list[dict[str, Any]]:
    """So many lines; they are written after the answers were sent."""
    until = time.monotonic() + 5
    while to.getvalue().count("\n") < number and time.monotonic() < until:
        time.sleep(0.01)
    found = [json.loads(line) for line in to.getvalue().splitlines()]
    assert len(found) == number
    return found


def headers(said: bytes) -> dict[bytes, bytes]:
    pairs = (line.partition(b": ") for line in said.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:])
    return {name: value for name, _, value in pairs}


def counted(served: Served, status: int) -> float:
    numbers = served.service.metrics.text().decode()
    labels = f'method="POST",route="/v1/deals/{{deal}}/records",status="{status}"'
    found = re.search(rf"requests_total{{{re.escape(labels)}}} (.*)", numbers)
    return float(found[1]) if found else 0


def test_both_ways_leave_the_same_line_headers_and_numbers(
    served: Served, logged: io.StringIO
) -> None:
    sent = request(served, a_sending("value.reported", id="one"))
    before = counted(served, 200)
    with connected(served) as client:
        client.sendall(sent)
        answer(client)
        client.sendall(sent)
        short = answer(client)
        client.sendall(sent.replace(*LONG_WAY))
        long = answer(client)
    _, one, other = lines(logged, 3)
    assert counted(served, 200) == before + 2
    assert list(one) == list(other)
    assert {**one, **(differs := {"ms": 0, "timestamp": "", "request_id": ""})} == {
        **other,
        **differs,
    }
    assert one["request_id"] == headers(short)[b"x-request-id"].decode()
    assert headers(short).keys() == headers(long).keys()
    assert short.partition(b"\r\n\r\n")[2] == long.partition(b"\r\n\r\n")[2]


def test_an_id_that_came_with_it_is_answered_and_logged(
    served: Served, logged: io.StringIO
) -> None:
    sent = request(served, a_sending("value.reported"))
    with connected(served) as client:
        client.sendall(sent.replace(b"Host:", b"X-Request-ID: %b\r\nHost:" % DRAWN))
        assert headers(answer(client))[b"x-request-id"] == DRAWN
        client.sendall(sent.replace(b"Host:", b"X-Request-ID: carla.oe\r\nHost:"))
        assert headers(answer(client))[b"x-request-id"].startswith(b"request-")
    assert lines(logged, 2)[0]["request_id"] == DRAWN.decode()


def test_requests_that_do_not_wait_for_each_other_are_answered_in_their_order(
    served: Served,
) -> None:
    still_well(served)
    sent = [a_sending("value.reported", id=f"v-{number}") for number in range(20)]
    with connected(served) as client:
        client.sendall(b"".join(request(served, each) for each in sent))
        client.settimeout(5)
        said = b""
        while said.count(b"HTTP/1.1 201") < 20 or not said.endswith(b"}"):
            said += client.recv(65_536)
    found = re.findall(rb'"record":"(v-[0-9]+)"', said)
    assert found == [f"v-{number}".encode() for number in range(20)]


def test_a_connection_that_is_to_end_after_the_answer_ends(served: Served) -> None:
    still_well(served)
    sent = request(served, a_sending("value.reported"))
    with connected(served) as client:
        client.sendall(sent.replace(b"Host:", b"Connection: close\r\nHost:"))
        said = answer(client)
        assert headers(said)[b"connection"] == b"close"
        assert client.recv(1) == b""


def test_a_body_that_comes_in_parts_is_read_and_one_that_does_not_come_is_refused(
    served: Served, logged: io.StringIO
) -> None:
    sent = request(served, a_sending("value.reported", id="parts"))
    with connected(served) as client:
        for place in range(0, len(sent), 100):
            client.sendall(sent[place : place + 100])
            time.sleep(0.01)
        assert answer(client).startswith(b"HTTP/1.1 201")
        began = time.monotonic()
        client.sendall(sent[:-1])
        said = answer(client)
    assert said.startswith(b"HTTP/1.1 408")
    assert b"body_too_slow" in said
    assert time.monotonic() - began >= HEAD_TIMEOUT
    assert [each["status"] for each in lines(logged, 2)] == [201, 408]


def test_who_leaves_in_the_middle_is_logged_and_counted_as_gone(
    served: Served, logged: io.StringIO
) -> None:
    sent = request(served, a_sending("value.reported", id="half"))
    with connected(served) as client:
        client.sendall(sent[:-1])
        time.sleep(0.1)
    assert [each["status"] for each in lines(logged, 1)] == [499]
    assert "half" not in served.ids()
    assert served.service.metrics.underway.running == 0
    served.service.shares.requests.take("nobody holds any")


def test_a_fault_of_the_program_is_a_problem_and_once_in_the_log(
    served: Served, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("not for the log")

    monkeypatch.setattr(Sent, "refuse", broken)
    with connected(served) as client:
        client.sendall(request(served, a_sending("value.reported")))
        said = answer(client)
    assert said.startswith(b"HTTP/1.1 500")
    fault, told = lines(logged, 2)
    assert (fault["event"], fault["fault"]) == ("fault", "RuntimeError")
    assert fault["request_id"] == told["request_id"] == headers(said)[b"x-request-id"].decode()
    assert "not for the log" not in logged.getvalue()


def test_more_than_the_share_of_a_token_are_refused(served: Served) -> None:
    still_well(served)
    share, token = served.service.shares.requests, served.token.split("_")[1]
    held = 0
    while True:
        try:
            share.take(token)
        except Exception:  # noqa: BLE001 - whatever refuses
            break
        held += 1
    with connected(served) as client:
        client.sendall(request(served, a_sending("value.reported", id="much")))
        said = answer(client)
        assert said.startswith(b"HTTP/1.1 429"), said
        assert b"token_busy" in said
        for _ in range(held):
            share.give_back(token)
        client.sendall(request(served, a_sending("value.reported", id="much")))
        assert answer(client).startswith(b"HTTP/1.1 201")
