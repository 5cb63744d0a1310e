"""No request waits longer than a deadline for its answer to begin, whatever hangs further in."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem_response
from api.refusals import AnswerTooSlow


class Deadline:
    """Wraps the application. What is given up goes on to its end, unheard: a thread cannot be
    interrupted, and what it was writing may still be kept.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds
        self._given_up: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request, or whatever else the server has to say."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        task = asyncio.ensure_future(self._run(scope, receive, answer.send))
        try:
            await asyncio.wait({task}, timeout=self._seconds)
            if task.done() or answer.begun:
                await task
                return
        except asyncio.CancelledError:
            task.cancel()
            raise
        answer.unheard = True
        self._given_up.add(task)
        task.add_done_callback(self._over)
        await problem_response(AnswerTooSlow(self._seconds))(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._given_up.discard(task)
        if not task.cancelled():
            # It was answered long ago: why it failed afterwards is nobody's question any more.
            task.exception()


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
