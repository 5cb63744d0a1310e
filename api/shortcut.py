"""The short way in for what is sent most: a small body to be recorded, by a token that is known.

What the machinery of routes does for a request costs three times what recording costs. The routes
are declared, and documented, in `api.records`; whatever is in any way unusual goes to them, so
nothing is refused here that would not be refused there in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api import records
from api.auth import Caller
from api.body import in_time
from api.desk import Desk
from api.problems import refused
from api.records import Sent
from api.service import Service
from api.visiting import RECORDING, Visit
from domain.refusals import Refusal
from ledger.patience import UnavailableError

SMALL = 16_384
"""Bytes. Reading a larger body would keep others waiting."""
_ROUTES = [route for route in records.router.routes if isinstance(route, APIRoute)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the head of a request says."""

    caller: Caller
    deal: str | None
    if_match: str | None


class Shortcut:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self.desk: Desk | None = None
        """There while the application runs."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request, or hand it on."""
        if self.desk is None or (asked := self._usual(scope)) is None:
            await self._app(scope, receive, send)
            return
        visit = Visit(self._service, asked.caller, Request(scope, receive))
        try:
            with self._service.shares.requests.one_more(asked.caller.token.id):
                body = await in_time(visit.request, self._service.settings)
                sent = Sent(visit, body, asked.if_match, asked.deal)
                await self.desk.record(sent)
                answer = sent.answer()
        except (Refusal, UnavailableError) as fault:
            answer = refused(fault)
        await answer(scope, receive, send)

    def _usual(self, scope: Scope) -> _Asked | None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["query_string"]:
            return None
        for route in _ROUTES:
            if found := route.path_regex.match(scope["path"]):
                headers = dict(scope["headers"])
                if len(headers) < len(scope["headers"]) or not _is_small_json(headers):
                    return None
                if (caller := self._known(headers)) is None:
                    return None
                scope["route"] = route
                scope["token"] = caller.token.id
                deal = found.groupdict().get("deal")
                return _Asked(caller, deal, _text(headers.get(b"if-match")))
        return None

    def _known(self, headers: dict[bytes, bytes]) -> Caller | None:
        kind, _, token = headers.get(b"authorization", b"").partition(b" ")
        if kind != b"Bearer":
            return None
        caller = self._service.door.remembered(token.decode("latin-1"))
        return caller if caller and caller.holds(*RECORDING) else None


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")


def _is_small_json(headers: dict[bytes, bytes]) -> bool:
    length = headers.get(b"content-length", b"")
    return (
        length.isdigit()
        and len(length) < 6
        and int(length) <= SMALL
        and headers.get(b"content-type") == b"application/json"
        and b"content-encoding" not in headers
    )
