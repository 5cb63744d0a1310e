"""Links by which a read-back is answered, by the client."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from api.client.requesting import at
from api.read_back_bodies import ReadBackLink, ReadBackLinkMade, ReadBackLinks

M = TypeVar("M", bound=BaseModel)


class ReadBackCalls(ABC):
    """The calls of a client that concern links; for whoever may read and record."""

    def make_read_back_link(
        self, deal: str, proposal: str, person: str, expires_in_days: int = 14
    ) -> ReadBackLinkMade:
        """A link by which one person answers the read-back of a proposal. `url` opens it.

        Called twice, and tried again where no answer came, it makes another one: `read_back_links`
        lists them all.
        """
        body = {"proposal": proposal, "person": person, "expires_in_days": expires_in_days}
        return self._post(ReadBackLinkMade, f"{at(deal)}/read-back-links", body)

    def read_back_links(
        self,
        deal: str,
        proposal: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> ReadBackLinks:
        """A page of the links of a deal, the latest first; never what opens one."""
        query = {"proposal": proposal, "cursor": cursor, "limit": limit}
        return self._get(ReadBackLinks, f"{at(deal)}/read-back-links", query)

    def revoke_read_back_link(self, deal: str, link: str) -> ReadBackLink:
        """Let a link lead nowhere any more. What was answered by it stays on record."""
        return self._delete(ReadBackLink, f"{at(deal)}/read-back-links/{quote(link, safe='')}")

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""

    @abstractmethod
    def _post(self, model: type[M], path: str, body: Any = None) -> M:
        """The answer to what is done."""

    @abstractmethod
    def _delete(self, model: type[M], path: str) -> M:
        """The answer to what is taken back."""
