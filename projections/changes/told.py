"""Who was told of a new wording: side by side, and only what a record proves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, get_args

from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.proving import Known
from projections.knowledge.told import Side, Sides, ToldOf, told, told_of
from projections.knowledge.written import Key

SIDES: tuple[Side, ...] = get_args(Side)
NOWHERE = "side_not_on_record"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a proven rung on a wording."""

    id: str
    side: Side | None
    known: Known


class ToldOfChanges:
    """What the sides and their people were told of these wordings, by `effective_at`."""

    def __init__(self, knowledge: Knowledge, wordings: Collection[Key]) -> None:
        self._knowledge = knowledge
        self._sides = Sides(knowledge)
        self._wordings = wordings
        self._who = knowledge.who(wordings)

    @cached_property
    def _told(self) -> Mapping[Side, Mapping[Key, ToldOf]]:
        everything = told(self._knowledge)
        return {side: told_of(everything.to(side), self._wordings) for side in SIDES}

    def people(self, wording: Key) -> list[Person]:
        """Everybody to whom a rung on a wording is proven."""
        who = self._who[wording].items()
        return [Person(id_, self._sides.of(id_, _proven(known)), known) for id_, known in who]

    def unseen(self, wording: Key) -> list[str]:
        """Participants of whom no record says that they opened it, were shown it or wrote it."""
        shown = {each.id for each in self.people(wording) if _shown(each.known)}
        return [each for each in self._knowledge.participants if each not in shown]

    def json(self, wording: Key) -> dict[str, Any]:
        """Per side the records that tell of it, and its people with the rung and its proof.

        A side that nothing tells of, and whose people have no rung, is left out: that is not on
        record, and never "was not told".
        """
        people = self.people(wording)
        found = {side: self._side(side, wording, people) for side in (*SIDES, None)}
        return {side or NOWHERE: each for side, each in found.items() if any(each.values())}

    def _side(self, side: Side | None, wording: Key, people: Iterable[Person]) -> dict[str, Any]:
        of = self._told[side].get(wording, ToldOf()) if side else ToldOf()
        return {
            "records": list(of.records),
            "topics": of.topics,
            "failed": list(of.failed),
            "undetermined": list(of.undetermined),
            "people": [_person(each) for each in people if each.side == side],
        }

    def cited(self, wording: Key) -> Iterable[Fact]:
        """The records that prove any of it."""
        for of in (each.get(wording) for each in self._told.values()):
            yield from of.records.values() if of else ()
        for person in self.people(wording):
            yield from (proof.fact for proof in person.known if proof is not None)


def _proven(known: Known) -> datetime:
    """When the highest rung was proven: a person may stand on another side since."""
    assert known.highest is not None
    return known.highest.fact.interval.end


def _shown(known: Known) -> bool:
    return bool(known.seen) or bool(known.highest and known.highest.rung == "authored")


def _person(person: Person) -> dict[str, Any]:
    highest, first, _, seen = person.known
    assert highest is not None
    return {
        "person": person.id,
        "rung": highest.rung,
        "record": highest.record,
        "first_exposure": first.record if first else None,
        "first_seen": seen.record if seen else None,
    }
