"""Who knew what: per person and wording the proofs, the highest rung, and first exposures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.events.deal import ParticipantAssigned
from domain.events.told import MessageFailed, MessageRelayed, MessageSent
from domain.occurrence import Interval
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.ladder import RANK, Rung, Step, at_least, moment_of, steps
from projections.knowledge.leading import Leads
from projections.knowledge.proving import NOTHING, Known, Proof, spread
from projections.knowledge.targets import Lead, Nowhere, Target
from projections.knowledge.topics import Topics
from projections.knowledge.written import Chronicle, Key, Written
from projections.people import People, people_of
from projections.sources import Coverage, Sources

_MESSAGES = frozenset({MessageSent, MessageRelayed})
_TAKEN_BACK = frozenset({"sent", "received"})


@dataclass(frozen=True, slots=True)
class Held:
    """How high somebody stood by a moment, or before something happened.

    `rung` counts the records that may have been in time, `surely` only those that certainly were:
    where the two differ, the order is unknown. `proof` and `sure_proof` are the records.
    """

    proof: Proof | None = None
    rung: Rung | None = None
    sure_proof: Proof | None = None
    surely: Rung | None = None

    @property
    def order_unknown(self) -> bool:
        """Whether the rung depends on an order that is not known."""
        return self.rung != self.surely


class Knowledge:
    """The knowledge ladder of a deal on its basis: what had happened by `effective_at`.

    A person may be named by any of their ids; a wording is a clause and a number. `counts`: which
    records prove anything (None: all); wordings and what is named stay what they are.
    """

    def __init__(self, deal: KnownDeal, counts: Callable[[Fact], bool] | None = None) -> None:
        self.deal = deal
        self._proving = [f for f in deal.happened if counts(f)] if counts else deal.happened
        self.people: People = people_of(deal)
        self.sources = Sources(deal.happened, deal.zone)
        self.chronicle = Chronicle(deal)
        self.topics = Topics(self.chronicle, deal.catalogue)
        self.leads = Leads(deal.happened, self.chronicle, self.topics)
        self._failed = self._failures()

    @cached_property
    def participants(self) -> tuple[str, ...]:
        """The people assigned by `effective_at`, in the order of their assignment."""
        assigned = (f.event for f in self.deal.happened if type(f.event) is ParticipantAssigned)
        return tuple(dict.fromkeys(self.people.canonical(each.person) for each in assigned))

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """The participants, then everybody else with a rung, or perhaps one, by the alphabet."""
        others = sorted({*self._known, *self._undetermined})
        return tuple(dict.fromkeys((*self.participants, *others)))

    @cached_property
    def exposed(self) -> tuple[str, ...]:
        """The same people as `persons`, by the proofs themselves."""
        return tuple(dict.fromkeys((*self.participants, *sorted(self._proofs))))

    @cached_property
    def nowhere(self) -> list[tuple[Fact, Nowhere]]:
        """What records that could prove a rung are about, and leads to no wording on record."""
        proving = (f for f in self._proving if not self.leads.leads_on(f) and self._proven(f))
        return [(fact, each) for fact in proving for each in self.leads.nowhere(fact)]

    def known(self, person: str) -> dict[Key, Known]:
        """What is proven to a person, per wording. What is not in it is not on record."""
        return self._known.get(self.people.canonical(person), {})

    def undetermined(self, person: str) -> Mapping[Key, Sequence[Proof]]:
        """What would be proven to a person of wordings that were recorded late, were they meant.

        Every record that may have meant one, in the order of time: whatever is proven of it by
        others, when it was first met, and how, may turn on each of these.
        """
        return self._undetermined.get(self.people.canonical(person), {})

    def perhaps(self, wording: Key) -> dict[str, Sequence[Proof]]:
        """Per person what would be proven of a wording that was recorded late, were it meant."""
        found = ((human, every.get(wording, ())) for human, every in self._undetermined.items())
        return {human: proofs for human, proofs in found if proofs}

    def on(self, person: str, wording: Key) -> Known:
        """What is proven to a person of one wording."""
        return self.known(person).get(wording, NOTHING)

    def who(self, wordings: Collection[Key]) -> dict[Key, dict[str, Known]]:
        """Per wording everybody to whom a rung on it is proven, in the order of `persons`.

        Costs less than to ask what is proven to everybody of all wordings.
        """
        found: dict[Key, dict[str, Known]] = {wording: {} for wording in wordings}
        reached: dict[Lead, list[Key]] = {}
        for fact, proven, leads in self.led:
            for lead in leads:
                if lead not in reached:
                    reached[lead] = list(lead.target.keys(lead.size, found))
                if reached[lead]:
                    self._prove(found, reached[lead], self.of_fact(fact, proven, (lead,)))
        return {wording: self._in_order(proven) for wording, proven in found.items()}

    def _prove(
        self,
        found: dict[Key, dict[str, Known]],
        reached: Iterable[Key],
        proofs: Iterable[tuple[str, Proof]],
    ) -> None:
        for human, proof in proofs:
            known = Known.by(proof)
            for wording in reached:
                before = found[wording].get(human)
                found[wording][human] = before.and_(known) if before else known

    def _in_order(self, known: Mapping[str, Known]) -> dict[str, Known]:
        persons = dict.fromkeys((*self.participants, *sorted(known)))
        return {person: known[person] for person in persons if person in known}

    def exposures(self, person: str) -> Mapping[Target, list[Proof]]:
        """Every proof of a person, by what it leads to, in the order of positions."""
        return self._proofs.get(self.people.canonical(person), {})

    def proofs(self, person: str, wording: Key) -> list[Proof]:
        """Every proof of a rung of a person on a wording, in the order of time, each once."""
        found: dict[tuple[str, Rung], Proof] = {}
        for target, proofs in self.exposures(person).items():
            place = target.place(wording)
            for proof in proofs if place is not None else ():
                if place is not None and proof.lead.size > place:
                    found.setdefault((proof.fact.id, proof.proves), proof)
        return sorted(found.values(), key=_in_time)

    def first(self, person: str, wording: Key, least: Rung = "addressed") -> Proof | None:
        """The first record that proves `least` or more."""
        proofs = self.proofs(person, wording)
        return next((proof for proof in proofs if at_least(proof.rung, least)), None)

    def rung(self, person: str, wording: Key, by: datetime | None = None) -> Held:
        """How high somebody stood by a moment (default: `effective_at`).

        A record that began by then counts, and the order is unknown where it may have ended after.
        """
        moment = min(by or self.deal.basis.effective_at, self.deal.basis.effective_at)
        return self._held(
            person,
            wording,
            begun=lambda fact: fact.interval.begun_by(moment),
            ended=lambda fact: fact.interval.end <= moment,
            moment=moment,
        )

    def before(self, person: str, wording: Key, what: Fact | Interval) -> Held:
        """How high somebody stood before something happened (e.g. before a proposal was sent).

        What overlaps it is in unknown order; the record of it itself does not count.
        """
        itself, when = (what.id, what.interval) if isinstance(what, Fact) else (None, what)
        return self._held(
            person,
            wording,
            begun=lambda fact: fact.id != itself and not when.before(fact.interval),
            ended=lambda fact: fact.id != itself and fact.interval.before(when),
            moment=when.end,
        )

    def earlier(self, person: str, wording: Key) -> list[tuple[Written, Known]]:
        """The wordings of the same clause that began before this one, as far as they are known."""
        known = self.known(person)
        return [(each, known[each.key]) for each in self.before_it(wording) if each.key in known]

    def before_it(self, wording: Key) -> list[Written]:
        """The wordings of its clause before this one, in the order of time."""
        in_time = self.chronicle.in_time.get(wording[0], [])
        place = next((at for at, each in enumerate(in_time) if each.key == wording), 0)
        return in_time[:place]

    def coverage(self, person: str, window: Interval | None = None) -> Coverage:
        """Which systems reported on a person in a window (None: ever), and the gaps."""
        return self.sources.on(self.people.aliases(person), window)

    def failure(self, fact: Fact, person: str) -> Fact | None:
        """That this message, sent or relayed, did not arrive with a person (or a party)."""
        event = fact.event
        if not self._failed or type(event) not in _MESSAGES:
            return None
        assert isinstance(event, MessageSent | MessageRelayed)
        return self._failed.get((event.message, self.people.canonical(person)))

    def _held(
        self,
        person: str,
        wording: Key,
        *,
        begun: Callable[[Fact], bool],
        ended: Callable[[Fact], bool],
        moment: datetime,
    ) -> Held:
        written = self.chronicle.by_key.get(wording)
        if written is None or not written.interval.begun_by(moment):
            return Held()
        proofs = [each for each in self.proofs(person, wording) if begun(each.fact)]
        surely = [each for each in proofs if ended(each.fact)]
        highest, sure = _highest(proofs, moment), _highest(surely, moment)
        return Held(
            highest,
            highest.rung_by(moment) if highest else None,
            sure,
            sure.rung_by(moment) if sure else None,
        )

    def _failures(self) -> dict[tuple[str, str], Fact]:
        """Per message and person, the first record that it did not arrive."""
        found: dict[tuple[str, str], Fact] = {}
        failures = [fact for fact in self._proving if type(fact.event) is MessageFailed]
        for fact in sorted(failures, key=moment_of):
            if isinstance(fact.event, MessageFailed):
                for person in fact.event.to:
                    place = (fact.event.message, self.people.canonical(person))
                    found.setdefault(place, fact)
        return found

    @cached_property
    def _known(self) -> dict[str, dict[Key, Known]]:
        found: dict[str, dict[Lead, Known]] = {}
        for human, proof in self.proving():
            own = found.setdefault(human, {})
            before = own.get(proof.lead)
            own[proof.lead] = before.and_(Known.by(proof)) if before else Known.by(proof)
        return {human: spread(own) for human, own in found.items()}

    @cached_property
    def _undetermined(self) -> dict[str, dict[Key, list[Proof]]]:
        found: dict[str, dict[Key, dict[tuple[str, Rung], Proof]]] = {}
        for human, proof in self._perhaps():
            for written in proof.lead.target.wordings:
                own = found.setdefault(human, {}).setdefault(written.key, {})
                own.setdefault((proof.record, proof.proves), proof)
        return {
            human: {key: sorted(each.values(), key=_in_time) for key, each in own.items()}
            for human, own in found.items()
        }

    def _perhaps(self) -> Iterator[tuple[str, Proof]]:
        """What records that prove a rung would prove of the wordings that they may have meant."""
        for fact, proven, sure in self.led:
            leads = self.leads.undetermined.get(fact.place, ())
            if unproven := [each for each in leads if not any(_holds(one, each) for one in sure)]:
                yield from self.of_fact(fact, proven, unproven)

    @cached_property
    def _proofs(self) -> dict[str, dict[Target, list[Proof]]]:
        found: dict[str, dict[Target, list[Proof]]] = {}
        for human, proof in self.proving():
            found.setdefault(human, {}).setdefault(proof.lead.target, []).append(proof)
        return found

    def proving(self) -> Iterator[tuple[str, Proof]]:
        """Every proof, with the canonical id of the person, in the order of positions."""
        for fact, proven, leads in self.led:
            yield from self.of_fact(fact, proven, leads)

    @cached_property
    def led(self) -> list[tuple[Fact, Iterable[Step], Sequence[Lead]]]:
        """The records that prove a rung: what each proves, and of which wordings."""
        proving = ((fact, self._proven(fact)) for fact in self._proving)
        return [(fact, proven, self.leads.of(fact)) for fact, proven in proving if proven]

    def of_fact(
        self, fact: Fact, proven: Iterable[Step], leads: Sequence[Lead]
    ) -> Iterator[tuple[str, Proof]]:
        """What such a record proves on some of its leads, as `proving` gives it."""
        order, record = (fact.interval.begin, fact.place), fact.id
        for id_, rung in proven:
            if human := self.people.human(id_):
                # What sending proves is taken back; that the sender discussed it is not.
                failed = self.failure(fact, id_) if rung in _TAKEN_BACK else None
                now: Rung = "addressed" if failed else rung
                for lead in leads:
                    proof = Proof(fact, record, id_, rung, lead, order, failed, now, RANK[now])
                    yield human, proof

    def _proven(self, fact: Fact) -> Iterable[Step]:
        written = self.chronicle.by_place.get(fact.place)
        if written is None:
            return steps(fact)
        return [(writer, "authored") for writer in written.writers]


def _highest(proofs: Iterable[Proof], moment: datetime) -> Proof | None:
    """The highest by then, the first of those."""
    return max(proofs, key=lambda proof: RANK[proof.rung_by(moment)], default=None)


def _in_time(proof: Proof) -> tuple[tuple[datetime, int], int]:
    return proof.order, RANK[proof.proves]


def _holds(lead: Lead, other: Lead) -> bool:
    """Whether the wording of the other is among those of a lead."""
    place = lead.target.place(other.target.wordings[0].key)
    return place is not None and place < lead.size
