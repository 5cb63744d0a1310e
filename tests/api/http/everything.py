"""All that the interface says to somebody who asks it everything, on every route that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from threading import Timer
from typing import Any

from fastapi.routing import APIRoute

from api.pages.visiting import COOKIE
from tests.api.http.calling import NEEDED, Api
from tests.domain.examples import DEAL

QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"effective_at": "2025-05-16"},
    {"effective_at": "2999-01-01"},
    {"known_at": "5"},
    {"known_at": "record:message.sent-attorney_client"},
    {"known_at": "record:message.sent-marked"},
    {"known_at": "2025-05-17T00:00Z"},
    {"limit": "1"},
    {"limit": "500"},
    {"after": "3"},
    {"cursor": "3"},
    {"min_position": "1"},
    {"q": "SENT"},
    {"order": "last_movement"},
    {"colour": "SENT"},
)
ASKED: tuple[dict[str, Any], ...] = (
    {"question": "Does the discount cover expansion?"},
    {"question": "Who knew?"},
    {"question": "Was anything altered or added later?"},
    {"question": "What was promised to the client?"},
    {"kind": "scope", "items": [{"axis": "orders", "item": "expansion"}]},
    {"kind": "scope", "items": [{"axis": "services", "item": "analytics"}], "terms": ["price"]},
    {"kind": "scope", "items": [{"axis": "beneficiaries", "item": "acme-labs"}]},
)
DOCUMENT = "privileged.txt"
_FILLED = {
    "deal": DEAL,
    "document": DOCUMENT,
    "position": "7",
    "proposal": "P1",
    "item": "1",
    "path": "0/000",
    "provider": "generic",
    "connection": "crm",
}
STREAM = "/v1/records/stream"


def routes(api: Api) -> list[tuple[str, str]]:
    """Every method with every address of the application, as it is served."""
    return [
        (method, each.path)
        for each in _in(api.client.app.routes)  # type: ignore[attr-defined]
        for method in sorted(each.methods or ())
    ]


def _in(found: Any) -> Iterator[APIRoute]:
    """Those among routes, and of the routers that are included as they are."""
    for each in found:
        if isinstance(each, APIRoute):
            yield each
        elif (router := getattr(each, "original_router", None)) is not None:
            yield from _in(router.routes)


def signed_in(api: Api) -> dict[str, str]:
    """The header by which a page knows who has the token."""
    service = api.service
    session = service.sessions.begin(api.token_id, service.outside.secret(), service.outside.now())
    return {"Cookie": f"{COOKIE}={session}"}


def said(api: Api) -> Iterator[tuple[str, str]]:
    """What was asked, and all that was answered: head and body. Of the stream see `streamed`."""
    session = signed_in(api)
    for method, path in routes(api):
        at = re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: _FILLED.get(found[1], "1"), path)
        needed = NEEDED.get(path, {})
        if path == STREAM:
            continue
        if method == "GET":
            for query in QUERIES:
                yield f"GET {at} {query}", _text(api.get(at, session, **{**needed, **query}))
        else:
            for body in (*ASKED, {"id": "r-4.2"}, [{}], b"{"):
                yield f"{method} {at} {body!r}", _text(_sent(api, method, at, body))
    for path, body in product((f"/v1/deals/{DEAL}/ask",), ASKED):
        then = {**body, "known_at": 5}
        yield f"POST {path} {then}", _text(api.post(path, then))


def _sent(api: Api, method: str, path: str, body: Any) -> Any:
    if method == "POST":
        return api.post(path, body)
    return api.call(method, path, json=body) if body != b"{" else api.call(method, path)


def streamed(api: Api) -> str:
    """All that is streamed within a moment; the service streams nothing any more after that."""
    stop = Timer(0.5, api.service.watch.end)
    stop.start()
    try:
        return _text(api.get(STREAM))
    finally:
        stop.join()


def _text(response: Any) -> str:
    headers = {name: value for name, value in response.headers.items() if name != "etag"}
    return f"{headers}\n{response.text}"
