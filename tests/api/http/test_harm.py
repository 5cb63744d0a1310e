"""What hostile or broken clients send to a served ledger does it no harm."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack, suppress
from dataclasses import replace

import httpx
import pytest

from api.service import Service
from api.serving import Server
from tests.api.http.hostile import (
    HEAD_TIMEOUT,
    Served,
    answer,
    connected,
    ended,
    head,
    is_closed,
    still_well,
)
from tests.records import a_sending


def test_a_body_of_50_megabytes_is_refused_before_it_is_read(served: Served) -> None:
    with connected(served) as client:
        client.sendall(head(served, 50_000_000))
        said = answer(client)
        assert said.startswith(b"HTTP/1.1 413")
        assert b"body_too_large" in said
        # Its sender goes on sending, and is let go in the end.
        with suppress(ConnectionError):
            for _ in range(50):
                client.sendall(b" " * 1_000_000)
    still_well(served)


def test_a_body_without_an_end_is_cut(served: Served) -> None:
    with connected(served) as client:
        client.sendall(head(served, 0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked"))
        began = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() - began < 20:
                client.sendall(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
        assert time.monotonic() - began < 20
    still_well(served)


def test_a_body_that_is_cut_off_leaves_nothing(served: Served) -> None:
    record = a_sending("value.reported", id="half")
    body = json.dumps(record).encode()
    for much in (0, 1, len(body) - 1):
        with connected(served) as client:
            client.sendall(head(served, len(body)) + body[:much])
    still_well(served)
    assert "half" not in served.ids()


def test_a_record_whose_sender_leaves_before_the_answer_is_there_or_not_and_once(
    served: Served,
) -> None:
    body = json.dumps(a_sending("value.reported", id="gone")).encode()
    for _ in range(5):
        with connected(served) as client:
            client.sendall(head(served, len(body)) + body)
    with connected(served) as client:
        client.sendall(head(served, len(body)) + body)
        assert answer(client).startswith(b"HTTP/1.1 20")
    assert served.ids().count("gone") == 1


def test_a_body_that_comes_too_slowly_is_refused(served: Served) -> None:
    with connected(served) as client:
        client.sendall(head(served, 1_000) + b"{")
        said = answer(client)
    assert said.startswith(b"HTTP/1.1 408")
    assert b"body_too_slow" in said
    still_well(served)


@pytest.mark.parametrize(
    "sent", [b"", b"P", b"GET /v1/deals HTTP/1.1\r\n", b"GET /v1/deals HTTP/1.1\r\nHost: x\r\nA: "]
)
def test_headers_that_do_not_come_end_the_connection(served: Served, sent: bytes) -> None:
    with connected(served) as client:
        client.sendall(sent)
        client.settimeout(HEAD_TIMEOUT * 10)
        began = time.monotonic()
        with suppress(ConnectionError):
            assert client.recv(100) == b""
        assert time.monotonic() - began < HEAD_TIMEOUT * 8
    still_well(served)


def test_blank_lines_between_requests_hold_no_connection(served: Served) -> None:
    with connected(served) as client:
        client.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer(client).startswith(b"HTTP/1.1 200")
        client.sendall(b"\r\n")
        began = time.monotonic()
        assert is_closed(client)
        assert time.monotonic() - began < HEAD_TIMEOUT * 8
        assert not served.service.watch.ended
    still_well(served)


def test_silent_connections_make_room_and_are_let_go(served: Served) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(connected(served)) for _ in range(200)]
        for each in clients[100:]:
            each.sendall(b"GET / HT")
        still_well(served)
        assert ended(served, "place_needed") == 1
        assert is_closed(clients[0])
        time.sleep(HEAD_TIMEOUT * 3)
        still_well(served)
        assert all(is_closed(each) for each in clients)
        assert ended(served, "headers_too_slow") == 199


def test_more_connections_than_are_held_are_told_to_come_again(served: Served) -> None:
    asked = [head(other, 100) + b"{" for other in (served, served.somebody_else())]
    with ExitStack() as stack:
        for number in range(200):
            client = stack.enter_context(connected(served))
            client.sendall(asked[number % 2])
        with connected(served) as one_more:
            said = answer(one_more)
        assert said.startswith(b"HTTP/1.1 503")
        assert b"retry-after" in said.lower()
        assert ended(served, "busy") == 1
        # The slow ones are let go, and everybody else is served.
        time.sleep(HEAD_TIMEOUT * 3)
        still_well(served)


def test_thousands_of_slow_headers_do_no_harm(served: Served) -> None:
    """10,000 connections, as many at a time as are held, each with its headers by the byte."""
    for _ in range(50):
        with ExitStack() as stack:
            clients = [stack.enter_context(connected(served)) for _ in range(200)]
            for each in clients:
                with suppress(ConnectionError):
                    each.sendall(b"GET / HT")
    time.sleep(HEAD_TIMEOUT * 2)
    still_well(served)
    numbers = httpx.get(f"{served.address}/metrics").text
    assert "deal_ledger_requests_underway 0.0" in numbers


def test_requests_that_are_sent_at_once_are_answered_in_their_order(served: Served) -> None:
    bearer = f"Authorization: Bearer {served.token}"
    one = f"GET /v1/deals/%s HTTP/1.1\r\nHost: x\r\n{bearer}\r\n\r\n"
    with connected(served) as client:
        client.sendall("".join(one % f"d-{number}" for number in range(20)).encode())
        client.settimeout(5)
        said = b""
        while said.count(b"HTTP/1.1 404") < 20 or not said.endswith(b"}"):
            said += client.recv(65_536)
    places = [said.index(f"'d-{number}'".encode()) for number in range(20)]
    assert places == sorted(places)


@pytest.mark.parametrize(("given", "waited"), [(0.0, 0), (0.2, 1), (1.0, 1), (9.5, 10)])
def test_the_time_to_stop_is_never_shorter_than_it_was_set(
    service: Service, given: float, waited: int
) -> None:
    settings = service.settings.model_copy(update={"stop_timeout": given})
    server = Server(replace(service, settings=settings), print)
    assert server.config.timeout_graceful_shutdown == waited
