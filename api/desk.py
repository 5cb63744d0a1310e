"""One thread that records what waits: together, with one commit, each answered by itself.

It does only what must be done in one order. Reading what came, and writing the answers, goes on
beside it while the database works.

A thread for each request would cost more than recording does; and they would only queue for the
one writer there is.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from api.records import Sent
from api.refusals import Busy
from api.request_lines import RequestLines
from api.settings import Settings
from ledger.application import Ledger

MOST_TOGETHER = 100

Told = Callable[[Exception | None], None]
"""Is told, in the event loop, that it is settled; or what was raised before that."""


@dataclass(slots=True, eq=False)
class _Job:
    """One request, and how its connection is told that it is settled."""

    sent: Sent
    told: Told
    fault: Exception | None = None


class Desk:
    """Takes requests to record from the event loop `loop`, in which alone it may be asked.

    `lines` has the log of those who ask it: of all that were settled together at once.
    """

    def __init__(self, ledger: Ledger, settings: Settings, loop: AbstractEventLoop) -> None:
        self.lines = RequestLines()
        self._ledger = ledger
        self._most = settings.most_waiting
        self._present = 0
        self._new: list[_Job] = []
        self._loop = loop
        self._jobs: SimpleQueue[list[_Job] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="desk", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def close(self) -> None:
        """Finish what was asked, and end."""
        self._jobs.put(None)
        self._thread.join()

    def take(self, sent: Sent, told: Told) -> None:
        """Have it recorded: once it is settled, `sent` has the answer. Raises Busy."""
        if self._present >= self._most:
            raise Busy
        self._present += 1
        if not self._new:
            self._loop.call_soon(self._hand_over)
        self._new.append(_Job(sent, told))

    def _hand_over(self) -> None:
        """What came in one round of the loop goes to the thread at once: it is woken once."""
        jobs, self._new = self._new, []
        self._jobs.put(jobs)

    def _work(self) -> None:
        while jobs := self._taken():
            self._record(jobs)
            self._loop.call_soon_threadsafe(self._tell, jobs)

    def _taken(self) -> list[_Job]:
        """All that wait, at least one; none when this is the end."""
        jobs: list[_Job] = []
        try:
            while len(jobs) < MOST_TOGETHER:
                more = self._jobs.get() if not jobs else self._jobs.get_nowait()
                if more is None:
                    # What was asked before the end is still done: the end comes once more.
                    if jobs:
                        self._jobs.put(None)
                    break
                jobs += more
        except Empty:
            pass
        return jobs

    def _record(self, jobs: list[_Job]) -> None:
        for job in jobs:
            try:
                job.sent.refuse()
            except Exception as fault:  # noqa: BLE001 - raised where the request waits
                job.fault = fault
        self._ledger.submit([job.sent.submission for job in jobs if job.fault is None])

    def _tell(self, jobs: list[_Job]) -> None:
        self._present -= len(jobs)
        for job in jobs:
            job.told(job.fault)
