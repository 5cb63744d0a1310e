"""What terms state, compared axis by axis. Pure.

What no statement covers is silent; a wording without a term is silent about everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from domain.values import Axis, Term

State = Literal["in", "out", "in_and_out", "silent"]
FIELDS = ("kind", "value", "from", "until", "condition")
"""What of a term is not a statement of scope."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An item whose state on an axis is another at the one end than at the other."""

    axis: Axis
    item: str
    before: State
    after: State


def moved(old: Term | None, new: Term | None) -> Iterator[Moved]:
    """The items that changed their state, axis by axis, in the order in which they are stated."""
    before, after = _states(old), _states(new)
    for axis in get_args(Axis):
        for place in dict.fromkeys((*before, *after)):
            was, became = before.get(place, "silent"), after.get(place, "silent")
            if place[0] == axis and was != became:
                yield Moved(axis, place[1], was, became)


def differing(old: Term | None, new: Term | None) -> list[str]:
    """Which fields besides the scope differ; a term that is not stated has none of them."""
    one, other = printed(old) or {}, printed(new) or {}
    return [name for name in FIELDS if one.get(name) != other.get(name)]


def printed(term: Term | None) -> dict[str, Any] | None:
    """A term as JSON; None when none is stated."""
    return term.model_dump(mode="json", exclude_none=True) if term else None


def _states(term: Term | None) -> dict[tuple[Axis, str], State]:
    found: dict[tuple[Axis, str], State] = {}
    for each in term.scope if term else ():
        place = each.axis, each.item
        found[place] = each.state if found.get(place, each.state) == each.state else "in_and_out"
    return found
