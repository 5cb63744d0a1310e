"""One request on the short way, and its answer: in the place of uvicorn's cycle and of a task.

A task, its scope and messages, and the steps of the application before a route took half of what a
record over HTTP cost the process. Limits, numbers and the log are the same as on the long way.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial

import structlog
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.desk import Desk
from api.guard import CLIENT_GONE, id_of, written_headers
from api.logs import Log, where
from api.problems import refused
from api.records import Sent
from api.refusals import AnswerTooSlow, BodyTooSlow, InternalError
from api.request_lines import Told
from api.responding import JSON
from api.service import Service
from api.shortcut import Usual
from domain.refusals import Refusal
from ledger.patience import UnavailableError

_JSON = (b"content-type", JSON.encode())


class _Unheard:
    """uvicorn tells a cycle that something came; here nobody waits for it."""

    def set(self) -> None:
        """Tell nobody."""


class Exchange:
    """From the head of a request to the end of its answer; all in the event loop.

    `body`, `more_body`, `keep_alive`, `disconnected`, `response_started`, `response_complete` and
    `message_event` are what uvicorn reads and sets of a cycle.
    """

    message_event = _Unheard()

    def __init__(
        self, connection: HttpToolsProtocol, service: Service, desk: Desk, usual: Usual
    ) -> None:
        self.body = bytearray()
        self.more_body = self.keep_alive = True
        self.disconnected = self.response_started = self.response_complete = False
        self._connection = connection
        self._service = service
        self._desk = desk
        self._usual = usual
        self._sent: Sent | None = None
        self._holds = self._over = False
        self._late: asyncio.TimerHandle | None = None
        self._began = time.perf_counter()
        self._id = id_of(usual.request_id, service)
        service.metrics.underway.begin()

    def begin(self) -> None:
        """The head is there."""
        self._try(self._take_share)

    def whole(self) -> None:
        """All of the body is there."""
        if not self._over:
            self._no_longer_late()
            self._try(self._record)

    def waits(self) -> None:
        """All that came was read: the rest of the body has so long to come."""
        if self.more_body and self._late is None and not self._over:
            self._within(self._service.settings.request_timeout, BodyTooSlow)

    def gone(self) -> None:
        """The client has left. What is at the desk goes on unheard."""
        self.disconnected = True
        if self._sent is None and not self._over:
            self._end(CLIENT_GONE)

    def _take_share(self) -> None:
        self._service.shares.requests.take(self._token)
        self._holds = True

    def _record(self) -> None:
        usual = self._usual
        sent = Sent(self._service, usual.caller, bytes(self.body), usual.if_match, usual.deal)
        self._desk.take(sent, self._settled)
        self._sent = sent
        self._within(self._service.settings.answer_timeout, AnswerTooSlow)

    def _settled(self, fault: Exception | None) -> None:
        """The desk is done with it; `fault` was raised before the ledger was asked."""
        if not self._over:
            self._try(partial(self._answer, fault))

    def _answer(self, fault: Exception | None) -> None:
        if fault is not None:
            raise fault
        assert self._sent is not None
        status, body = self._sent.answer()
        length = b"%d" % len(body)
        self._say(status, ((b"content-length", length), _JSON), body)

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except (Refusal, UnavailableError) as fault:
            self._refuse(fault)
        except Exception as fault:  # noqa: BLE001 - the last place where it can be answered
            self._tell_fault(fault)
            if self.response_started:
                self._connection.transport.abort()
            else:
                self._refuse(InternalError(self._id))

    def _tell_fault(self, fault: Exception) -> None:
        log: Log = structlog.get_logger()
        kind = type(fault).__name__
        log.error("fault", request_id=self._id, fault=kind, where=where(fault))

    def _refuse(self, fault: Refusal | UnavailableError) -> None:
        answer = refused(fault)
        self._say(answer.status_code, answer.raw_headers, bytes(answer.body))

    def _within(self, seconds: float, refusal: Callable[[float], Refusal]) -> None:
        loop = self._connection.loop
        self._late = loop.call_later(seconds, self._too_late, refusal, seconds)

    def _no_longer_late(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _too_late(self, refusal: Callable[[float], Refusal], seconds: float) -> None:
        self._refuse(refusal(seconds))

    def _say(self, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> None:
        self.response_started = self.response_complete = True
        if not self.disconnected:
            self._write(status, headers, body)
        self._end(status)

    def _write(self, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> None:
        connection = self._connection
        parts = [STATUS_LINE[status]]
        for name, value in (*connection.server_state.default_headers, *headers):
            parts += (name, b": ", value, b"\r\n")
        parts.append(written_headers(self._id))
        parts += (b"\r\n" if self.keep_alive else b"connection: close\r\n\r\n", body)
        connection.transport.write(b"".join(parts))
        if not self.keep_alive:
            connection.transport.close()
        connection.on_response_complete()

    def _end(self, status: int) -> None:
        self._over = True
        self._no_longer_late()
        service = self._service
        if self._holds:
            service.shares.requests.give_back(self._token)
        service.metrics.underway.end()
        seconds = time.perf_counter() - self._began
        route, token = self._usual.route, self._token
        service.metrics.answered("POST", route, status, seconds)
        told = Told(self._id, "POST", route, status, seconds, token)
        self._desk.lines.write_soon(told, self._connection.loop)

    @property
    def _token(self) -> str:
        return self._usual.caller.token.id
