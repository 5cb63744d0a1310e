"""A client whose service is a function of the test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from api.client import Client

ADDRESS = "http://ledger.example"
RECEIPT = {
    "record": "r-1",
    "deal": "D-1",
    "position": 1,
    "version": 1,
    "leaf": "00" * 32,
    "recorded_at": "2025-05-16T10:00:00.000000Z",
    "added": True,
    "first_named": [],
}
Answer = httpx.Response | httpx.TransportError


def good(body: object, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)


def refusal(status: int, code: str, **headers: str) -> httpx.Response:
    fault = {"code": code, "pointer": "", "detail": "It is so."}
    body = {"type": f"urn:{code}", "title": code, "status": status, **fault, "errors": [fault]}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=body, headers=named)


def stream(*parts: bytes, then: httpx.TransportError | None = None) -> httpx.Response:
    """A stream of events, which ends or breaks off."""

    def sent() -> Iterator[bytes]:
        yield from parts
        if then is not None:
            raise then

    return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, content=sent())


def withheld(position: int) -> bytes:
    data = json.dumps({"position": position})
    return f"event: withheld\ndata: {data}\nid: {position}\n\n".encode()


@dataclass
class Canned:
    """Answers in their order, the last one for ever; what was asked, and how long was waited."""

    answers: Sequence[Callable[[], Answer]]
    asked: list[httpx.Request] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def client(self, tries: int = 4) -> Client:
        transport = httpx.MockTransport(self._answer)
        return Client(
            ADDRESS, "dl_a_token", tries=tries, transport=transport, sleep=self.waited.append
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]()
        if isinstance(answer, httpx.TransportError):
            raise answer
        return answer
