"""Waiting for the views across deals, which follow the ledger at a little distance."""

from __future__ import annotations

import asyncio
import time

from fastapi.concurrency import run_in_threadpool

from api.asking_views import ViewsNotGranted
from api.refusals import PositionNotReached
from api.service import Service
from api.visiting import Visit
from projections.views.status import Status, hurry
from projections.views.view import View

LOOK = 0.05
"""Seconds between two looks."""
PATIENCE = 1.0
"""Seconds that are waited where the deals can be folded instead: for what was just recorded."""


async def caught_up(visit: Visit, view: View, wanted: int | None, *, needed: bool = True) -> bool:
    """Whether a view came as far as the ledger is, or as `wanted`, within a while.

    One that is `needed` is waited for longer, also while it is built. Raises PositionNotReached
    when `wanted` is not reached, and ViewsNotGranted for one that is needed. Such a one must have
    come as far as the last mark of privilege, too: else it would still show readers what is marked.
    """
    service = visit.service
    least = await _last_mark(visit)
    position = max(service.watch.position if wanted is None else wanted, least)
    longest = service.settings.position_timeout
    give_up = time.monotonic() + (longest if needed else min(PATIENCE, longest))
    told = False
    while True:
        try:
            status = await run_in_threadpool(_status, service, view)
        except ViewsNotGranted:
            if needed:
                raise
            return False
        moves = status.state == "following" or (needed and status.state != "stopped")
        if status.state == "following" and status.position >= position:
            return True
        if not moves or time.monotonic() > give_up:
            break
        if not told:
            await run_in_threadpool(service.views.ask, hurry)
            told = True
        await asyncio.sleep(LOOK)
    bar = max(wanted or 0, least if needed else 0)
    if status.position < bar:
        raise PositionNotReached(bar, status.position)
    return False


async def _last_mark(visit: Visit) -> int:
    """The position of what a view must not be behind for who asks."""
    if visit.caller.role in {"legal", "admin"}:
        return 0
    return await run_in_threadpool(lambda: visit.service.ledger.last_mark)


def _status(service: Service, view: View) -> Status:
    return service.views.seen()[view.name]
