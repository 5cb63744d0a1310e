"""A connection on which usual requests take the short way, and all others uvicorn's."""

from __future__ import annotations

from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from api.exchange import Exchange
from api.shortcut import Shortcut


class ShortConnection(HttpToolsProtocol):
    """uvicorn's connection, but for what is usual."""

    shortcut: Shortcut
    _exchange: Exchange | None = None

    def data_received(self, data: bytes) -> None:
        """Whatever comes."""
        super().data_received(data)
        if self._exchange is not None:
            self._exchange.waits()

    def on_headers_complete(self) -> None:
        """The headers are there."""
        self._exchange = self._usual()
        if self._exchange is None:
            super().on_headers_complete()
        else:
            self.cycle = cast("RequestResponseCycle", self._exchange)
            self._exchange.begin()

    def on_message_complete(self) -> None:
        """All of a request is there."""
        super().on_message_complete()
        if self._exchange is not None:
            self._exchange.whole()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        super().connection_lost(exc)
        if self._exchange is not None:
            self._exchange.gone()

    def _usual(self) -> Exchange | None:
        shortcut = self.shortcut
        before: RequestResponseCycle | None = self.cycle
        if shortcut.desk is None or not (before is None or before.response_complete):
            return None
        # Whoever does not take answers, or asks for something else after this, is not usual.
        if self.flow.write_paused or not self.parser.should_keep_alive():
            return None
        usual = shortcut.usual(self.parser.get_method(), self.url, self.headers)
        return Exchange(self, shortcut.service, shortcut.desk, usual) if usual else None
