"""Clients that send bytes, not requests, to a served ledger."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from api.service import Service
from ledger.tokens import Wanted
from tests.records import a_sending

HEAD_TIMEOUT = 0.5


@dataclass(frozen=True)
class Served:
    """A served ledger, with the token of somebody who may do all."""

    service: Service
    address: str
    token: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def somebody_else(self, token: str | None = None) -> Served:
        """The same with another token: a new one of the same roles, or the one given."""
        outside, wanted = self.service.outside, Wanted("else", ["recorder", "reader"])
        made = token or self.service.tokens.create(wanted, outside.secret(), outside.now())[1]
        return replace(self, token=made)

    def ids(self) -> list[str]:
        """The ids of all records, in order."""
        return [entry.id for entry in self.service.ledger.in_order()]


@contextmanager
def connected(served: Served) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as client:
        yield client


def head(served: Served, length: int | str, path: str = "/v1/deals/D-1/records") -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: ledger\r\nAuthorization: Bearer {served.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def answer(client: socket.socket) -> bytes:
    """All that comes until the server hangs up or says no more for a moment."""
    client.settimeout(3)
    received = b""
    with suppress(TimeoutError, ConnectionError):
        while part := client.recv(65_536):
            received += part
            if b"\r\n\r\n" in received and received.endswith(b"}"):
                break
    return received


def ended(served: Served, reason: str) -> float:
    """How many connections the server ended for a reason."""
    numbers = served.service.metrics.text().decode()
    found = re.search(rf'connections_ended_total\{{reason="{reason}"\}} (.*)', numbers)
    return float(found[1]) if found else 0


def still_well(served: Served) -> None:
    """Somebody else is served at once."""
    began = time.monotonic()
    with connected(served) as client:
        body = json.dumps(a_sending("value.reported")).encode()
        client.sendall(head(served, len(body)) + body)
        assert answer(client).startswith(b"HTTP/1.1 201")
    assert time.monotonic() - began < 5


def is_closed(client: socket.socket) -> bool:
    client.settimeout(3)
    try:
        return client.recv(10) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True
