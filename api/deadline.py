"""No request waits longer than a deadline for its answer to begin, whatever hangs further in."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem_response
from api.refusals import AnswerTooSlow

Done = TypeVar("Done")
_GIVEN_UP: set[asyncio.Task[Any]] = set()
"""Somebody has to hold what nobody waits for any more, or it could be lost in the middle."""

_ALLOWED = "deal_ledger.allowed"


class Deadline:
    """Wraps the application. What is given up goes on to its end, unheard: a thread cannot be
    interrupted, and what it was writing may still be kept.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request, or whatever else the server has to say."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        allowed = _Allowed(self._seconds)
        # In this very scope: whoever is before this reads there which route was taken.
        scope[_ALLOWED] = allowed
        task = asyncio.ensure_future(self._run(scope, receive, answer.send))
        try:
            await allowed.wait(task)
            if task.done() or answer.begun:
                await task
                return
        except asyncio.CancelledError:
            task.cancel()
            raise
        answer.unheard = True
        _give_up(task)
        await problem_response(AnswerTooSlow(round(allowed.seconds, 1)))(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


class _Allowed:
    """The seconds that a request may take. What it brings may need longer to come."""

    def __init__(self, seconds: float) -> None:
        self._begun = asyncio.get_running_loop().time()
        self._least = self.seconds = seconds

    def more(self, seconds: float) -> None:
        """So many seconds beside those that every request has."""
        self.seconds = self._least + seconds

    async def wait(self, task: asyncio.Task[Any]) -> None:
        """Wait for the task, as long as is allowed in the end."""
        while (left := self._left()) > 0 and not task.done():
            await asyncio.wait({task}, timeout=left)

    def _left(self) -> float:
        return self._begun + self.seconds - asyncio.get_running_loop().time()


def allow(scope: Scope, seconds: float) -> None:
    """Let the request take so many seconds beside those that every request has."""
    allowed: _Allowed = scope[_ALLOWED]
    allowed.more(seconds)


class _Answer:
    """What is sent, until nobody listens any more."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False
        self.unheard = False

    async def send(self, message: Message) -> None:
        if not self.unheard:
            self.begun = True
            await self._send(message)


async def in_good_time(work: Coroutine[Any, Any, Done], seconds: float) -> Done:
    """What the work gives. Raises AnswerTooSlow after so many seconds; the work goes on."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if task.done():
        return task.result()
    _give_up(task)
    raise AnswerTooSlow(seconds)


def _give_up(task: asyncio.Task[Any]) -> None:
    _GIVEN_UP.add(task)
    task.add_done_callback(_over)


def _over(task: asyncio.Task[Any]) -> None:
    _GIVEN_UP.discard(task)
    if not task.cancelled():
        # It was answered long ago: why it failed afterwards is nobody's question any more.
        task.exception()
