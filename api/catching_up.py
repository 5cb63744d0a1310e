"""Waiting for the views across deals, which follow the ledger at a little distance."""

from __future__ import annotations

import asyncio
import time

from fastapi.concurrency import run_in_threadpool

from api.asking_views import ViewsNotGranted
from api.refusals import PositionNotReached
from api.service import Service
from projections.views.status import Status, hurry
from projections.views.view import View

LOOK = 0.05
"""Seconds between two looks."""
PATIENCE = 1.0
"""Seconds that are waited where the deals can be folded instead: for what was just recorded."""


async def caught_up(
    service: Service, view: View, wanted: int | None, *, needed: bool = True
) -> bool:
    """Whether a view came as far as the ledger is, or as `wanted`, within a while.

    One that is `needed` is waited for longer, also while it is built. Raises PositionNotReached
    when `wanted` is not reached, ViewsNotGranted for one that is needed.
    """
    position = service.watch.position if wanted is None else wanted
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
    if wanted is not None and status.position < wanted:
        raise PositionNotReached(wanted, status.position)
    return False


def _status(service: Service, view: View) -> Status:
    return service.views.seen()[view.name]
