"""The inbox by the client: what was delivered, and putting it right by hand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from api.inbox_bodies import InboxItem, InboxItemShown, InboxPage

M = TypeVar("M", bound=BaseModel)


class InboxCalls(ABC):
    """The calls of a client that concern the inbox; for the roles legal and admin."""

    def inbox(
        self,
        state: str | None = None,
        connection: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> InboxPage:
        """A page of what deliveries told, and what became of it."""
        asked = {"state": state, "connection": connection, "cursor": cursor, "limit": limit}
        return self._get(InboxPage, "/v1/inbox", asked)

    def inbox_item(self, item: int) -> InboxItemShown:
        """One item, with its delivery as it came."""
        return self._get(InboxItemShown, f"/v1/inbox/{item}", {})

    def retry(self, item: int) -> InboxItem:
        """Translate an item again that is not recorded, by the mapping of now."""
        return self._post(InboxItem, f"/v1/inbox/{item}/retry")

    def park(self, item: int, reason: str) -> InboxItem:
        """Let an item rest that waits, or that no rule covers."""
        return self._post(InboxItem, f"/v1/inbox/{item}/park", {"reason": reason})

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""

    @abstractmethod
    def _post(self, model: type[M], path: str, body: Any = None) -> M:
        """The answer to what is done."""
