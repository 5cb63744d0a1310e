"""Whose turn it is: a subscription is pushed by one process at a time, for as long as it lives."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import TupleRow

from ledger.database import WRITER, connected
from ledger.watching import GROWN, LOOK_AGAIN

CLASS = 761_310
"""The first half of the advisory locks; the second is of the subscription's id. Two ids that share
one are pushed by one process, which harms neither."""
POLL = 1.0
_DUE = """
    SELECT subscription FROM ledger.subscriptions
    WHERE ended_at IS NULL AND (again_at IS NULL OR again_at <= %s)
        AND (position < (SELECT size FROM ledger.log) OR subscription = ANY(%s))
    ORDER BY subscription"""


class Claims:
    """The subscriptions that this process pushes. For one thread at a time.

    They are held by the session: the end of the process, however it comes, sets them free.
    Whatever touches the database raises psycopg.Error; then `close` gives every claim up.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._open: Any = None
        self._connection: psycopg.Connection[TupleRow] | None = None
        self._held: set[str] = set()
        self._heard = False

    def close(self) -> None:
        """Give up every claim."""
        if self._open is not None:
            with suppress(psycopg.Error):
                self._open.__exit__(None, None, None)
        self._open = self._connection = None
        self._held.clear()

    def due(self, now: datetime, waiting: Sequence[str] = ()) -> list[str]:
        """The ids of subscriptions that have something before them, and are ours to push.

        That is an entry; or they are among those that are `waiting` for something else.
        """
        rows = self._session().execute(_DUE, (now, list(waiting))).fetchall()
        return [id_ for (id_,) in rows if self._holds(id_)]

    def rest(self) -> None:
        """Wait until the ledger has grown, or for POLL seconds: notifications may be lost."""
        wait = LOOK_AGAIN if self._heard else POLL
        self._heard = any(True for _ in self._session().notifies(timeout=wait, stop_after=1))

    def _holds(self, subscription: str) -> bool:
        if subscription not in self._held:
            query = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
            row = self._session().execute(query, (CLASS, subscription)).fetchone()
            if row is None or not row[0]:
                return False
            self._held.add(subscription)
        return True

    def _session(self) -> psycopg.Connection[TupleRow]:
        if self._connection is None or self._connection.closed:
            self.close()
            self._open = connected(self._url, WRITER)
            self._connection = self._open.__enter__()
            self._connection.execute(f"LISTEN {GROWN}".encode())
        return self._connection
