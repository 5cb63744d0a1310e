"""Who stands on which rung, kept as records come in.

The fold of all that is known at the end of a stretch gives every proof with its record. Within a
stretch no record changes what earlier ones prove, so the proofs of the records up to a position are
what was proven then. A message that failed counts as it did until its failure was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from domain.events.told import MessageFailed, MessageRelayed, MessageSent
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import RANK, Rung
from projections.knowledge.proving import Proof
from projections.knowledge.written import Key as Wording
from projections.timeline.history import Key, Values

Of = tuple[str, Wording]


class Stands(NamedTuple):
    """A rung, and the record that proves it."""

    rung: Rung
    record: str
    order: tuple[datetime, int]

    def below(self, other: Stands) -> bool:
        """Whether the other proves more, or as much and earlier."""
        own, others = RANK[self.rung], RANK[other.rung]
        return own < others or (own == others and other.order < self.order)


@dataclass(slots=True)
class Stretch:
    """The proofs by the position of their records, as the deal is known at the stretch's end."""

    _proofs: dict[int, list[tuple[Of, Proof]]] = field(default_factory=dict)
    _failing: dict[int, dict[Of, None]] = field(default_factory=dict)
    _failed_at: dict[int, int] = field(default_factory=dict)
    _of: dict[Of, list[Proof]] = field(default_factory=dict)
    _best: dict[Of, Stands] = field(default_factory=dict)

    @classmethod
    def known(cls, deal: KnownDeal, position: int) -> Stretch:
        """The stretch that ends where the deal is known, with all that was proven by a position."""
        made = cls()
        made._prove(Knowledge(deal))
        for place in sorted({*made._proofs, *made._failing}):
            if place <= position:
                made.reach(place)
        return made

    @property
    def best(self) -> Iterator[tuple[Key, dict[str, str]]]:
        """Every rung as it stands."""
        return ((_key(of), _shown(stands)) for of, stands in self._best.items())

    def reach(self, position: int) -> Values:
        """The rungs that the record at a position may have changed. Asked in order."""
        changed: dict[Of, None] = {}
        for of, proof in self._proofs.get(position, ()):
            stands = self._stands(proof, position)
            before = self._best.get(of)
            if before is None or before.below(stands):
                self._best[of] = stands
                changed[of] = None
        for of in self._failing.get(position, ()):
            proven = [each for each in self._of[of] if each.fact.place <= position]
            if found := _highest(self._stands(each, position) for each in proven):
                self._best[of] = found
                changed[of] = None
        return {_key(of): _shown(self._best[of]) for of in changed}

    def _prove(self, known: Knowledge) -> None:
        failures = _failures(known)
        for human, proof in known.proving():
            failed_at = failures.get((_message(proof.fact), known.people.canonical(proof.person)))
            fails = failed_at if proof.failed is not None else None
            if fails is not None:
                self._failed_at[id(proof)] = fails
            for written in proof.lead.target.wordings[: proof.lead.size]:
                of = human, written.key
                self._proofs.setdefault(proof.fact.place, []).append((of, proof))
                self._of.setdefault(of, []).append(proof)
                if fails is not None:
                    self._failing.setdefault(fails, {})[of] = None

    def _stands(self, proof: Proof, position: int) -> Stands:
        failed_at = self._failed_at.get(id(proof))
        failed = failed_at is not None and failed_at <= position
        return Stands("addressed" if failed else proof.proves, proof.record, proof.order)


def _failures(known: Knowledge) -> dict[tuple[str | None, str], int]:
    """Per message and person where it was first recorded that it did not arrive."""
    found: dict[tuple[str | None, str], int] = {}
    for fact in known.deal.happened:
        if isinstance(fact.event, MessageFailed):
            for person in fact.event.to:
                place = (fact.event.message, known.people.canonical(person))
                found.setdefault(place, fact.place)
    return found


def _message(fact: Fact) -> str | None:
    return fact.event.message if isinstance(fact.event, MessageSent | MessageRelayed) else None


def _highest(found: Iterable[Stands]) -> Stands | None:
    best: Stands | None = None
    for each in found:
        if best is None or best.below(each):
            best = each
    return best


def _key(of: Of) -> Key:
    person, (clause, number) = of
    return "rung", clause, str(number), person


def _shown(stands: Stands) -> dict[str, str]:
    return {"rung": stands.rung, "record": stands.record}
