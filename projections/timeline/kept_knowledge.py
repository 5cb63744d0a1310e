"""Who stands on which rung, kept as records come in.

The fold of all that is known at the end of a stretch gives every proof with its record. Within a
stretch no record changes what earlier ones prove, so the proofs of the records up to a position are
what was proven then. A message that failed counts as it did until its failure was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from domain.events.told import MessageFailed, MessageRelayed, MessageSent
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import RANK, Rung
from projections.knowledge.proving import Proof
from projections.knowledge.sureness import sureness
from projections.knowledge.targets import Lead
from projections.knowledge.written import Key as Wording
from projections.knowledge.written import Written
from projections.timeline.history import Key, Values
from projections.timeline.settled import NEVER


class Stands(NamedTuple):
    """A rung, and the record that proves it, as it is shown."""

    rank: int
    doubtful: bool
    order: tuple[datetime, int]
    shown: dict[str, Any]

    def below(self, other: Stands) -> bool:
        """Whether the other proves more; or as much and surely; or that as well, and earlier."""
        if self.rank != other.rank:
            return self.rank < other.rank
        return (other.doubtful, other.order) < (self.doubtful, self.order)


@dataclass(slots=True)
class Stretch:
    """The proofs by the position of their records, as the deal is known at the stretch's end.

    `_failing` are those of messages that did not arrive, by where that was recorded first.
    """

    _moment: datetime = NEVER
    _proofs: dict[int, list[tuple[str, Proof]]] = field(default_factory=dict)
    _failing: dict[int, list[tuple[str, Proof]]] = field(default_factory=dict)
    _failed_at: dict[int, int] = field(default_factory=dict)
    _of: dict[str, list[Proof]] = field(default_factory=dict)
    _best: dict[Key, Stands] = field(default_factory=dict)

    @classmethod
    def known(cls, deal: KnownDeal, position: int) -> Stretch:
        """The stretch that ends where the deal is known, with all that was proven by a position."""
        made = cls(deal.basis.effective_at)
        made._prove(deal.once(Knowledge))
        for human, proofs in made._of.items():
            made._best |= made._standing(human, proofs, position)
        return made

    @property
    def best(self) -> dict[Key, dict[str, Any]]:
        """Every rung as it stands."""
        return {key: stands.shown for key, stands in self._best.items()}

    def reach(self, position: int) -> Values:
        """The rungs that the record at a position may have changed. Asked in order."""
        changed: dict[Key, dict[str, Any]] = {}
        for human, proof in self._proofs.get(position, ()):
            stands = self._stands(proof, position)
            for written in proof.lead.target.wordings[: proof.lead.size]:
                key = _key(human, written.key)
                before = self._best.get(key)
                if before is None or before.below(stands):
                    best = self._best[key] = self._marked(stands, proof, written)
                    changed[key] = best.shown
        for human, proof in self._failing.get(position, ()):
            for written in proof.lead.target.wordings[: proof.lead.size]:
                key = _key(human, written.key)
                # A failure may be recorded before the message: then nothing was proven yet.
                if stood := self._highest(human, written, position):
                    self._best[key] = stood
                    changed[key] = stood.shown
        return changed

    def _standing(self, human: str, proofs: Iterable[Proof], position: int) -> dict[Key, Stands]:
        """What the proofs of a human came to by a position, by the best of each lead."""
        by_lead: dict[Lead, tuple[Stands, int, Proof]] = {}
        for at, proof in enumerate(proofs):
            if proof.fact.place <= position:
                stands, held = self._stands(proof, position), by_lead.get(proof.lead)
                if held is None or held[0].below(stands):
                    by_lead[proof.lead] = stands, at, proof
        best: dict[Wording, tuple[Stands, Proof, Written]] = {}
        for stands, _, proof in sorted(by_lead.values(), key=_strongest_first):
            for written in proof.lead.target.wordings[: proof.lead.size]:
                if written.key not in best:
                    best[written.key] = stands, proof, written
        return {_key(human, wording): self._marked(*each) for wording, each in best.items()}

    def _highest(self, human: str, written: Written, position: int) -> Stands | None:
        """What all the proofs of a human on a wording came to by a position."""
        best: Stands | None = None
        for proof in self._of[human]:
            place = proof.lead.target.place(written.key)
            if proof.fact.place <= position and place is not None and place < proof.lead.size:
                stands = self._stands(proof, position)
                if best is None or best.below(stands):
                    best = self._marked(stands, proof, written)
        return best

    def _prove(self, known: Knowledge) -> None:
        failures = _failures(known)
        for human, proof in known.proving():
            self._proofs.setdefault(proof.fact.place, []).append((human, proof))
            self._of.setdefault(human, []).append(proof)
            if proof.failed is not None:
                person = known.people.canonical(proof.person)
                failed_at = failures[_message(proof.fact), person]
                self._failed_at[id(proof)] = failed_at
                self._failing.setdefault(failed_at, []).append((human, proof))

    def _marked(self, stands: Stands, proof: Proof, written: Written) -> Stands:
        """The same as it is shown of one wording, with how sure it is there."""
        sure = sureness(proof, written, self._moment)
        return stands._replace(shown=stands.shown | sure) if sure else stands

    def _stands(self, proof: Proof, position: int) -> Stands:
        failed = self._failed_at.get(id(proof), position + 1) <= position
        rung: Rung = "addressed" if failed else proof.proves
        shown = {"rung": rung, "record": proof.record}
        return Stands(RANK[rung], proof.doubtful, proof.order, shown)


def _strongest_first(found: tuple[Stands, int, Proof]) -> tuple[Any, ...]:
    """Of equals the first, as one after the other would leave it."""
    stands, at, _ = found
    return -stands.rank, stands.doubtful, stands.order, at


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


def _key(human: str, wording: Wording) -> Key:
    clause, number = wording
    return "rung", clause, str(number), human
