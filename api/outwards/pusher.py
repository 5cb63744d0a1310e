"""The pusher: every subscription is pushed on, in order, by a task of its own.

One thread with an event loop: a receiver that is slow or down keeps its own task waiting and nobody
else's, however many there are, and every push has an end in time, also while a name is looked up or
an answer trickles. What asks the database does so in a few threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import ParamSpec, TypeVar

import httpx
import psycopg

from api.outwards.choosing import chosen
from api.outwards.messages import Message, message_of
from api.outwards.outcomes import Outcome, next_try
from api.outwards.posting import NoClientError, client, post
from api.outwards.telling import FindingsTold, Told
from domain.record import Entry
from ledger.access import Access, AccessLog
from ledger.application import Ledger
from ledger.database import UnsafeSettingError
from ledger.outbox.claiming import Claims
from ledger.outbox.cursor import Cursor
from ledger.outbox.subscriptions import Subscription, Subscriptions
from ledger.patience import UnavailableError
from projections.facts import withheld_from_readers

P = ParamSpec("P")
T = TypeVar("T")
Faults = Callable[[Exception], None]
THREADS, LOOK_UPS = 4, 64
"""That ask the database; that look up the names of receivers, each for seconds at worst."""
REST_WHEN_LOST = 1.0
PUT_OFF = timedelta(minutes=1)
"""After a fault of ours, which is not the receiver's and counts as no try."""
GRACE = 3.0
"""Seconds that pushes underway may take once the pusher is told to stop."""
LONGEST_STEP = 10.0


@dataclass(frozen=True, slots=True)
class _Of:
    """What is pushed: its message, and what is written down of it."""

    message: Message
    deal: str | None
    position: int
    privileged: bool


