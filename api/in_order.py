"""The whole ledger in its order: by page, or followed as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from api.following import growth, reached
from api.in_turn import InTurn
from api.openapi import answers
from api.refusals import Busy, NotAuthenticated, bad_parameter
from api.responding import looked, reading
from api.schemas import LedgerPage
from api.visiting import LARGEST_POSITION, Follower, Parameters, Reader, Visit, Waits
from domain.canonical import canonical
from domain.record import Entry
from projections.facts import visible

STREAMED_AT_ONCE = 100
CHECKED_EVERY = 10.0
"""Seconds after which a quiet stream looks whether its token still counts."""

router = APIRouter(tags=["The ledger in order"], route_class=InTurn)


class Span(Waits):
    """A page of positions."""

    after: int = Field(
        default=0, ge=0, le=LARGEST_POSITION, description="Records after this position."
    )
    limit: int = Field(default=50, ge=1, le=500, description="At most so many positions.")


async def _span(visit: Reader, span: Annotated[Span, Query()]) -> Span:
    await reached(visit.service, span.min_position, visit.request)
    return span


@router.get(
    "/v1/records",
    summary="The ledger in order, by page",
    responses=answers({200: LedgerPage}, 304, 401, 403, 409),
)
def page(visit: Reader, span: Annotated[Span, Depends(_span)]) -> Response:
    """The records of all deals and of the organisation by position, as they were kept.

    A page looks at `limit` positions. What the token may not see is left out: withheld records are
    counted, those of deals that it is not to know of are not.
    """
    size = visit.service.ledger.size
    found = list(visit.service.ledger.in_order(span.after, min(span.after + span.limit, size)))
    shown, withheld = _visible(visit, found)
    last = found[-1].position if found else span.after
    _looked(visit, "records", last, shown)
    body = {
        "records": [entry.as_kept() for entry in shown],
        "next": last if last < size else None,
        "position": size,
        "withheld": withheld,
    }
    return reading(visit, body)


def _visible(visit: Visit, entries: list[Entry]) -> tuple[list[Entry], int]:
    """What the caller may see, and how many are withheld from it for privilege."""
    known = [each for each in entries if visit.caller.sees(each.record.stream)]
    return visible(known, visit.caller.role)


def _looked(visit: Visit, action: str, position: int, shown: list[Entry]) -> None:
    ordinary, _ = visible(shown, "reader")
    looked(visit, action, position, privileged=len(ordinary) < len(shown))


class From(Parameters):
    """Where a stream begins."""

    after: int | None = Field(
        default=None, ge=0, le=LARGEST_POSITION, description="Records after this position."
    )


LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        description="The id of the last event received: sent by itself when a client connects "
        "again. Goes before `after`.",
    ),
]


async def _begin(
    visit: Follower, begin: Annotated[From, Query()], last_event_id: LastEventId = None
) -> AsyncIterator[tuple[Visit, int]]:
    """A stream's visit and where it begins; refused here, as nothing can be once it has begun."""
    after = begin.after or 0
    if last_event_id is not None:
        if not (last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 17):
            raise bad_parameter("Last-Event-ID", "Send the id of an event, which is a position.")
        after = int(last_event_id)
    service = visit.service
    streams = service.metrics.streams
    if streams.running >= service.settings.most_streams:
        raise Busy
    with streams.one_more():
        yield visit, after


@router.get(
    "/v1/records/stream",
    summary="Follow the ledger",
    response_class=EventSourceResponse,
    responses=answers({}, 401, 403),
)
async def stream(
    begun: Annotated[tuple[Visit, int], Depends(_begin)],
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `record` (as it was kept) and `withheld` (`{"position"}`).

    The id of an event is its position. It ends when the token is revoked or expires, or when the
    server stops: connect again and it goes on where it was.
    """
    visit, after = begun
    watch, turns, token = visit.service.watch, visit.service.shares.turns, visit.caller.token.id
    with growth(watch) as grown, suppress(NotAuthenticated):
        while not watch.ended:
            grown.clear()
            entries = await turns.run(token, partial(_next, visit, after), patient=True)
            for event in _events(visit, entries):
                yield event
            if entries:
                after = entries[-1].position
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(grown.wait(), CHECKED_EVERY)


def _next(visit: Visit, after: int) -> list[Entry]:
    """The entries that come next. Raises NotAuthenticated once the token does not count."""
    text = visit.request.headers.get("authorization", "").partition(" ")[2].strip()
    if visit.service.door.remembered(text) is None:
        visit.service.door.caller(text)
    up_to = after + STREAMED_AT_ONCE
    entries = list(visit.service.ledger.in_order(after, up_to))
    if entries:
        _looked(visit, "stream", entries[-1].position, _visible(visit, entries)[0])
    return entries


def _events(visit: Visit, entries: list[Entry]) -> list[ServerSentEvent]:
    known = [each for each in entries if visit.caller.sees(each.record.stream)]
    shown = {each.position for each in visible(known, visit.caller.role)[0]}
    return [
        _event("record", each, each.as_kept())
        if each.position in shown
        else _event("withheld", each, {"position": each.position})
        for each in known
    ]


def _event(name: str, entry: Entry, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(
        event=name, id=str(entry.position), raw_data=canonical(data).decode("utf-8")
    )
