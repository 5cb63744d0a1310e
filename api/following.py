"""Waiting for the ledger to grow, without holding a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.requests import ClientDisconnect, Request

from api.refusals import PositionNotReached
from api.service import Service
from ledger.watching import Watch


@contextmanager
def growth(watch: Watch) -> Iterator[asyncio.Event]:
    """An event that is set whenever the ledger has grown, and when there is nothing to wait for."""
    loop, grown = asyncio.get_running_loop(), asyncio.Event()

    def heard() -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(grown.set)

    unsubscribe = watch.subscribe(heard)
    try:
        yield grown
    finally:
        unsubscribe()


async def reached(service: Service, position: int | None, request: Request) -> None:
    """Return once the ledger holds `position`. Raises PositionNotReached, ClientDisconnect."""
    watch = service.watch
    if position is None or watch.position >= position:
        return
    waiting = asyncio.create_task(_reached(watch, position))
    leaving = asyncio.create_task(_left(request))
    try:
        await asyncio.wait(
            (waiting, leaving),
            timeout=service.settings.position_timeout,
            return_when=asyncio.FIRST_COMPLETED,
        )
        if leaving.done():
            raise ClientDisconnect
    finally:
        waiting.cancel()
        leaving.cancel()
    if watch.position < position:
        raise PositionNotReached(position, watch.position)


async def _reached(watch: Watch, position: int) -> None:
    with growth(watch) as grown:
        while watch.position < position and not watch.ended:
            await grown.wait()
            grown.clear()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
