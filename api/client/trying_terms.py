"""The stress test by the client."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, Unpack
from urllib.parse import quote

from pydantic import BaseModel

from api.client.requesting import Times, at
from api.stress_bodies import Stress

M = TypeVar("M", bound=BaseModel)


class StressCalls(ABC):
    """The calls of a client that try terms against orders that may come."""

    def stress(
        self, deal: str, proposal: str, scenario: Sequence[str] = (), **times: Unpack[Times]
    ) -> Stress:
        """Scenarios, all or those named, tried against the wordings that a proposal holds."""
        path = f"{at(deal)}/proposals/{quote(proposal, safe='')}/stress"
        return self._get(Stress, path, {**times, "scenario": list(scenario)})

    def stress_of_drafts(
        self, deal: str, scenario: Sequence[str] = (), **times: Unpack[Times]
    ) -> Stress:
        """The same against what stands in the drafts."""
        return self._get(Stress, f"{at(deal)}/stress", {**times, "scenario": list(scenario)})

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""
