"""Who was told of a new wording: side by side, and only what a record proves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, get_args

from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.proving import Known, Proof
from projections.knowledge.sureness import marks, perhaps, sureness
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

    def perhaps(self, wording: Key) -> dict[str, Sequence[Proof]]:
        """Per person the records that may have meant a wording which was recorded only after."""
        return self._knowledge.perhaps(wording)

    def marks(self, wording: Key, proof: Proof) -> list[str]:
        """How sure it is that a record proves a rung of this wording."""
        moment = self._knowledge.deal.basis.effective_at
        return marks(proof, self._knowledge.chronicle.by_key[wording], moment)

    def unseen(self, wording: Key) -> list[str]:
        """Participants of whom no record says that they opened it, were shown it or wrote it."""
        shown = {each.id for each in self.people(wording) if _shown(each.known)}
        return [each for each in self._knowledge.participants if each not in shown]

    def json(self, wording: Key) -> dict[str, Any]:
        """Per side the records that tell of it, and its people with the rung and its proof.

        `marks`, `late_change`, `first_marks` and `failed_by` are those of the reading `knowledge`.
        `people_undetermined` are exposures to a wording that was recorded late, had it been meant.
        A side that nothing tells of, and whose people have no rung, is left out: that is not on
        record, and never "was not told".
        """
        people = self.people(wording)
        found = {side: self._side(side, wording, people) for side in (*SIDES, None)}
        return {side or NOWHERE: each for side, each in found.items() if any(each.values())}

    def _side(self, side: Side | None, wording: Key, people: Iterable[Person]) -> dict[str, Any]:
        of = self._told[side].get(wording, ToldOf()) if side else ToldOf()
        moment = self._knowledge.deal.basis.effective_at
        return {
            "records": list(of.records),
            "topics": of.topics,
            "failed": list(of.failed),
            "undetermined": list(of.undetermined),
            "people": [self._person(each, wording) for each in people if each.side == side],
            "people_undetermined": [
                {"person": human, **perhaps(proof, moment)}
                for human, proofs in self.perhaps(wording).items()
                for proof in proofs
                if self._sides.of(human, proof.fact.interval.end) == side
            ],
        }

    def _person(self, person: Person, wording: Key) -> dict[str, Any]:
        written, known = self._knowledge.chronicle.by_key[wording], person.known
        highest, first, _, seen = known
        assert highest is not None
        found: dict[str, Any] = {
            "person": person.id,
            "rung": highest.rung,
            "record": highest.record,
            "first_exposure": first.record if first else None,
            "first_seen": seen.record if seen else None,
        }
        firsts = {"first_exposure": first, "first_seen": seen}
        marked = {name: self.marks(wording, each) for name, each in firsts.items() if each}
        if any(marked.values()):
            found["first_marks"] = {name: each for name, each in marked.items() if each}
        if highest.failed is not None:
            found["failed_by"] = highest.failed.id
        return found | sureness(highest, written, self._knowledge.deal.basis.effective_at)

    def cited(self, wording: Key) -> Iterable[Fact]:
        """The records that prove any of it, or would."""
        for of in (each.get(wording) for each in self._told.values()):
            yield from (*of.records.values(), *of.undetermined.values()) if of else ()
        for person in self.people(wording):
            yield from (proof.fact for proof in person.known if proof is not None)
        for proofs in self.perhaps(wording).values():
            yield from (proof.fact for proof in proofs)


def _proven(known: Known) -> datetime:
    """When the highest rung was proven: a person may stand on another side since."""
    assert known.highest is not None
    return known.highest.fact.interval.end


def _shown(known: Known) -> bool:
    return bool(known.seen) or bool(known.highest and known.highest.rung == "authored")
