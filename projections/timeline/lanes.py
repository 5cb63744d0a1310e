"""The reading behind the picture of a deal: a lane for each person, and one for the offers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from domain.events import Event
from domain.events.disputes import DisputeOpened, ProposalRetracted, RetractionInstructed
from domain.events.proposals import (
    AgreementExecuted,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalOpened,
    ProposalReceived,
    ProposalRejected,
    ProposalSealed,
    ProposalSent,
)
from domain.occurrence import moment_text
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.proving import Proof
from projections.sources import Gap
from projections.timeline.breaks import breaks, far
from projections.timeline.moments import Moments

ON_THE_COMMON_LANE = (
    *(ProposalSealed, ProposalSent, ProposalReceived, ProposalOpened, ProposalCountered),
    *(ProposalAccepted, ProposalRejected, ProposalLapsed, AgreementExecuted),
    *(RetractionInstructed, ProposalRetracted, DisputeOpened),
)
Json = dict[str, Any]


class _Marking:
    """Makes marks: what all marks of a record have in common is made once."""

    def __init__(self, moments: Moments) -> None:
        self.moments = moments
        self._common: dict[int, Json] = {}

    def exposed(self, proof: Proof) -> Json:
        """Of a record that proves a rung."""
        failed = ["failed"] if proof.failed is not None else []
        return self._mark(proof.fact, proof.rung, (), failed)

    def offered(self, fact: Fact) -> Json:
        """Of a record on the common lane."""
        return self._mark(fact, fact.event.stored_as, _about(fact.event, fact), ())

    def _mark(self, fact: Fact, kind: str, about: Iterable[Json], more: Sequence[str]) -> Json:
        common = self._common.get(fact.place)
        if common is None:
            common = self._common[fact.place] = self.recorded(fact)
        marks = [*common["marks"], *more]
        return {**common, "kind": kind, "about": list(about), "marks": marks}

    def recorded(self, fact: Fact) -> Json:
        """What there is to say of a record by itself."""
        return {
            "position": fact.place,
            "record": fact.id,
            "type": fact.event.stored_as,
            "occurred_at": fact.occurred.json,
            "from": moment_text(fact.interval.begin),
            "until": moment_text(fact.interval.end),
            "actor_name": self.moments.called(fact.actor),
            "marks": self.moments.marks(fact),
        }


def lanes(deal: KnownDeal, places: Collection[int]) -> Json:
    """Who was exposed to what and when, beside what became of the offers, as JSON.

    `persons`: each with `marks`, one for every record that proves a rung to them (the rung is
    `kind`, what it is about `about`), `gaps` of the systems that report on them, and in `coverage`
    what is to be said of those; a person without marks has no such record, which proves nothing.
    `common` has the marks of offers, retractions and disputes by type of record. A mark says from
    when until when it may have happened, and under `marks` how far it is believed.
    `from` and `until` hold all records of the deal, None where there are none. `breaks` are the
    stretches between them in which nothing lies for far longer than all the rest (see `breaks`),
    and `far` the few records that one of these parts from the others.
    `places` are the positions of the moments that are wanted (see `steps_in_time`).
    """
    moments, known = deal.once(Moments), deal.once(Knowledge)
    marking = _Marking(moments)
    own = [fact.interval for fact in moments.facts]
    apart = breaks(own)
    common = (f for f in deal.happened if isinstance(f.event, ON_THE_COMMON_LANE))
    return {
        "deal": deal.id,
        "basis": deal.basis.json,
        "zone": deal.zone,
        "from": moment_text(min(each.begin for each in own)) if own else None,
        "until": moment_text(max(each.end for each in own)) if own else None,
        "breaks": [{"from": moment_text(a), "until": moment_text(b)} for a, b in apart],
        "far": [marking.recorded(fact) for fact in far(moments.facts, apart)],
        "persons": list(_persons(known, marking, places)),
        "common": [marking.offered(fact) for fact in common if fact.place in places],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def _persons(known: Knowledge, marking: _Marking, places: Collection[int]) -> Iterator[Json]:
    marks, proven = _exposures(known, marking, places)
    for person in dict.fromkeys((*known.participants, *sorted(proven))):
        ids = known.people.aliases(person)
        participants = known.deal.participants
        assigned = next((participants[i] for i in ids if i in participants), None)
        coverage = known.coverage(person)
        yield {
            "person": person,
            "name": marking.moments.called(person),
            "function": assigned.function if assigned else None,
            "marks": marks.get(person, []),
            "gaps": [_gap(each) for each in coverage.gaps],
            "coverage": coverage.sentence,
        }


def _exposures(
    known: Knowledge, marking: _Marking, places: Collection[int]
) -> tuple[dict[str, list[Json]], set[str]]:
    """Per person a mark for each record and rung, with all that it is about; and everybody to whom

    anything is proven at all.
    """
    found: dict[tuple[str, int, str], Json] = {}
    everybody: set[str] = set()
    for human, proof in known.proving():
        everybody.add(human)
        if proof.fact.place in places:
            key = human, proof.fact.place, proof.rung
            mark = found.get(key) or marking.exposed(proof)
            mark["about"].append(proof.lead.target.json)
            if proof.doubtful and "wording_unsure" not in mark["marks"]:
                mark["marks"].append("wording_unsure")
            found[key] = mark
    by_person: dict[str, list[Json]] = {}
    for (human, _, _), mark in found.items():
        by_person.setdefault(human, []).append(mark)
    return by_person, everybody


def _about(event: Event, fact: Fact) -> Iterable[Json]:
    proposal = getattr(event, "proposal", None)
    return [{"proposal": proposal}] if proposal else [each.json for each in fact.about]


def _gap(gap: Gap) -> Json:
    """With the moments between which no report came; `until` None where none is on record."""
    ends = moment_text(gap.ends) if gap.ends else None
    return {"said": gap.json, "system": gap.system, "from": moment_text(gap.begins), "until": ends}
