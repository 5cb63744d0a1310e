"""One thread that records what waits: together, with one commit, each answered by itself.

It does only what must be done in one order. Reading what came, and writing the answers, goes on
beside it while the database works.

A thread for each request would cost more than recording does; and they would only queue for the
one writer there is.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop, Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from api.records import Sent
from api.refusals import AnswerTooSlow, Busy
from api.settings import Settings
from ledger.application import Ledger

MOST_TOGETHER = 100


@dataclass(slots=True, eq=False)
class _Job:
    """One request, and how its connection is told that it is settled."""

    sent: Sent
    told: Future[None]
    fault: Exception | None = None


class Desk:
    """Takes requests to record from the event loop `loop`, in which alone it may be asked."""

    def __init__(self, ledger: Ledger, settings: Settings, loop: AbstractEventLoop) -> None:
        self._ledger = ledger
        self._seconds = settings.answer_timeout
        self._most = settings.most_waiting
        self._present = 0
        self._loop = loop
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="desk", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def close(self) -> None:
        """Finish what was asked, and end."""
        self._jobs.put(None)
        self._thread.join()

    async def record(self, sent: Sent) -> None:
        """Return once it is settled: `sent` has the answer.

        Raises what was refused before the ledger was asked, Busy when too many wait, AnswerTooSlow.
        """
        if self._present >= self._most:
            raise Busy
        told: Future[None] = self._loop.create_future()
        self._jobs.put(_Job(sent, told))
        self._present += 1
        late = self._loop.call_later(self._seconds, self._give_up, told)
        try:
            await told
        finally:
            late.cancel()
            self._present -= 1

    def _give_up(self, told: Future[None]) -> None:
        if not told.done():
            told.set_exception(AnswerTooSlow(self._seconds))

    def _work(self) -> None:
        while jobs := self._taken():
            self._record(jobs)
            self._loop.call_soon_threadsafe(_tell, jobs)

    def _taken(self) -> list[_Job]:
        """All that wait, at least one; none when this is the end."""
        jobs: list[_Job] = []
        try:
            while len(jobs) < MOST_TOGETHER:
                job = self._jobs.get() if not jobs else self._jobs.get_nowait()
                if job is None:
                    # What was asked before the end is still done: the end comes once more.
                    if jobs:
                        self._jobs.put(None)
                    break
                jobs.append(job)
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


def _tell(jobs: list[_Job]) -> None:
    for job in jobs:
        # Its connection may be gone, and with it who waited.
        if job.told.done():
            continue
        if job.fault is not None:
            job.told.set_exception(job.fault)
        else:
            job.told.set_result(None)
