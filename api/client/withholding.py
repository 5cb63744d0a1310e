"""What is withheld, and who looked, by the client; for the roles legal and admin."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, Unpack

from pydantic import BaseModel

from api.client.requesting import Page, at
from api.withholding_bodies import AccessPage, PrivilegeLog

M = TypeVar("M", bound=BaseModel)


class Looking(TypedDict, total=False):
    """Which readings: of a deal, with a token, of a kind, from time to time; a page of them."""

    deal: str | None
    token: str | None
    action: str | None
    since: str | None
    until: str | None
    cursor: str | int | None
    limit: int


class WithholdingCalls(ABC):
    """The calls of a client that concern privilege and the access log."""

    def privilege_log(self, deal: str, **page: Unpack[Page]) -> PrivilegeLog:
        """A page of the records that are withheld from readers: which, of whom, and why."""
        return self._get(PrivilegeLog, f"{at(deal)}/privilege-log", page)

    def access_log(self, **which: Unpack[Looking]) -> AccessPage:
        """A page of who looked at what, the latest first."""
        return self._get(AccessPage, "/v1/access-log", which)

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""
