"""Connections, remembered for a moment: every delivery asks for one."""

from __future__ import annotations

import time
from threading import Lock

from ledger.inbox.connections import Connection, Connections

REMEMBERED_FOR = 10.0
"""Seconds. A change is told to every serving process at once: this is for when it is lost."""
MOST = 1_000


class KnownConnections:
    """The connections of a ledger. Threads may share it."""

    def __init__(self, connections: Connections, remembered_for: float = REMEMBERED_FOR) -> None:
        self.connections = connections
        self._for = remembered_for
        self._lock = Lock()
        self._known: dict[str, tuple[Connection, float]] = {}
        self._forgotten = 0

    def get(self, connection: str) -> Connection | None:
        """The connection, also one that has ended. Raises UnavailableError."""
        with self._lock:
            found = self._known.get(connection)
            forgotten = self._forgotten
        if found is not None and time.monotonic() < found[1]:
            return found[0]
        looked_up = self.connections.get(connection)
        with self._lock:
            # What changed while it was looked up is not remembered.
            if looked_up is not None and forgotten == self._forgotten:
                if len(self._known) >= MOST:
                    self._known.clear()
                self._known[connection] = looked_up, time.monotonic() + self._for
        return looked_up

    def forget(self, connection: str) -> None:
        """A connection was changed; the empty id stands for any of them."""
        with self._lock:
            self._forgotten += 1
            if connection:
                self._known.pop(connection, None)
            else:
                self._known.clear()
