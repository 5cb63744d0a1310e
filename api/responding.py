"""How a reading is answered: same body, same bytes; their hash as ETag; who looked, on record."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from fastapi import Request, Response

from api.visiting import Visit
from domain.canonical import canonical
from ledger.access import Access
from projections.deal import KnownDeal

JSON = "application/json"
_HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}


def deal_reading(
    visit: Visit, action: str, deal: KnownDeal, body: dict[str, Any], *, at_once: bool = False
) -> Response:
    """The reading of a deal; `at_once` asks for the access log to be written before the answer."""
    privileged = deal.shows_privileged
    looked(visit, action, deal.basis.known_at, deal.id, privileged=privileged, at_once=at_once)
    return reading(visit, body)


def reading(visit: Visit, body: dict[str, Any]) -> Response:
    """A body with its ETag; 304 without it when the client has it already."""
    sent = canonical(body)
    tag = f'"{sha256(sent).hexdigest()}"'
    headers = {**_HEADERS, "ETag": tag}
    if visit.request.method == "GET" and matches(visit.request, tag):
        return Response(status_code=304, headers=headers)
    return Response(sent, 200, headers, media_type=JSON)


def looked(
    visit: Visit,
    action: str,
    position: int,
    deal: str | None = None,
    *,
    privileged: bool,
    at_once: bool = False,
) -> None:
    """Note who looked: before the answer where it matters, else within about a second."""
    service = visit.service
    access = Access(
        read_at=service.outside.now(),
        request=visit.id,
        token=visit.caller.token.id,
        action=action,
        deal=deal,
        position=position,
        privileged=privileged,
    )
    if privileged or at_once:
        service.access.write([access])
    else:
        service.access.note(access)


def matches(request: Request, tag: str) -> bool:
    """Whether the client has the body with this ETag already."""
    given = request.headers.get("if-none-match", "")
    return tag in {each.strip().removeprefix("W/") for each in given.split(",")}
