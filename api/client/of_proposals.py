"""Readings of one proposal by the client: gate, read-back, impact of a retraction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, Unpack
from urllib.parse import quote

from pydantic import BaseModel

from api.client.requesting import Times, at
from api.proposal_bodies import Gate, Impact, ReadBack

M = TypeVar("M", bound=BaseModel)


class ProposalCalls(ABC):
    """The calls of a client that read one proposal."""

    def gate(
        self,
        deal: str,
        proposal: str,
        person: str,
        clause: Sequence[str] = (),
        **times: Unpack[Times],
    ) -> Gate:
        """What a person who is about to sign a proposal, or these clauses, was never shown."""
        asked = {"person": person, "clause": list(clause)}
        return self._get(Gate, _path(deal, proposal, "gate"), {**asked, **times})

    def read_back(self, deal: str, proposal: str, **times: Unpack[Times]) -> ReadBack:
        """The questions to its clauses on prices, with what was said of each in writing."""
        return self._get(ReadBack, _path(deal, proposal, "read-back"), times)

    def impact(self, deal: str, proposal: str, **times: Unpack[Times]) -> Impact:
        """What a retraction of it would meet, were it received at `effective_at`."""
        return self._get(Impact, _path(deal, proposal, "impact"), times)

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""


def _path(deal: str, proposal: str, reading: str) -> str:
    return f"{at(deal)}/proposals/{quote(proposal, safe='')}/{reading}"
