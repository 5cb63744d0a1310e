"""Who looked at what: one row for each reading, never with what was asked or shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

from ledger.patience import UnavailableError
from ledger.recorder import EntryRecorder

BATCH = 500
MOST_WAITING = 50_000
"""Rows that wait while the database is away; of more the oldest are dropped, and counted."""


@dataclass(frozen=True, slots=True)
class Access:
    """One reading: when, in which request, with which token, what, of which deal.

    `position` is what it stands on; `privileged` whether it could show what readers may not see.
    """

    read_at: datetime
    request: str
    token: str
    action: str
    deal: str | None
    position: int
    privileged: bool


class AccessLog:
    """Written before the answer when that matters, in batches every second otherwise.

    A crash loses the plain readings of the last second, never one that was written at once.
    """

    def __init__(self, rows: EntryRecorder, every: float = 1.0) -> None:
        self._rows = rows
        self._every = every
        self._waiting: deque[Access] = deque(maxlen=MOST_WAITING)
        self._ended = Event()
        self._thread = Thread(target=self._keep_writing, name="access log", daemon=True)
        self.dropped = 0

    def start(self) -> None:
        """Begin to write what waits."""
        self._thread.start()

    def close(self) -> None:
        """Write what waits, and end."""
        self._ended.set()
        self._thread.join()

    def note(self, access: Access) -> None:
        """To be written within about a second."""
        self.dropped += len(self._waiting) == MOST_WAITING
        self._waiting.append(access)

    def write(self, many: Sequence[Access]) -> None:
        """Write now. Raises UnavailableError."""
        columns = [
            [each.read_at for each in many],
            [each.request for each in many],
            [each.token for each in many],
            [each.action for each in many],
            [each.deal for each in many],
            [each.position for each in many],
            [each.privileged for each in many],
        ]
        self._rows.all(
            "INSERT INTO ledger.access_log"
            " (read_at, request, token, action, deal, position, privileged)"
            " SELECT * FROM unnest(%s::timestamptz[], %s::text[], %s::text[], %s::text[],"
            " %s::text[], %s::bigint[], %s::boolean[]) RETURNING number",
            *columns,
        )

    def _keep_writing(self) -> None:
        while not self._ended.wait(self._every):
            self._write_waiting()
        self._write_waiting()

    def _write_waiting(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            try:
                self.write(batch)
            except UnavailableError:
                self._waiting.extendleft(reversed(batch))
                return
