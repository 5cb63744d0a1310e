"""Who stands on which rung, kept as records come in.

The fold of all that is known at the end of a stretch gives every proof with its record. Within a
stretch no record changes what earlier ones prove, so the proofs of the records up to a position are
what was proven then. A message that failed counts as it did until its failure was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from domain.events.told import MessageFailed, MessageRelayed, MessageSent
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import RANK, Rung, Step
from projections.knowledge.proving import Proof
from projections.knowledge.sureness import sureness
from projections.knowledge.targets import Lead, Target
from projections.knowledge.written import Key as Wording
from projections.knowledge.written import Written
from projections.timeline.history import Key, Values

_Record = tuple[Fact, Iterable[Step], int]
"""A record, what it proves, and the number of the lead among its own."""


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


class _Candidate(NamedTuple):
    """What a proof comes to. Of several the one with the lowest `order` counts.

    That is the strongest, the sure one, the earlier one; then the one that `proving` gives first.
    """

    order: tuple[int, bool, tuple[datetime, int], int, int]
    stands: Stands
    proof: Proof


class Stretch:
    """What was proven by a position, and by each after it, as the deal is known at some later one.

    What was proven by the first one is put together for a wording when that is asked about.
    """

    def __init__(self, known: Knowledge, position: int) -> None:
        self._known = known
        self._moment = known.deal.basis.effective_at
        self._position = position
        self._failures = _failures(known)
        self._records: dict[Lead, list[_Record]] = {}
        self._leads: dict[Target, list[Lead]] = {}
        self._targets: dict[Wording, list[Target]] = {}
        self._new: dict[int, list[tuple[str, Proof]]] = {}
        self._failing: dict[int, list[tuple[str, Proof]]] = {}
        self._by_lead: dict[Lead, dict[str, _Candidate]] = {}
        self._at_first: dict[Wording, dict[str, Stands]] = {}
        self._best: dict[Key, Stands] = {}
        for fact, proven, leads in known.led:
            for number, lead in enumerate(leads):
                self._record(fact, proven, lead, number)
            if fact.place > position:
                self._new[fact.place] = list(known.of_fact(fact, proven, leads))
        self._index_failing()

    @property
    def size(self) -> int:
        """How many records it goes by."""
        return len(self._known.led)

    @property
    def every(self) -> Values:
        """Every rung as it stood at first."""
        proven = [
            (each, human, lead)
            for lead in self._records
            for human, each in self._of_lead(lead, self._position).items()
        ]
        best: dict[tuple[str, Wording], dict[str, Any]] = {}
        for each, human, lead in sorted(proven, key=lambda found: found[0].order):
            for written in lead.target.wordings[: lead.size]:
                place = human, written.key
                if place not in best:
                    best[place] = self._marked(each.stands, each.proof, written).shown
        return {_key(*place): shown for place, shown in best.items()}

    def under(self, above: Key) -> Values:
        """The rungs on one wording as they stood at first."""
        _, clause, number = above
        wording = clause, int(number)
        return {_key(human, wording): s.shown for human, s in self._first(wording).items()}

    def reach(self, position: int) -> Values:
        """The rungs that the record at a position may have changed. Asked in order."""
        changed: dict[Key, dict[str, Any]] = {}
        for human, proof in self._new.get(position, ()):
            stands = self._stands(proof, position)
            for written in proof.lead.target.wordings[: proof.lead.size]:
                key = _key(human, written.key)
                before = self._best.get(key) or self._first(written.key).get(human)
                if before is None or before.below(stands):
                    best = self._best[key] = self._marked(stands, proof, written)
                    changed[key] = best.shown
        for human, proof in self._failing.get(position, ()):
            for written in proof.lead.target.wordings[: proof.lead.size]:
                key = _key(human, written.key)
                # A failure may be recorded before the message: then nothing was proven yet.
                if found := self._proven(written.key, position).get(human):
                    stood = self._best[key] = self._marked(found.stands, found.proof, written)
                    changed[key] = stood.shown
        return changed

    def _record(self, fact: Fact, proven: Iterable[Step], lead: Lead, number: int) -> None:
        if lead not in self._records:
            self._records[lead] = []
            if lead.target not in self._leads:
                self._leads[lead.target] = []
                for written in lead.target.wordings:
                    self._targets.setdefault(written.key, []).append(lead.target)
            self._leads[lead.target].append(lead)
        self._records[lead].append((fact, proven, number))

    def _index_failing(self) -> None:
        """The proofs of messages whose failure is recorded after the first position."""
        later = {message for (message, _), at in self._failures.items() if at > self._position}
        for fact, proven, leads in self._known.led if later else ():
            if _message(fact) in later:
                for human, proof in self._known.of_fact(fact, proven, leads):
                    if (failed_at := self._failed_at(proof)) is not None:
                        self._failing.setdefault(failed_at, []).append((human, proof))

    def _first(self, wording: Wording) -> dict[str, Stands]:
        """How everybody stood on a wording at first."""
        if wording not in self._at_first:
            by_key, proven = self._known.chronicle.by_key, self._proven(wording, self._position)
            self._at_first[wording] = {
                human: self._marked(found.stands, found.proof, by_key[wording])
                for human, found in proven.items()
            }
        return self._at_first[wording]

    def _proven(self, wording: Wording, position: int) -> dict[str, _Candidate]:
        """Per human what counts of all that was proven of a wording by a position."""
        found: dict[str, _Candidate] = {}
        for target in self._targets.get(wording, ()):
            place = target.place(wording)
            for lead in self._leads[target]:
                if place is not None and place < lead.size:
                    _take(found, self._of_lead(lead, position).items())
        return found

    def _of_lead(self, lead: Lead, position: int) -> dict[str, _Candidate]:
        if position != self._position:
            return self._along(lead, position)
        if lead not in self._by_lead:
            self._by_lead[lead] = self._along(lead, position)
        return self._by_lead[lead]

    def _along(self, lead: Lead, position: int) -> dict[str, _Candidate]:
        """What the records with this lead proved by a position."""
        found: dict[str, _Candidate] = {}
        for fact, proven, number in self._records[lead]:
            if fact.place > position:
                break
            proofs = self._known.of_fact(fact, proven, (lead,))
            for step, (human, proof) in enumerate(proofs):
                stands = self._stands(proof, position)
                order = (-stands.rank, stands.doubtful, stands.order, step, number)
                _take(found, [(human, _Candidate(order, stands, proof))])
        return found

    def _marked(self, stands: Stands, proof: Proof, written: Written) -> Stands:
        """The same as it is shown of one wording, with how sure it is there."""
        sure = sureness(proof, written, self._moment)
        return stands._replace(shown=stands.shown | sure) if sure else stands

    def _stands(self, proof: Proof, position: int) -> Stands:
        failed_at = self._failed_at(proof)
        failed = failed_at is not None and failed_at <= position
        rung: Rung = "addressed" if failed else proof.proves
        shown = {"rung": rung, "record": proof.record}
        return Stands(RANK[rung], proof.doubtful, proof.order, shown)

    def _failed_at(self, proof: Proof) -> int | None:
        """Where it was first recorded that the message of a proof did not arrive."""
        if proof.failed is None:
            return None
        return self._failures[_message(proof.fact), self._known.people.canonical(proof.person)]


def _take(found: dict[str, _Candidate], more: Iterable[tuple[str, _Candidate]]) -> None:
    for human, each in more:
        held = found.get(human)
        if held is None or each.order < held.order:
            found[human] = each


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
