"""Proofs by the client: the last checkpoint, and that entries are in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, Unpack

from pydantic import BaseModel

from api.client.requesting import at
from api.proof_bodies import ConsistencyProof, InclusionProof, TimeStamps

M = TypeVar("M", bound=BaseModel)


class Evidence(TypedDict, total=False):
    """What goes into a bundle: see the OpenAPI document. `export` alone gives an earlier one again.

    `for_` is the party that it is handed to; without it, everything goes into it.
    """

    for_: str | None
    question: list[str]
    without_privileged: bool
    effective_at: str | None
    known_at: str | int | None
    paper: bool
    export: str | None


class ProofCalls(ABC):
    """The calls of a client that concern proofs. Tiles are for tools that know them already."""

    def checkpoint(self) -> str:
        """The last checkpoint, a signed note. Keep it where nobody of the ledger can change it."""
        return self._text("/v1/log/checkpoint", {})

    def proof(self, position: int) -> InclusionProof:
        """That the entry at a position is in the tree that the last checkpoint signs."""
        return self._get(InclusionProof, f"/v1/log/proof/{position}", {"format": "json"})

    def tlog_proof(self, position: int) -> str:
        """The same as the text of a `.tlog-proof` file."""
        return self._text(f"/v1/log/proof/{position}", {"format": "tlog-proof"})

    def consistency(self, from_size: int, to_size: int | None = None) -> ConsistencyProof:
        """That the tree of `to_size` entries (of the last checkpoint) begins with the other."""
        sizes = {"from": from_size, "to": to_size}
        return self._get(ConsistencyProof, "/v1/log/consistency", sizes)

    def evidence(self, deal: str, **wanted: Unpack[Evidence]) -> bytes:
        """The evidence of a deal, a zip; `deal-ledger check` verifies it. For legal and admin."""
        query = {name.rstrip("_"): value for name, value in wanted.items()}
        return self._bytes(f"{at(deal)}/evidence", query)

    def stamps(self, after: int | None = None, limit: int | None = None) -> TimeStamps:
        """Time stamps on record after a position, by their order; `next` is where others begin."""
        return self._get(TimeStamps, "/v1/log/stamps", {"after": after, "limit": limit})

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""

    @abstractmethod
    def _text(self, path: str, query: Mapping[str, Any]) -> str:
        """The text that a question is answered with."""

    @abstractmethod
    def _bytes(self, path: str, query: Mapping[str, Any]) -> bytes:
        """The file that a question is answered with."""
