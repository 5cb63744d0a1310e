"""Waiting until views stand on a position, and how far behind they are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import sql

from projections.views.all import VIEWS
from projections.views.ports import Connection
from projections.views.status import MOVED, Status, statuses
from projections.views.view import View

POLL = 0.2


@dataclass(frozen=True, slots=True)
class Waited:
    """How far the views came in time: the position of the last of them.

    `hindered` are those that do not move: stopped by an entry, or not there.
    """

    position: int
    hindered: tuple[Status, ...]


def wait_for(
    connection: Connection, position: int, patience: float, views: Sequence[View] = VIEWS
) -> Waited:
    """Return once all views stand on a position, or cannot, or after so many seconds.

    `connection` is in autocommit, and the caller's own for so long.
    """
    give_up = time.monotonic() + patience
    connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(MOVED)))
    try:
        while True:
            found = statuses(connection, views)
            behind = [each for each in found.values() if each.position < position]
            hindered = tuple(each for each in behind if each.state == "stopped")
            left = give_up - time.monotonic()
            if not behind or hindered or left <= 0:
                return Waited(min(each.position for each in found.values()), hindered)
            for _ in connection.notifies(timeout=min(POLL, left), stop_after=1):
                pass
    finally:
        connection.execute(sql.SQL("UNLISTEN {}").format(sql.Identifier(MOVED)))


def lag(seen: dict[str, Status], size: int) -> dict[str, int]:
    """By how many entries each view is behind a ledger of `size` entries."""
    return {name: max(0, size - status.position) for name, status in seen.items()}
