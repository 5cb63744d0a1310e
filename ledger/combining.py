"""Many threads, one writer at a time: whoever gets to write takes along all who wait.

One commit then serves them all, and their decisions are made in one order, so that writers of one
deal in one process never conflict with each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

from ledger.submission import Submission

MOST_AT_ONCE = 500


class Combining:
    """Hands submissions to `write` in batches of at most `MOST_AT_ONCE` records."""

    def __init__(self, write: Callable[[list[Submission]], None]) -> None:
        self._write = write
        self._waiting: deque[Submission] = deque()
        self._leader = Lock()

    def submit(self, submission: Submission) -> None:
        """Return when the submission is settled; by this thread's own work or by another's."""
        self.submit_all([submission])

    def submit_all(self, submissions: Sequence[Submission]) -> None:
        """Return when all are settled. They are written in their order."""
        self._waiting.extend(submissions)
        for submission in submissions:
            while not submission.settled:
                # Whoever holds this lock owns the write side; others wait here for their answer.
                with self._leader:
                    if not submission.settled:
                        self._lead()

    def _lead(self) -> None:
        batch: list[Submission] = []
        size = 0
        while self._waiting and (not batch or size + self._size() <= MOST_AT_ONCE):
            size += self._size()
            batch.append(self._waiting.popleft())
        try:
            self._write(batch)
        except BaseException as fault:
            # Nobody may wait for ever: those not settled get the fault, and may send again.
            for submission in batch:
                if not submission.settled:
                    submission.refusal = fault if isinstance(fault, Exception) else Interrupted()
            if not isinstance(fault, Exception):
                raise

    def _size(self) -> int:
        return len(self._waiting[0].records)


class Interrupted(Exception):
    """Writing was interrupted before it was known what became of the record: send it again."""
