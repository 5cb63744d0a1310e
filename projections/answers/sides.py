"""Evidence on its sides: each record stands in at most one list, and once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from projections.answers.evidence import Evidence


class Sides(NamedTuple):
    """The three lists of an answer."""

    supports: tuple[Evidence, ...]
    opposes: tuple[Evidence, ...]
    also_said: tuple[Evidence, ...]


def sided(
    supports: Iterable[Evidence], opposes: Iterable[Evidence], also_said: Iterable[Evidence] = ()
) -> Sides:
    """A record that would stand in several lists stays in the first of them."""
    taken: set[str] = set()

    def of(cited: Iterable[Evidence]) -> tuple[Evidence, ...]:
        found = []
        for each in cited:
            if each.fact.id not in taken:
                taken.add(each.fact.id)
                found.append(each)
        return tuple(found)

    return Sides(of(supports), of(opposes), of(also_said))
