"""Clients of a service that is about to be killed: they know what they were told."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from threading import Event, Thread
from typing import Any

from domain.record import Record
from tests.faults.writers import sendings
from tests.served import Address, Line, recording

CLIENTS = 8
PAUSE = 0.05
"""Seconds until what was not done is sent again."""
_AGAIN = ("changed_meanwhile", "database_unavailable")


class Client:
    """Sends one request after the other until it is told to stop, or nobody is there any more."""

    def __init__(self, series: str, token: str) -> None:
        self.sent: list[str] = []
        self.told: dict[str, str] = {}
        self.fault: Exception | None = None
        self._sendings = sendings(series)
        self._token = token

    def work(self, address: Address, stop: Event) -> None:
        """Record; a fault that is none of the connection is kept."""
        try:
            with closing(Line(address)) as line:
                while not stop.is_set():
                    self._send(line, next(self._sendings))
        except OSError:
            return
        except Exception as fault:  # noqa: BLE001 - told by the one who waits for the thread
            self.fault = fault

    def _send(self, line: Line, records: Sequence[Record]) -> None:
        self.sent += [each.id for each in records]
        self.told |= lines_of(send(line, records, self._token))


def send(line: Line, records: Sequence[Record], token: str) -> list[dict[str, Any]]:
    """The receipts; asks again as long as nothing is wrong with the request."""
    request = recording(records, token)
    while True:
        status, body = line.ask(request)
        said = json.loads(body)
        if status in {200, 201}:
            receipts = said["records"] if len(records) > 1 else [said]
            assert [each["record"] for each in receipts] == [each.id for each in records]
            return receipts
        assert said["code"] in _AGAIN, said
        time.sleep(PAUSE)


def lines_of(receipts: Sequence[dict[str, Any]]) -> dict[str, str]:
    """For each record its id, its position and its leaf."""
    return {
        each["record"]: f"{each['record']} {each['position']} {each['leaf']}" for each in receipts
    }


@contextmanager
def clients_of(address: Address, token: str, number: int) -> Iterator[list[Client]]:
    """Clients at work, once one was told something; stopped when it is left."""
    stop = Event()
    clients = [Client(f"k-{number}-{n}", token) for n in range(CLIENTS)]
    threads = [Thread(target=each.work, args=(address, stop)) for each in clients]
    for thread in threads:
        thread.start()
    try:
        while not any(each.told for each in clients):
            assert any(thread.is_alive() for thread in threads), "the clients could not begin"
            time.sleep(0.01)
        yield clients
    finally:
        stop.set()
        for thread in threads:
            thread.join()
