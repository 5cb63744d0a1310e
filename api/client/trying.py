"""Trying again: how often, and how long is waited in between."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from api.client.failing import ClientError, failure, not_reached

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
"""Seconds. A service that asks for more patience than this is not waited for."""

Sleep = Callable[[float], None]


class Tries:
    """Tries of one thing, at most so many in a row."""

    def __init__(self, most: int, sleep: Sleep) -> None:
        self._most = most
        self._sleep = sleep
        self._failed = 0

    def failed(self, fault: ClientError) -> None:
        """Wait before the next try, longer each time. Raises `fault` when there is to be none."""
        wait = fault.again_after
        own = min(FIRST_WAIT * 2.0**self._failed, LONGEST_WAIT)
        self._failed += 1
        if wait is None or wait > LONGEST_WAIT or self._failed >= self._most:
            raise fault
        self._sleep(max(wait, own))

    def succeeded(self) -> None:
        """What failed before does not count any more."""
        self._failed = 0


def answered(http: httpx.Client, request: httpx.Request, tries: Tries) -> httpx.Response:
    """The good answer to a request, which is sent again while `tries` allows. Raises ClientError.

    Only for requests that change nothing more when they come twice.
    """
    while True:
        try:
            response = http.send(request)
        except httpx.RequestError as error:
            fault: ClientError = not_reached(error)
        else:
            if response.is_success:
                return response
            fault = failure(response)
        tries.failed(fault)
