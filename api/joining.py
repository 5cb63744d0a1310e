"""A transport that sends head and body of an answer together: half the calls to the kernel."""

from __future__ import annotations

import asyncio
from typing import Any

AT_ONCE = 65_536
"""Bytes; more than these are sent without waiting for the rest."""


class Joining:
    """Keeps what is written until it is told to send, or the event loop comes round again."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._kept: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Send this soon."""
        if not self._kept:
            self._loop.call_soon(self.send)
        self._kept.append(data)
        self._size += len(data)
        if self._size > AT_ONCE:
            self.send()

    def send(self) -> None:
        """Send now what is kept; of a client that has left meanwhile it is dropped."""
        if self._kept:
            together = b"".join(self._kept)
            self._kept.clear()
            self._size = 0
            # uvloop raises where nobody is connected any more.
            if not self._transport.is_closing():
                self._transport.write(together)

    def close(self) -> None:
        """Hang up when all is sent."""
        self.send()
        self._transport.close()

    def abort(self) -> None:
        """Hang up."""
        self._kept.clear()
        self._transport.abort()

    def get_write_buffer_size(self) -> int:
        """Bytes that are not sent."""
        return self._transport.get_write_buffer_size() + self._size

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
