"""How far a subscription came: its position moves when the receiver has taken, never before.

A crash between the two leaves the position where it was, so the same is pushed again under the same
id. Whoever finds the position moved meanwhile changes nothing: another one is at it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.outbox.subscriptions import Subscription, Subscriptions
from ledger.recorder import EntryRecorder

_WHERE_IT_WAS = "WHERE subscription = %s AND position = %s AND ended_at IS NULL"


class Cursor:
    """Moves subscriptions on. `rows` are the queries of the ledger."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows
        self._subscriptions = Subscriptions(rows)

    def taken(self, of: Subscription, position: int, now: datetime) -> Subscription | None:
        """The receiver has taken the entry at a position: the subscription as it is then.

        None: it ended, or another one moved it on.
        """
        # Also when it was ended meanwhile: what was taken is taken.
        rows = self._rows.all(
            "UPDATE ledger.subscriptions SET position = %s, pushed_at = %s, tries = 0,"
            " again_at = NULL, last_error = NULL"
            " WHERE subscription = %s AND position = %s RETURNING subscription",
            *(position, now, of.id, of.position),
        )
        return self._as_it_is(of) if rows else None

    def passed_over(self, of: Subscription, position: int) -> Subscription | None:
        """Nothing up to a position is to be pushed: the subscription as it is then.

        None: it ended, or another one moved it on.
        """
        rows = self._changed(of, "position = %s", position)
        return self._as_it_is(of) if rows else None

    def failed(self, of: Subscription, error: str, again_at: datetime) -> bool:
        """A try failed; the next is at `again_at`. False: another one is at it."""
        return self._changed(
            of, "tries = tries + 1, last_error = %s, again_at = %s", error, again_at
        )

    def put_off(self, of: Subscription, error: str, again_at: datetime) -> bool:
        """It could not even be tried, for a reason of ours, which counts as no try."""
        return self._changed(of, "last_error = %s, again_at = %s", error, again_at)

    def gave_up(self, of: Subscription, error: str, reason: str, now: datetime) -> bool:
        """The last try failed: it ends. False: another one is at it."""
        return self._changed(
            of,
            "tries = tries + 1, last_error = %s, again_at = NULL, reason = %s, ended_at = %s",
            *(error, reason, now),
        )

    def _changed(self, of: Subscription, change: str, *values: Any) -> bool:
        update = f"UPDATE ledger.subscriptions SET {change} {_WHERE_IT_WAS} RETURNING subscription"  # noqa: S608 - our own text
        return bool(self._rows.all(update, *values, of.id, of.position))

    def _as_it_is(self, of: Subscription) -> Subscription | None:
        found = self._subscriptions.get(of.id)
        return found if found is not None and found.ended_at is None else None
