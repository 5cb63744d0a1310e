"""Whoever does not read what it asked for is let go, and what was meant for it is dropped."""

from __future__ import annotations

import socket
import time

import pytest

from domain.record import record_of
from tests.api.http.hostile import HEAD_TIMEOUT, Served, ended, head, still_well
from tests.records import BY, a_sending

RECORDS, LENGTH = 240, 50_000
ALL_OF_IT = RECORDS * LENGTH
"""Bytes; an answer has these and some more."""


@pytest.fixture
def full(served: Served) -> Served:
    """A ledger whose page is much longer than what a connection takes unread."""
    texts = [
        a_sending("clause.added", id=f"c-{each}", clause=f"{each}", text="x" * LENGTH)
        for each in range(RECORDS)
    ]
    for first in range(0, RECORDS, 60):
        some = [record_of(each) for each in texts[first : first + 60]]
        served.service.ledger.record_together(some, BY)
    return served


def asked(served: Served, path: str) -> socket.socket:
    """A connection whose owner asks, and reads nothing; with as little room as there can be."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    client.connect(("127.0.0.1", served.port))
    client.sendall(head(served, 0, path).replace(b"POST", b"GET"))
    return client


def everything(client: socket.socket) -> tuple[int, bool]:
    """How many bytes come, and whether the server hung up."""
    client.settimeout(2)
    received = 0
    try:
        while part := client.recv(1_000_000):
            received += len(part)
    except TimeoutError:
        return received, False
    except ConnectionError:
        pass
    return received, True


@pytest.mark.parametrize("path", ["/v1/records?limit=500", "/v1/records/stream"])
def test_an_answer_that_nobody_reads_is_dropped(full: Served, path: str) -> None:
    clients = [asked(full, path) for _ in range(10)]
    until = time.monotonic() + 30
    while ended(full, "answer_not_read") < len(clients) and time.monotonic() < until:
        time.sleep(0.1)
    still_well(full)
    assert full.service.metrics.streams.running == 0
    for client in clients:
        with client:
            received, hung_up = everything(client)
        assert received < ALL_OF_IT
        assert hung_up


def test_an_answer_that_is_read_slowly_is_given(full: Served) -> None:
    began = time.monotonic()
    with asked(full, "/v1/records?limit=500") as client:
        received = 0
        while received < ALL_OF_IT:
            part = client.recv(100_000)
            assert part, received
            received += len(part)
            if time.monotonic() - began < 4 * HEAD_TIMEOUT:
                time.sleep(HEAD_TIMEOUT / 50)
    assert time.monotonic() - began > 2 * HEAD_TIMEOUT
