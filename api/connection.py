"""One connection of a client: bounded in number, and in the time that it takes for anything.

uvicorn waits for ever for the headers of a first request, goes on reading a body that was refused,
and keeps an answer for ever that nobody reads. Here each of them has a limit; a refused body is
read a little longer, so that its sender sees why.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from operator import attrgetter
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from api.heads import BoundedHeads
from api.joining import Joining
from api.refusals import Busy
from api.shortcut import Shortcut

DRAINED_FOR = 5.0
"""Seconds for which a body that nobody wants is read."""
KEPT_BY_THE_SYSTEM = 131_072
"""Bytes of an answer that the system may take before the client does. Left alone it takes millions,
and tells nothing of a slow reader until a third of them was read."""


class BoundedConnection(BoundedHeads):
    """uvicorn's connection, with limits. Made by `bounded`."""

    connections: set[BoundedConnection]  # type: ignore[assignment]
    most_connections: int
    timeout: float

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        self._taken_until: asyncio.TimerHandle | None = None
        self._body_is_due = False
        self.quiet_since = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there: it has so long for its first headers."""
        self._joining = Joining(transport, self.loop)
        super().connection_made(cast("asyncio.Transport", self._joining))
        # Writing pauses as soon as anything is not taken, and goes on when all of it is.
        transport.set_write_buffer_limits(high=0)
        if (own := transport.get_extra_info("socket")) is not None:
            own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KEPT_BY_THE_SYSTEM)
        if len(self.connections) <= self.most_connections or self._takes_a_place():
            self._set_deadline(self.timeout)
        else:
            self._refuse(Busy())

    def _takes_a_place(self) -> bool:
        """Cut the connection that has asked nothing for longest; whether there was one.

        So that nobody is shut out by connections alone, for which no token is needed.
        """
        quiet = [each for each in self.connections if each is not self and each.is_quiet]
        if not quiet:
            return False
        min(quiet, key=attrgetter("quiet_since")).cut("place_needed")
        return True

    @property
    def is_quiet(self) -> bool:
        """Whether it is open, nothing that it asked is underway, and it took every answer."""
        cycle: RequestResponseCycle | None = self.cycle
        answered = cycle is None or cycle.response_complete
        return answered and self._taken_until is None and not self.transport.is_closing()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._set_deadline(None)
        self._all_is_taken()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client does not take what it is sent: it has so long until it took all of it."""
        super().pause_writing()
        self._all_is_taken()
        self._taken_until = self.loop.call_later(self.timeout, self.cut, "answer_not_read")

    def resume_writing(self) -> None:
        """The client took all that it was sent."""
        super().resume_writing()
        self._all_is_taken()

    def data_received(self, data: bytes) -> None:
        """Whatever comes."""
        super().data_received(data)
        if self._is_idle and self._deadline is None:
            # Blank lines end uvicorn's wait for the next request, and begin none.
            self._set_deadline(self.timeout)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._body_is_due = False
        if self._deadline is None:
            self._set_deadline(self.timeout)

    def on_headers_complete(self) -> None:
        """The headers are there; how long the body may take, whoever reads it says."""
        self._body_is_due = True
        self._set_deadline(None)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of a request is there."""
        self._body_is_due = False
        self._set_deadline(None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """A request is answered, perhaps before all of it was there."""
        self._joining.send()
        super().on_response_complete()
        self.quiet_since = self.loop.time()
        if self._body_is_due:
            self._set_deadline(DRAINED_FOR, "body_not_wanted")

    @property
    def _is_idle(self) -> bool:
        """Whether nothing is underway and nobody waits for the next request."""
        # Before the first request its deadline is set, and there is no cycle yet.
        cycle: RequestResponseCycle | None = self.cycle
        answered = cycle is None or cycle.response_complete
        return answered and not self._body_is_due and self.timeout_keep_alive_task is None

    def _set_deadline(self, seconds: float | None, reason: str = "headers_too_slow") -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if seconds is not None:
            self._deadline = self.loop.call_later(seconds, self.cut, reason)

    def _all_is_taken(self) -> None:
        if self._taken_until is not None:
            self._taken_until.cancel()
            self._taken_until = None


def bounded(shortcut: Shortcut, most_connections: int) -> Callable[..., BoundedConnection]:
    """The class of connections to the service of a short way in, as uvicorn wants it."""
    service = shortcut.service
    limits = {
        "service": service,
        "shortcut": shortcut,
        "most_connections": most_connections,
        "timeout": service.settings.request_timeout,
    }
    return type("Connection", (BoundedConnection,), limits)
