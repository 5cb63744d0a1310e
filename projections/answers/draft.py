"""What a rule file decides, before it becomes the answer that every kind gives (VOCABULARY 6.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from projections.answers.asked import Question
from projections.answers.evidence import Evidence
from projections.deal import KnownDeal

Verdict = Literal["yes", "no", "partly", "ambiguous", "silent", "undetermined", "stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A verdict and what it rests on.

    `supports` speaks for the verdict and `opposes` against it; when it is ambiguous, for the
    reading in and the reading out; when silent or undetermined, for and against what was asked.
    `also_said` names the matter without a direction. Each record stands in at most one of them.

    `not_shown` are objects with at least `looked_for` and `sentence`. `details` are the facts of
    the kind as data (a table of sign-offs, rungs, changes …); the sentence is built from them.
    """

    verdict: Verdict
    sentence: str
    supports: tuple[Evidence, ...] = ()
    opposes: tuple[Evidence, ...] = ()
    also_said: tuple[Evidence, ...] = ()
    readings: tuple[dict[str, Any], ...] = ()
    not_shown: tuple[dict[str, Any], ...] = ()
    would_change: str
    concepts: tuple[str, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


class Beyond(Protocol):
    """What lies beyond one deal, and is asked for by few kinds; given from outside."""

    def proof(self, deal: KnownDeal) -> Mapping[str, Any]:
        """Whether the deal's bytes, chain and inclusion hold, as JSON: at least `holds` (bool) and
        `sentence`; and `last_full_verify`, dated, or None when none is known.
        """
        ...

    def other_deals(self, deal: KnownDeal) -> list[KnownDeal]:
        """The other deals that this reader may see, on the same basis, by id."""
        ...


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the deal as its reader knows it, and what lies beyond."""

    deal: KnownDeal
    question: Question
    beyond: Beyond


Rule = Callable[[Case], Draft]
"""The rule file of a kind. Pure: the same case gives the same draft."""
ReadAs = Callable[[Question, KnownDeal], str]
"""The question in one plain sentence."""
