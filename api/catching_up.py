"""Waiting for the views across deals, which follow the ledger at a little distance."""

from __future__ import annotations

import asyncio
import time

from fastapi.concurrency import run_in_threadpool

from api.refusals import PositionNotReached
from api.service import Service
from projections.views.status import Status
from projections.views.view import View

LOOK = 0.05
"""Seconds between two looks."""
PATIENCE = 1.0
"""Seconds that are waited when nobody asked for a position: for what was just recorded."""


async def caught_up(service: Service, view: View, wanted: int | None) -> bool:
    """Whether a view came as far as the ledger is, or as `wanted`, within a while.

    Raises PositionNotReached when `wanted` is not reached within `position_timeout`.
    """
    position = service.watch.position if wanted is None else wanted
    patience = PATIENCE if wanted is None else service.settings.position_timeout
    give_up = time.monotonic() + patience
    while True:
        status = await run_in_threadpool(_status, service, view)
        if status.position >= position and status.state == "following":
            return True
        if status.state != "following" or time.monotonic() > give_up:
            break
        await asyncio.sleep(LOOK)
    if wanted is not None and status.position < wanted:
        raise PositionNotReached(wanted, status.position)
    return False


def _status(service: Service, view: View) -> Status:
    return service.views.seen()[view.name]
