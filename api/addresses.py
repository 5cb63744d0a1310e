"""An address is served as it is written, to its last character."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import problem_response
from api.refusals import NoSuchRoute


class Addresses:
    """Wraps the application: its routes end in `$`, which a line break may follow.

    No address has one, so `/v1/records%0a` is none, whatever else would be done there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request, or whatever else the server has to say."""
        if scope["type"] == "http" and scope["path"].endswith("\n"):
            await problem_response(NoSuchRoute())(scope, receive, send)
        else:
            await self._app(scope, receive, send)
