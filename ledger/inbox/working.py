"""The worker of the inbox: it splits deliveries, claims what is due, and has it recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event

import psycopg

from ledger.application import Ledger
from ledger.database import WRITER
from ledger.inbox.claiming import Claims, Read
from ledger.inbox.delivery import Delivery, Translator, UntranslatableError
from ledger.inbox.keeping import ARRIVED
from ledger.inbox.recording import Recording
from ledger.patience import UnavailableError

POLL = 1.0
REST_WHEN_LOST = 1.0
Told = Callable[[Exception], None]


class Worker:
    """Works through the inbox of a ledger. For one thread.

    `number` (1 to 2^31 - 1) is no other worker's; `now` gives the time, with an offset; `told` is
    given what keeps it from working. `beside` is called between steps, again
    and again; it does a part of what is to be done beside, and says whether there is more.
    """

    def __init__(
        self,
        url: str,
        ledger: Ledger,
        translator: Translator,
        number: int,
        now: Callable[[], datetime],
        told: Told,
    ) -> None:
        self._claims = Claims(url, WRITER, number)
        self._ledger = ledger
        self._translator = translator
        self._now = now
        self._told = told
        self._recording = Recording(self._claims, ledger, translator, now)
        self._seen: int | None = None
        """How far the ledger was looked at for what items wait for; None: not yet."""
        self.stop = Event()
        self.beside: Callable[[], bool] = lambda: False

    def run(self) -> None:
        """Work until `stop` is set. A notification is a hint, polling the truth."""
        while not self.stop.is_set():
            try:
                found = self.step()
                more = self.beside()
                if not (found or more):
                    self._rest()
            except (psycopg.Error, UnavailableError) as fault:
                self._told(fault)
                self._claims.close()
                self._seen = None
                self.stop.wait(REST_WHEN_LOST)
        self._claims.close()

    def close(self) -> None:
        """Give up every claim, when it was stepped through by hand."""
        self._claims.close()

    def step(self) -> bool:
        """Do what is there to do, a part at a time; False when there was nothing.

        Raises psycopg.Error, UnavailableError.
        """
        found = self._split()
        self._heal()
        if claimed := self._claims.claim(self._now()):
            self._recording.record(claimed)
        return found or bool(claimed)

    def _rest(self) -> None:
        connection = self._claims.connection
        connection.execute(f"LISTEN {ARRIVED}".encode())
        for _ in connection.notifies(timeout=POLL, stop_after=1):
            pass

    def _split(self) -> bool:
        with self._claims.connection.transaction():
            deliveries = self._claims.to_split()
            if deliveries:
                self._claims.split([self._read(each) for each in deliveries], self._now())
        return bool(deliveries)

    def _read(self, delivery: Delivery) -> Read:
        try:
            return Read(delivery, self._translator.split(delivery))
        except UntranslatableError as fault:
            return Read(delivery, fault=(fault.code, str(fault)))

    def _heal(self) -> None:
        """Whatever waits for something in a stream is tried again when the stream has grown."""
        size = self._ledger.size
        if self._seen is None:
            self._claims.heal(None, self._now())
        elif size > self._seen:
            self._claims.heal(self._ledger.touched(self._seen, size), self._now())
        self._seen = size
