"""Routes whose plain functions are worked on in threads, fairly between tokens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from inspect import isasyncgenfunction, iscoroutinefunction
from typing import Any

from fastapi import Response
from fastapi.routing import APIRoute

from api.visiting import Visit


class InTurn(APIRoute):
    """A route that takes a `visit`; its function gets a thread when it is the turn of its token."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        waits = iscoroutinefunction(endpoint) or isasyncgenfunction(endpoint)
        super().__init__(path, endpoint if waits else _in_turn(endpoint), **given)


def _in_turn(endpoint: Callable[..., Response]) -> Callable[..., Awaitable[Response]]:
    @wraps(endpoint)
    async def taking_turns(*, visit: Visit, **given: Any) -> Response:
        work = partial(endpoint, visit=visit, **given)
        return await visit.service.shares.turns.run(visit.caller.token.id, work)

    return taking_turns
