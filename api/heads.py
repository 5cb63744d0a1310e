"""What a client sends that is no body: bounded in bytes, and answered when it is no HTTP at all.

uvicorn reads headers without a bound, and answers what is no HTTP with a line of text, even in the
place of an answer that was underway.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from api.refusals import HeadersTooLarge, NotHttp
from api.service import Service
from api.short_connection import ShortConnection
from api.unasked import unasked
from domain.refusals import Refusal

LARGEST_HEAD = 65_536


class BoundedHeads(ShortConnection):
    """uvicorn's connection, with a limit to what comes beside bodies."""

    service: Service

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of one request: address and headers, also those after a body in parts.
        self._head = 0
        # Since the last of these that was whole, or the last part of a body.
        self._unread = 0
        self._broken = False

    def data_received(self, data: bytes) -> None:
        """Whatever comes: counted here, read by uvicorn."""
        if self._broken:
            return
        self._unread += len(data)
        super().data_received(data)
        if self._unread > LARGEST_HEAD:
            self._refuse(HeadersTooLarge(LARGEST_HEAD))

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head = 0

    def on_url(self, url: bytes) -> None:
        """The address, or a part of it."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header, or one after a body in parts."""
        self._count(len(name) + len(value) + len(": \r\n"))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The headers are there."""
        self._unread = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of a body."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """All of a request is there."""
        self._unread = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """A request is answered."""
        super().on_response_complete()
        if self._broken and self.cycle.response_complete:
            self._refuse(self._fault)

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP, or too much of it: told after what was asked before is answered."""
        del msg
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete:
            self._refuse(self._fault)
        elif self.pipeline or not cycle.more_body:
            self._broken = True
        elif cycle.response_started:
            self.cut(self._fault.code)
        else:
            self._refuse(self._fault)

    @property
    def _fault(self) -> Refusal:
        return HeadersTooLarge(LARGEST_HEAD) if self._head > LARGEST_HEAD else NotHttp()

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > LARGEST_HEAD:
            raise ValueError("headers too large")  # uvicorn takes it for broken, as it should

    def _refuse(self, refusal: Refusal) -> None:
        """Answer without a request, and hang up."""
        if not self.transport.is_closing():
            self.service.metrics.connections_ended.labels(refusal.code).inc()
            self.transport.write(unasked(self.service, refusal))
            self.transport.close()

    def cut(self, reason: str) -> None:
        """Hang up without an answer; what was not sent yet is dropped."""
        self.service.metrics.connections_ended.labels(reason).inc()
        self.transport.abort()
