"""Findings by the client: of one deal, and what is open across deals."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, Unpack

from pydantic import BaseModel

from api.client.requesting import Across, Times, at
from api.reading_bodies import Findings
from api.schemas import PageAcross

M = TypeVar("M", bound=BaseModel)


class FindingCalls(ABC):
    """The calls of a client that concern findings."""

    def findings(
        self,
        deal: str,
        severity: Sequence[str] = (),
        code: Sequence[str] = (),
        *,
        settled: bool | None = None,
        **times: Unpack[Times],
    ) -> Findings:
        """What should be looked at on a deal: of these severities and codes, settled or open."""
        asked = {"severity": list(severity), "code": list(code), "settled": settled}
        return self._get(Findings, f"{at(deal)}/findings", {**asked, **times})

    def open_findings(
        self,
        severity: Sequence[str] = (),
        code: Sequence[str] = (),
        *,
        deal: str | None = None,
        client: str | None = None,
        person: str | None = None,
        **page: Unpack[Across],
    ) -> PageAcross:
        """What is open in all deals, the gravest first."""
        asked = {"severity": list(severity), "code": list(code)}
        of = {"deal": deal, "client": client, "person": person}
        return self._get(PageAcross, "/v1/findings", {**asked, **of, **page})

    def open_silences(self, client: str | None = None, **page: Unpack[Across]) -> PageAcross:
        """What prices say nothing about, by the money that may still be ordered."""
        return self._get(PageAcross, "/v1/silences", {"client": client, **page})

    @abstractmethod
    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        """The answer to a question."""
