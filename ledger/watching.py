"""Following the ledger: how far it is, and which tokens or connections changed, as soon as known.

LISTEN is a hint and polling the truth: a notification that was lost costs a second, nothing else.
"""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable, Mapping
from threading import Event, Lock, Thread

import psycopg
from psycopg.rows import TupleRow

from ledger.database import WRITER, connected

GROWN = "deal_ledger"
"""The channel on which the append function tells the position of the last entry, fifty times a
second at most."""
LOOK_AGAIN = 0.06
"""Seconds after which whoever heard of growth looks again: more may have come untold."""
POLL = 1.0
REST = 0.02
"""After something was heard, so that many small growths are told together."""
REST_WHEN_KNOWN = 0.1
"""After hardly anything but what `reached` had said: it is this process that records."""
RETRY = 1.0

Heard = Callable[[], None]
"""Is told, in the watching thread, that something is new. Must be quick."""


class Watch:
    """Knows how many entries there are.

    `changed` has what is told of each channel: the id of what changed, or "" for any of them.
    `told` is told why the database was not reached, at every try, and None when it was.
    """

    def __init__(
        self,
        url: str,
        changed: Mapping[str, Callable[[str], None]],
        told: Callable[[psycopg.Error | None], None],
    ) -> None:
        self._url = url
        self._changed = changed
        self._told = told
        self._ended = Event()
        self._lock = Lock()
        self._heard: list[Heard] = []
        # Read from by whoever waits for the database, so that the end interrupts it.
        self._wake, self._woken = socket.socketpair()
        self._thread = Thread(target=self._keep_watching, name="watch", daemon=True)
        self.position = 0
        self.seen_at = 0.0
        """When the database answered last, on the clock of `time.monotonic`."""

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def close(self) -> None:
        """End, and wait for it; whoever follows is told."""
        self.end()
        self._wake.close()
        self._thread.join()
        self._woken.close()

    @property
    def ended(self) -> bool:
        """Whether there is nothing to wait for any more."""
        return self._ended.is_set()

    def end(self) -> None:
        """Let whoever follows come to an end, without waiting for the thread."""
        self._ended.set()
        self._tell()

    def subscribe(self, heard: Heard) -> Callable[[], None]:
        """Be told of growth, and of the end; gives what ends the subscription."""
        with self._lock:
            self._heard.append(heard)

        def unsubscribe() -> None:
            with self._lock:
                self._heard.remove(heard)

        return unsubscribe

    def _keep_watching(self) -> None:
        while not self._ended.is_set():
            try:
                with connected(self._url, WRITER) as connection:
                    self._listen(connection)
            except psycopg.Error as fault:
                if not self._ended.is_set():
                    self._told(fault)
                self._ended.wait(RETRY)

    def _listen(self, connection: psycopg.Connection[TupleRow]) -> None:
        connection.execute(f"LISTEN {GROWN}")
        for channel in self._changed:
            connection.execute(f"LISTEN {channel}".encode())
        self._told(None)
        # Changes may have been missed while nobody listened.
        for forget in self._changed.values():
            forget("")
        heard, wait = 0, POLL
        while not self._ended.is_set():
            if not heard:
                row = connection.execute("SELECT size FROM ledger.log").fetchone()
                self._grown(int(str(row[0])) if row else 0)
            # What came while asking is not seen by waiting.
            heard, news = self._hear(connection)
            if heard:
                self._ended.wait(REST_WHEN_KNOWN if news < 2 < heard else REST)
                wait = LOOK_AGAIN
            else:
                select.select([connection.fileno(), self._woken.fileno()], [], [], wait)
                heard, _ = self._hear(connection)
                wait = LOOK_AGAIN if heard else POLL

    def _hear(self, connection: psycopg.Connection[TupleRow]) -> tuple[int, int]:
        """How many notifications came, and how many of them told something new."""
        heard = news = 0
        for told in connection.notifies(timeout=0):
            heard += 1
            if forget := self._changed.get(told.channel):
                news += 1
                forget(told.payload)
            else:
                news += self._grown(int(told.payload))
        return heard, news

    def _grown(self, position: int) -> bool:
        self.seen_at = time.monotonic()
        return self.reached(position)

    def reached(self, position: int) -> bool:
        """The ledger is known to hold this position; any thread may say so. True for news."""
        with self._lock:
            if position <= self.position:
                return False
            self.position = position
        self._tell()
        return True

    def _tell(self) -> None:
        with self._lock:
            for heard in self._heard:
                heard()
