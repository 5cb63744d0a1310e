"""What is no HTTP, or too much of it, is answered as a problem, logged and counted."""

from __future__ import annotations

import json
import re
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from api.heads import LARGEST_HEAD
from tests.api.http.hostile import Served, answer, connected, ended, head, still_well

MUCH = b"x" * (LARGEST_HEAD + 15_000)
GET = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /%zz HTTP/1.1\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /nowhere HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /v1/records HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_request_is_a_4xx_or_the_end(served: Served, sent: bytes) -> None:
    with connected(served) as client:
        client.sendall(sent)
        said = answer(client)
    assert said == b"" or said.startswith(b"HTTP/1.1 4"), said
    still_well(served)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"nonsense\r\n\r\n", 400, "not_http"),
        (b"GET / HTTP/9.9\r\n\r\n", 400, "not_http"),
        (GET + b"Content-Length: -1\r\n\r\n", 400, "not_http"),
        (GET + b"A: " + MUCH + b"\r\n\r\n", 431, "headers_too_large"),
        (GET + 6_000 * b"A: 45678901\r\n" + b"\r\n", 431, "headers_too_large"),
        (b"GET /" + MUCH + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431, "headers_too_large"),
    ],
)
def test_it_is_a_problem_with_an_id_that_is_logged_and_counted(
    served: Served, sent: bytes, status: int, code: str
) -> None:
    with capture_logs() as lines, connected(served) as client:
        client.sendall(sent)
        headers, _, body = answer(client).partition(b"\r\n\r\n")
    assert headers.startswith(b"HTTP/1.1 %d " % status)
    assert b"content-type: application/problem+json" in headers
    assert (json.loads(body)["status"], json.loads(body)["code"]) == (status, code)
    [line] = [each for each in lines if each["event"] == "request"]
    assert (line["status"], line["route"], line["token"]) == (status, "none", None)
    found = re.search(rb"x-request-id: (\S+)", headers)
    assert found is not None
    assert found[1].decode() == line["request_id"]
    assert ended(served, code) == 1
    numbers = served.service.metrics.text().decode()
    assert f'requests_total{{method="other",route="none",status="{status}"}} 1.0' in numbers
    still_well(served)


def test_what_was_asked_before_is_answered_first(served: Served) -> None:
    with connected(served) as client:
        client.sendall(head(served, 0, "/v1/deals/d-1").replace(b"POST", b"GET") + b"nonsense")
        said = b""
        while part := client.recv(65_536):
            said += part
    assert re.findall(rb"HTTP/1.1 (\d+)", said) == [b"404", b"400"]
    still_well(served)


@pytest.mark.parametrize(
    "trailer", [b"A: 4567890\r\n" * 1_000, b"x" * 10_000, b"5;" + b"e" * 10_000]
)
def test_what_follows_a_body_has_no_more_room_than_headers(served: Served, trailer: bytes) -> None:
    sent = 0
    with connected(served) as client:
        client.sendall(head(served, 0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked"))
        client.sendall(b"" if trailer.startswith(b"5;") else b"2\r\n[]\r\n0\r\n")
        with suppress(ConnectionError):
            while sent < 100 * LARGEST_HEAD:
                client.sendall(trailer)
                sent += len(trailer)
    assert ended(served, "headers_too_large") + ended(served, "not_http") == 1
    still_well(served)


@pytest.mark.parametrize("line", [b"X: " + b"x" * 1_000 + b"\r\n", b"x" * 10_000])
def test_headers_without_an_end_are_refused(served: Served, line: bytes) -> None:
    with connected(served) as client:
        client.sendall(b"GET /v1/deals HTTP/1.1\r\n")
        sent = 0
        with suppress(ConnectionError):
            while sent < 20 * LARGEST_HEAD:
                client.sendall(line)
                sent += len(line)
        assert sent < 20 * LARGEST_HEAD or b" 431 " in answer(client)
    still_well(served)
