"""A service on a fresh database, and a client that may do everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from api.client import Client
from tests.api.client.serving import Served


@pytest.fixture
def served(database: str) -> Iterator[Served]:
    """A running service. Its clients are closed before it."""
    with ExitStack() as clients:
        service = Served(database, clients)
        service.start()
        clients.callback(service.stop)
        yield service


@pytest.fixture
def client(served: Served) -> Client:
    """A client with an admin's token."""
    return served.client(served.token("admin"))
