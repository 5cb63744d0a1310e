"""Threads, given in turn: to whoever uses the fewest, and never all of them to one.

So a small request of one token does not wait for the heavy ones of another, as no thread can be
taken away from what it works on. For one event loop.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from api.refusals import Busy

Done = TypeVar("Done")


class Turns:
    """`threads` at a time, `of_one` for one of those who ask; `most` at work or waiting.

    Whoever waits longer than `patience` seconds is refused.
    """

    def __init__(self, threads: int, of_one: int, most: int, patience: float) -> None:
        self._free = threads
        self._of_one = of_one
        self._most = most
        self._patience = patience
        self._limiter = CapacityLimiter(threads)
        self._present = 0
        self._using: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    async def run(self, whose: str, work: Callable[[], Done], *, patient: bool = False) -> Done:
        """Do it in a thread. Raises Busy, unless `patient`: then it waits for as long as it takes.

        Who is patient does not count as present, so their number must have a limit elsewhere.
        """
        if patient:
            return await self._run(whose, work, None)
        if self._present >= self._most:
            raise Busy
        self._present += 1
        try:
            return await self._run(whose, work, self._patience)
        finally:
            self._present -= 1

    async def _run(self, whose: str, work: Callable[[], Done], patience: float | None) -> Done:
        if self._free and self._using[whose] < self._of_one:
            # Nobody else could use it: whoever could was given it when it became free.
            self._give(whose)
        else:
            await self._wait(whose, patience)
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._take_back(whose)
            self._give_to_the_next()

    async def _wait(self, whose: str, patience: float | None) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(whose, deque()).append(turn)
        try:
            async with asyncio.timeout(patience):
                await turn
        except BaseException as ended:
            self._leave(whose, turn)
            if isinstance(ended, TimeoutError):
                raise Busy from None
            raise

    def _leave(self, whose: str, turn: asyncio.Future[None]) -> None:
        """Wait no more; a turn that came at the same moment goes to somebody else."""
        if turn.done() and not turn.cancelled():
            self._take_back(whose)
            self._give_to_the_next()
        elif turn in (queue := self._waiting.get(whose, deque())):
            queue.remove(turn)
            if not queue:
                del self._waiting[whose]

    def _give(self, whose: str) -> None:
        self._free -= 1
        self._using[whose] += 1

    def _take_back(self, whose: str) -> None:
        self._free += 1
        self._using[whose] -= 1
        if not self._using[whose]:
            del self._using[whose]

    def _give_to_the_next(self) -> None:
        may = [whose for whose in self._waiting if self._using[whose] < self._of_one]
        # Of those who use equally few, first the one that has waited longest without a turn.
        for whose in sorted(may, key=self._using.__getitem__):
            queue = self._waiting.pop(whose)
            while queue:
                turn = queue.popleft()
                if not turn.done():  # nobody has left it meanwhile
                    turn.set_result(None)
                    self._give(whose)
                    if queue:
                        self._waiting[whose] = queue
                    return
