"""Small words for tests of the timeline: what a moment moved, in one line each."""

from __future__ import annotations

from typing import Any

from projections.facts import Role
from projections.timeline import Chosen, timeline
from tests.projections.given import Given


def moments(deal: Given, at: int | None = None, role: Role = "admin", **more: Any) -> Any:
    """The moments of a deal; `more` are the times asked for and what is chosen."""
    times = {name: more.pop(name) for name in ("effective_at", "known_at") if name in more}
    return timeline(deal.known(role=role, **times), Chosen(**more), at)["moments"]


def ids(found: list[dict[str, Any]]) -> list[str]:
    """The records of moments."""
    return [each["record"] for each in found]


def of(found: list[dict[str, Any]], record: str) -> dict[str, Any]:
    """The moment of a record."""
    return next(each for each in found if each["record"] == record)


def rungs(moment: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    """Whose rung on which clause a moment moved, and to what."""
    return {(each["person"], each["clause"], each["to"]) for each in moment["moved"]["rungs"]}


def clocks(moment: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Which clock of which proposal a moment moved, and to what."""
    return {(each["proposal"], each["clock"], each["to"]) for each in moment["moved"]["clocks"]}
