"""What is told, with what every part asks of it: names of people, and where records stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from api.evidence.paper.blocks import Words
from api.evidence.paper.told import Json, Told
from api.evidence.paper.wording import record


@dataclass(frozen=True, eq=False)
class Case:
    """One paper in the making."""

    told: Told

    @cached_property
    def readings(self) -> list[Json]:
        """Those that are part of this export."""
        told = self.told
        every = (
            told.overview,
            *(told.terms, told.timeline, told.coverage, told.clocks, told.knowledge),
        )
        return [each for each in every if each is not None]

    @cached_property
    def _names(self) -> dict[str, str]:
        found = {each["person"]: each["name"] for each in self.told.overview["people"]}
        found |= {each["party"]: each["name"] for each in self.told.overview["parties"]}
        people = self.told.knowledge["people"] if self.told.knowledge else ()
        found |= {each["person"]: each["name"] for each in people if each["name"]}
        often = Counter(found.values())
        return {id_: f"{name} ({id_})" if often[name] > 1 else name for id_, name in found.items()}

    def name(self, id_: str) -> str:
        """What a person or party is called; of those who share a name also the id."""
        return self._names.get(id_, id_)

    @cached_property
    def _positions(self) -> dict[str, int]:
        found = {each["record"]: each["position"] for each in self._cited()}
        moments = self.told.timeline["moments"] if self.told.timeline else ()
        return found | {each["record"]: each["position"] for each in moments}

    def _cited(self) -> Iterator[Json]:
        for answer in self.told.answers:
            for side in ("supports", "opposes", "also_said"):
                yield from answer[side]

    def where(self, id_: str) -> Words:
        """A record by its id, with its position where this paper tells it."""
        return record(id_, self._positions.get(id_))
