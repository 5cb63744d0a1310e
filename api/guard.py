"""What every request passes on its way in and out, as ASGI: an id, a log line, numbers.

Nothing that goes wrong further in gets past here as anything but a problem document.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import Log, where
from api.problems import problem_response
from api.refusals import InternalError
from api.request_lines import RequestLines, Told
from api.service import Service

REQUEST_ID = re.compile(rb"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""A trace's or a proxy's id, or a UUID: it gets into logs and the access log, so no words."""
UNCOUNTED = frozenset({"/health/live", "/health/ready", "/metrics", "/v1/records/stream"})
"""Not among the requests underway; streams are counted by themselves, as they stay for long."""
CLIENT_GONE = 499
"""Logged when the client left before it was answered; sent to nobody."""
SENT_AT_ONCE = 65_536
"""Bytes of an answer that are handed over before its reader must have taken them."""
# Without any referrer a browser sends the forms of our own pages with `Origin: null`.
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_WRITTEN = b"".join(b"%b: %b\r\n" % header for header in _HEADERS)


@dataclass(slots=True)
class _Passing:
    """One request on its way through."""

    id: str
    scope: Scope
    send: Send
    began: float = field(default_factory=time.perf_counter)
    status: int | None = None

    @property
    def route(self) -> str:
        """The template of its route: what was asked for in it is not logged."""
        found = self.scope.get("route")
        return str(getattr(found, "path", "none"))

    async def sending(self, message: Message) -> None:
        """Send on, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *added_headers(self.id)]
        for part in _parts(message):
            await self.send(part)


class Guard:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._log: Log = structlog.get_logger()
        self._lines = RequestLines()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request, or whatever else the server has to say."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passing = _Passing(self._id(scope), scope, send)
        scope["request_id"] = passing.id
        structlog.contextvars.bind_contextvars(request_id=passing.id)
        underway = self._service.metrics.underway
        with nullcontext() if scope["path"] in UNCOUNTED else underway.one_more():
            try:
                await self._pass(passing, receive)
            finally:
                self._tell(passing)
                structlog.contextvars.clear_contextvars()

    async def _pass(self, passing: _Passing, receive: Receive) -> None:
        scope = passing.scope
        try:
            await self._app(scope, receive, passing.sending)
        except ClientDisconnect:
            passing.status = CLIENT_GONE
        except Exception as fault:  # noqa: BLE001 - the last place where it can be answered
            self._log.error("fault", fault=type(fault).__name__, where=where(fault))
            begun = passing.status is not None
            passing.status = 500
            if not begun:
                refused = problem_response(InternalError(passing.id))
                await refused(scope, receive, passing.sending)

    def _tell(self, passing: _Passing) -> None:
        seconds = time.perf_counter() - passing.began
        status = passing.status or CLIENT_GONE
        scope, route = passing.scope, passing.route
        self._service.metrics.answered(_method(scope), route, status, seconds)
        told = Told(passing.id, _method(scope), route, status, seconds, scope.get("token"))
        self._lines.write(told)

    def _id(self, scope: Scope) -> str:
        given = (value for name, value in scope["headers"] if name == b"x-request-id")
        fit = (value for value in given if REQUEST_ID.fullmatch(value))
        return id_of(next(fit, None), self._service)


def id_of(given: bytes | None, service: Service) -> str:
    """The id that the client gave, when it is drawn and says nothing; else a new one."""
    if given is not None and REQUEST_ID.fullmatch(given):
        return given.decode("ascii")
    return service.outside.request()


def added_headers(request_id: str) -> list[tuple[bytes, bytes]]:
    """The headers that every answer has."""
    return [(b"x-request-id", request_id.encode()), *_HEADERS]


def written_headers(request_id: str) -> bytes:
    """These headers, as they are written."""
    return b"x-request-id: %b\r\n%b" % (request_id.encode(), _WRITTEN)


def _parts(message: Message) -> Iterator[Message]:
    """A long body in parts: the server waits before each until the one before was taken."""
    body = message.get("body", b"")
    if len(body) <= SENT_AT_ONCE:
        yield message
        return
    for start in range(0, len(body), SENT_AT_ONCE):
        end = start + SENT_AT_ONCE
        more = end < len(body) or message.get("more_body", False)
        yield {**message, "body": body[start:end], "more_body": more}


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _method(scope: Scope) -> str:
    """The method, when it is one: anybody may send any word."""
    return scope["method"] if scope["method"] in _METHODS else "other"
