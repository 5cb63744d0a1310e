"""Digests by the client: what would be told, and telling it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Unpack

from pydantic import BaseModel

from api.client.requesting import Times, at
from api.digest_bodies import DigestReading, DigestSent

M = TypeVar("M", bound=BaseModel)


class DigestCalls(ABC):
    """The calls of a client that concern digests."""

    def digest(self, deal: str, to: str | None = None, **times: Unpack[Times]) -> DigestReading:
        """What people of the house, or one of them, would be told. Nothing is sent."""
        return self._get(DigestReading, f"{at(deal)}/digest", {"to": to, **times})

    def send_digest(
        self,
        deal: str,
        to: str,
        by: Literal["mail", "webhook"],
        address: str | None = None,
        *,
        id_: str,
    ) -> DigestSent:
        """Send one person of the house their digest: by mail to an address, or by webhooks.

        The same `id_` sends nothing again: it says what became of it, and `added` is false. So it
        may be when this very call sent it, and had to be tried twice.
        """
        named = {"address": address} if address is not None else {}
        body = {"to": to, "by": by, "id": id_, **named}
        return self._post(DigestSent, f"{at(deal)}/digests", body)

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""

    @abstractmethod
    def _post(self, model: type[M], path: str, body: Any = None) -> M:
        """The answer to what is done."""
