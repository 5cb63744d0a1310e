"""A service as it runs, in a thread of the tests: a real port, a real database."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from queue import Queue
from threading import Thread
from typing import Any

import httpx
from structlog.testing import capture_logs

from api.client import Client
from api.client.trying import Sleep
from api.outside import real
from api.service import Service, running
from api.serving import Server
from api.settings import Settings
from ledger.tokens import TokenRole, Wanted

SETTINGS = Settings(port=0, threads=4, stop_timeout=2)
PATIENCE = 30.0


@dataclass
class Served:
    """A service that can be stopped, and started again on the same port."""

    database: str
    clients: ExitStack
    address: str = ""
    _running: ExitStack = field(default_factory=ExitStack)
    _service: Service | None = None

    def start(self) -> None:
        port = int(self.address.rpartition(":")[2] or 0)
        self._running = ExitStack()
        settings = SETTINGS.model_copy(update={"port": port})
        self._service = self._running.enter_context(running(self.database, settings, real()))
        self.address = self._running.enter_context(in_a_thread(self._service))

    def stop(self) -> None:
        self._running.close()

    def token(self, *roles: TokenRole, deals: Sequence[str] | None = None) -> str:
        assert self._service is not None
        wanted = Wanted("tests", roles, deals)
        return self._service.tokens.create(wanted, real().secret(), real().now())[1]

    def revoke(self, token: str) -> None:
        assert self._service is not None
        assert self._service.tokens.revoke(token.split("_")[1], real().now())

    def client(self, token: str, tries: int = 1, sleep: Sleep = lambda _: None) -> Client:
        """A client that asks no proxy of the environment, and waits for nothing."""
        transport = httpx.HTTPTransport()
        made = Client(self.address, token, tries=tries, transport=transport, sleep=sleep)
        return self.clients.enter_context(made)


@contextmanager
def in_a_thread(
    service: Service, logged: list[MutableMapping[str, Any]] | None = None
) -> Iterator[str]:
    """The address of the service, while it is served; what it logged is added to `logged` then."""
    began: Queue[str] = Queue()
    server = Server(service, began.put)
    thread = Thread(target=server.run, name="served")
    with capture_logs() as lines:
        thread.start()
        try:
            yield began.get(timeout=PATIENCE)
        finally:
            service.watch.end()
            server.should_exit = True
            thread.join(PATIENCE)
            if logged is not None:
                logged += lines
    assert not thread.is_alive()
