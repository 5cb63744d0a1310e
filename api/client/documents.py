"""Contents of documents by the client."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, TypeVar, Unpack
from urllib.parse import quote

from pydantic import BaseModel

from api.client.requesting import Times, at
from api.document_bodies import ContentKept

M = TypeVar("M", bound=BaseModel)


class DocumentCalls(ABC):
    """The calls of a client that concern the contents of documents."""

    def keep_content(self, deal: str, document: str, content: bytes) -> ContentKept:
        """Keep the content of a document that is filed, at most 25,000,000 bytes."""
        return self._put(ContentKept, _content_of(deal, document), content)

    def content(
        self, deal: str, document: str, sha256: str | None = None, **times: Unpack[Times]
    ) -> bytes:
        """The content of a document: of the filing with this digest, by default of the last."""
        return self._bytes(_content_of(deal, document), {**times, "sha256": sha256})

    @abstractmethod
    def _put(self, model: type[M], path: str, content: bytes) -> M:
        """The answer to bytes that are sent."""

    @abstractmethod
    def _bytes(self, path: str, query: Mapping[str, Any]) -> bytes:
        """The bytes that a question is answered with."""


def _content_of(deal: str, document: str) -> str:
    return f"{at(deal)}/documents/{quote(document, safe='')}/content"
