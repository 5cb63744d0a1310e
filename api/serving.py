"""Serving until told to stop: uvicorn, bounded; whoever follows the ledger is let go first."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import socket
from collections.abc import Callable
from math import ceil
from threading import Timer
from types import FrameType

import structlog
import uvicorn

from api.app import app
from api.connection import bounded
from api.desk import Desk
from api.service import Service
from api.settings import Settings
from api.shortcut import Shortcut

OTHER_FILES = 256
"""File descriptors beside those of clients: the database's, logs, the program's own."""

SELDOM = (50_000, 20, 100)
"""Thresholds of Python's collector of garbage."""

Began = Callable[[str], None]
"""Is told the address once it is served."""


class Server(uvicorn.Server):
    """uvicorn's server on a service."""

    def __init__(self, service: Service, began: Began) -> None:
        settings = service.settings
        self._shortcut = Shortcut(service)
        super().__init__(
            uvicorn.Config(
                app(service),
                host=settings.host,
                port=settings.port,
                http=bounded(self._shortcut, _connections(settings.most_connections)),  # type: ignore[arg-type]
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=ceil(settings.stop_timeout),
            )
        )
        self._service = service
        self._began = began

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say where."""
        service = self._service
        desk = Desk(service.ledger, service.settings, asyncio.get_running_loop())
        desk.start()
        self._shortcut.desk = desk
        await super().startup(sockets)
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        named = f"[{host}]" if ":" in host else host
        structlog.get_logger().info("serving", host=host, port=port)
        self._began(f"http://{named}:{port}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what was asked, then end."""
        await super().shutdown(sockets)
        desk, self._shortcut.desk = self._shortcut.desk, None
        if desk is not None:
            await asyncio.to_thread(desk.close)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to stop: streams end now, requests may end, and a second time ends all."""
        self._service.watch.end()
        if not self.should_exit:
            last = Timer(max(5.0, 2 * self._service.settings.stop_timeout), _leave)
            last.daemon = True
            last.start()
        super().handle_exit(sig, frame)


def _leave() -> None:
    """End without order: what hangs may hang for ever. Nothing of it was acknowledged."""
    structlog.get_logger().error("not_stopped_in_time")
    os._exit(1)


def refuse_taken(settings: Settings) -> None:
    """Raise OSError when the address cannot be listened on."""
    for family, kind, number, _, address in socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    ):
        with socket.socket(family, kind, number) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)


def serve(service: Service, began: Began) -> None:
    """Serve until SIGINT or SIGTERM. Raises OSError when the address cannot be listened on."""
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    settings = service.settings
    # uvicorn would end the process when the address is taken: look first, and say it ourselves.
    refuse_taken(settings)
    collect_seldom()
    try:
        Server(service, began).run()
    finally:
        structlog.get_logger().info("stopped")


def collect_seldom() -> None:
    """Look for garbage less often than Python does.

    Entries that are kept hold no cycles and are many: looking through them for garbage took half
    as long again as reading them (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def _connections(most: int) -> int:
    """As many connections as there may be files, after asking for more of these."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return most if soft == resource.RLIM_INFINITY else max(16, min(most, soft - OTHER_FILES))