class Pusher:
    """Pushes what subscriptions ask for, until `stop` is set. `run` is for one thread.

    `now` gives the time, with an offset; `told` is given what keeps it from working, `ended` the id
    of each subscription that ends by itself.
    """

    def __init__(
        self,
        url: str,
        ledger: Ledger,
        now: Callable[[], datetime],
        told: Faults,
        ended: Callable[[str], None],
    ) -> None:
        self._ledger = ledger
        self._now = now
        self._told = told
        self._ended = ended
        self._claims = Claims(url)
        self._findings = FindingsTold(url, ledger)
        self._subscriptions = Subscriptions(ledger.rows)
        self._cursor = Cursor(ledger.rows)
        self._access = AccessLog(ledger.rows)
        self._threads = ThreadPoolExecutor(THREADS, "outwards")
        self.stop = Event()

    def run(self) -> None:
        """Push until `stop` is set. A notification is a hint, polling the truth."""
        self._access.start()
        try:
            asyncio.run(self._run())
        finally:
            self._threads.shutdown()
            self._access.close()

    async def _run(self) -> None:
        # Names are looked up in threads of the loop, which may wait long for a server of names.
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(LOOK_UPS, "look-up"))
        while not self.stop.is_set():
            try:
                async with client() as by:
                    await self._follow(by)
            except (psycopg.Error, UnavailableError, NoClientError, UnsafeSettingError) as fault:
                self._told(fault)
                await asyncio.sleep(REST_WHEN_LOST)

    async def _follow(self, by: httpx.AsyncClient) -> None:
        """Let a task push each subscription that is due, as long as the database answers."""
        tasks: dict[str, asyncio.Task[None]] = {}
        try:
            while not self.stop.is_set():
                waiting = await self._asked(self._findings.due)
                for each in await self._asked(self._claims.due, self._now(), waiting):
                    if each not in tasks or tasks[each].done():
                        tasks[each] = asyncio.create_task(self._push_on(by, each))
                await self._asked(self._claims.rest)
        finally:
            await _ended(list(tasks.values()))
            self._claims.close()
            self._findings.close()

    async def _push_on(self, by: httpx.AsyncClient, id_: str) -> None:
        """Push one subscription to the end of the ledger, then what findings changed.

        Or until a push fails. What a finding rests on was pushed before the finding is.
        """
        found = await self._asked(self._subscriptions.get, id_)
        try:
            while found and not found.rests(self._now()) and not self.stop.is_set():
                choice = await self._asked(chosen, self._ledger, found)
                if choice is None:
                    return await self._tell(by, found)
                for entry in choice.entries:
                    if not (found := await self._push(by, found, entry)):
                        return None
                if found.position < choice.last:
                    found = await self._asked(self._cursor.passed_over, found, choice.last)
        except (psycopg.Error, UnavailableError) as fault:
            self._told(fault)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the others go on
            self._told(fault)
            if found:
                said = f"After position {found.position}, here: {type(fault).__name__}"
                with suppress(psycopg.Error, UnavailableError):
                    await self._asked(self._cursor.put_off, found, said, self._now() + PUT_OFF)

    async def _tell(self, by: httpx.AsyncClient, to: Subscription) -> None:
        """Push the changes of findings that wait, each before what follows it."""
        while changes := await self._asked(self._findings.following, to):
            for each in changes:
                if isinstance(each, Told):
                    of = _Of(each.message, each.telling.deal, to.position, each.privileged)
                    if self.stop.is_set() or not await self._taken(by, to, of):
                        return
                    # A crash before this line: the same is pushed again, under the same id.
                    after = await self._asked(self._cursor.taken, to, to.position, self._now())
                    if after is None:
                        return
                    to = after
                number = (each.telling if isinstance(each, Told) else each).number
                await self._asked(self._findings.move_on, to, number)

    async def _push(
        self, by: httpx.AsyncClient, to: Subscription, entry: Entry
    ) -> Subscription | None:
        """Push one entry; gives the subscription as it goes on, None when it does not."""
        if self.stop.is_set():
            return None
        privileged = withheld_from_readers(entry)
        of = _Of(message_of(entry, to), entry.record.deal, entry.position, privileged)
        if await self._taken(by, to, of):
            # A crash before this line: the same is pushed again, under the same id.
            return await self._asked(self._cursor.taken, to, entry.position, self._now())
        return None

    async def _taken(self, by: httpx.AsyncClient, to: Subscription, of: _Of) -> bool:
        """Whether the receiver has taken it; when not, that is written down."""
        await self._asked(self._note, to, of)
        outcome = await post(by, to.url, of.message, to.active_secrets, self._now())
        if not outcome.taken:
            await self._asked(self._failed, to, of, outcome)
        return outcome.taken

    def _failed(self, to: Subscription, of: _Of, outcome: Outcome) -> None:
        now = self._now()
        error = f"position {of.position}: {outcome.said}"
        again_at = None if outcome.unwanted else next_try(to.tries, outcome, now)
        if again_at is not None:
            self._cursor.failed(to, error, again_at)
            return
        why = "the receiver wants no more" if outcome.unwanted else f"{to.tries + 1} tries failed"
        if self._cursor.gave_up(to, error, f"{why} ({error})", now):
            self._ended(to.id)

    def _note(self, to: Subscription, of: _Of) -> None:
        """Write down who is shown what: of what is privileged before it leaves."""
        access = Access(
            read_at=self._now(),
            request=of.message.id,
            token=f"subscription:{to.id}",
            action="push",
            deal=of.deal,
            position=of.position,
            privileged=of.privileged,
        )
        if of.privileged:
            self._access.write([access])
        else:
            self._access.note(access)

    async def _asked(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """What asks the database, in one of the threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*given, **named))


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    """Let pushes come to their end for a moment, then break them off."""
    if tasks:
        await asyncio.wait(tasks, timeout=GRACE)
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def pushing(
    url: str,
    ledger: Ledger,
    now: Callable[[], datetime],
    told: Faults,
    ended: Callable[[str], None],
) -> Iterator[Pusher]:
    """A pusher in a thread of its own, for as long as it lasts."""
    pusher = Pusher(url, ledger, now, told, ended)
    thread = Thread(target=pusher.run, name="outwards", daemon=True)
    thread.start()
    try:
        yield pusher
    finally:
        pusher.stop.set()
        thread.join(LONGEST_STEP)
