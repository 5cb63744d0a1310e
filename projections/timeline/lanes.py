"""The reading behind the picture of a deal: a lane for each person, and one for the offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from projections.timeline.every import every_moment
from projections.timeline.moments import Moments
from projections.timeline.replay import Replay

ON_THE_COMMON_LANE = (
    *(ProposalSealed, ProposalSent, ProposalReceived, ProposalOpened, ProposalCountered),
    *(ProposalAccepted, ProposalRejected, ProposalLapsed, AgreementExecuted),
    *(RetractionInstructed, ProposalRetracted, DisputeOpened),
)
Json = dict[str, Any]


def lanes(deal: KnownDeal, replay: Replay, *, contemporaneous_only: bool = False) -> Json:
    """Who was exposed to what and when, beside what became of the offers, as JSON.

    `persons`: each with `marks`, one for every record that proves a rung to them (the rung is
    `kind`, what it is about `about`), `gaps` of the systems that report on them, and in `coverage`
    what is to be said of those; a person without marks has no such record, which proves nothing.
    `common` has the marks of offers, retractions and disputes by type of record. A mark says from
    when until when it may have happened, and under `marks` how far it is believed.
    `from` and `until` hold all records of the deal, None where there are none.
    `contemporaneous_only` leaves out what was recorded late or after a dispute. `replay` is one of
    the same deal, on the same basis.
    """
    moments, known = Moments(deal), Knowledge(deal)
    facts = every_moment(moments, replay)
    own = [fact.interval for fact in moments.facts]
    if contemporaneous_only:
        facts = [fact for fact in facts if moments.contemporaneous(fact)]
    wanted = {fact.place for fact in facts}
    common = (f for f in deal.happened if isinstance(f.event, ON_THE_COMMON_LANE))
    return {
        "deal": deal.id,
        "basis": deal.basis.json,
        "zone": deal.zone,
        "from": moment_text(min(each.begin for each in own)) if own else None,
        "until": moment_text(max(each.end for each in own)) if own else None,
        "persons": list(_persons(known, moments, wanted)),
        "common": [_offered(moments, fact) for fact in common if fact.place in wanted],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def _persons(known: Knowledge, moments: Moments, wanted: set[int]) -> Iterator[Json]:
    marks = _exposures(known, moments, wanted)
    for person in known.exposed:
        ids = known.people.aliases(person)
        participants = known.deal.participants
        assigned = next((participants[i] for i in ids if i in participants), None)
        coverage = known.coverage(person)
        yield {
            "person": person,
            "name": moments.called(person),
            "function": assigned.function if assigned else None,
            "marks": marks.get(person, []),
            "gaps": [_gap(each) for each in coverage.gaps],
            "coverage": coverage.sentence,
        }


def _exposures(known: Knowledge, moments: Moments, wanted: set[int]) -> dict[str, list[Json]]:
    """Per person a mark for each record and rung, with all that it is about."""
    found: dict[tuple[str, int, str], Json] = {}
    for human, proof in known.proving():
        if proof.fact.place in wanted:
            key = human, proof.fact.place, proof.rung
            mark = found.get(key) or _exposed(moments, proof)
            mark["about"].append(dict(proof.lead.target.json))
            if proof.doubtful and "wording_unsure" not in mark["marks"]:
                mark["marks"].append("wording_unsure")
            found[key] = mark
    by_person: dict[str, list[Json]] = {}
    for (human, _, _), mark in found.items():
        by_person.setdefault(human, []).append(mark)
    return by_person


def _exposed(moments: Moments, proof: Proof) -> Json:
    failed = ["failed"] if proof.failed is not None else []
    return _mark(moments, proof.fact, proof.rung, (), failed)


def _offered(moments: Moments, fact: Fact) -> Json:
    return _mark(moments, fact, fact.event.stored_as, _about(fact.event, fact), ())


def _about(event: Event, fact: Fact) -> Iterable[Json]:
    proposal = getattr(event, "proposal", None)
    return [{"proposal": proposal}] if proposal else [each.json for each in fact.about]


def _mark(
    moments: Moments, fact: Fact, kind: str, about: Iterable[Json], more: Sequence[str]
) -> Json:
    return {
        "position": fact.place,
        "record": fact.id,
        "type": fact.event.stored_as,
        "kind": kind,
        "about": list(about),
        "occurred_at": fact.occurred.json,
        "from": moment_text(fact.interval.begin),
        "until": moment_text(fact.interval.end),
        "actor_name": moments.called(fact.actor),
        "marks": [*moments.marks(fact), *more],
    }


def _gap(gap: Gap) -> Json:
    """With the moments between which no report came; `until` None where none is on record."""
    ends = moment_text(gap.ends) if gap.ends else None
    return {"said": gap.json, "system": gap.system, "from": moment_text(gap.begins), "until": ends}
