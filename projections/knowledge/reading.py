"""The reading `knowledge`, as JSON: per person and wording the highest rung, and its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.proposals import ProposalSent
from domain.events.told import MessageRelayed, MessageSent, StatementMade
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import RUNGS
from projections.knowledge.proving import Known, Proof
from projections.knowledge.sureness import marks, perhaps, sureness
from projections.knowledge.targets import Lead
from projections.knowledge.told import Side, Sides, Telling, ToldOf, told, told_of
from projections.knowledge.written import Key, Written
from projections.not_in_it import NotInIt
from projections.people import look_alikes

TOLD_SIDES: tuple[Side, ...] = ("client", "partner")


def knowledge(deal: KnownDeal, counts: Callable[[Fact], bool] | None = None) -> dict[str, Any]:
    """The reading `knowledge`, as JSON: who knew what by `effective_at`.

    `people`: per person, clause by clause, the wordings on which a rung is proven, in the order of
    time (so those before one are the earlier ones), and which systems reported on the person;
    under `undetermined` every record that may have meant a wording which was recorded late instead.
    `records` holds every record that is cited there, with its moment. `wordings`: every wording,
    what each side was told of it (left out where nothing was; what `failed` told nothing, of what
    is `undetermined` it is not known whether it meant this wording), and in
    `not_shown_to` the participants of whom no record says that they opened it, were shown it or
    wrote it: that is not on record, and never "did not know". `not_in_it`: what stood when a
    proposal was sealed, and arrived after its seal. `told`: record by record what the two
    sides were told; a topic leads to the wordings under `topics`. `leads_nowhere` names no wording
    that is on record, and so proves nothing. `look_alikes` may be one human, which nobody has said.
    `counts`: which records prove anything (None: all of them).
    """
    known = Knowledge(deal, counts)
    cited: dict[str, Proof] = {}
    everything = told(known)
    tellings = {side: everything.to(side) for side in TOLD_SIDES}
    of_wording = {side: told_of(each) for side, each in tellings.items()}
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "rungs": list(RUNGS),
        "wordings": list(_wordings(known, of_wording)),
        "not_in_it": NotInIt(deal).of_each(
            each for each in deal.proposals.by_id.values() if _had_happened(deal, each.sealed)
        ),
        "people": list(_people(known, cited)),
        "records": {id_: _record(known, proof) for id_, proof in sorted(cited.items())},
        "told": {side: [_telling(known, t) for t in each] for side, each in tellings.items()},
        "side_not_on_record": list(everything.unplaced),
        "topics": list(_topics(known)),
        "leads_nowhere": [
            {"record": fact.id, "type": fact.event.stored_as, **nowhere.json}
            for fact, nowhere in known.nowhere
        ],
        "look_alikes": [
            {"ids": [each.one, each.other], "why": each.why}
            for each in look_alikes(deal, known.people)
        ],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def _wordings(
    known: Knowledge, of_wording: Mapping[Side, Mapping[Key, ToldOf]]
) -> Iterator[dict[str, Any]]:
    seen = {person: _shown_to(known, person) for person in known.participants}
    for clause in known.chronicle.clauses:
        for written in known.chronicle.in_time[clause]:
            key = written.key
            yield {
                "clause": clause,
                "version": written.wording.number,
                "heading": known.chronicle.heading(written),
                "record": written.fact.id,
                "occurred_at": written.fact.occurred.json,
                "sealed_by": _sealed(known, written),
                "told": {s: _told_of(of[key]) for s, of in of_wording.items() if key in of},
                "not_shown_to": [person for person, shown in seen.items() if key not in shown],
            } | _corrected(written)


def _sealed(known: Knowledge, written: Written) -> str | None:
    """The first seal that holds it, once that has happened."""
    seal = written.sealed_by
    return seal.id if seal and _had_happened(known.deal, seal) else None


def _had_happened(deal: KnownDeal, fact: Fact | None) -> bool:
    return fact is not None and fact.interval.begun_by(deal.basis.effective_at)


def _shown_to(known: Knowledge, person: str) -> frozenset[Key]:
    """The wordings that a person opened, was shown or wrote, as records say."""
    found = known.known(person).items()
    return frozenset(
        key for key, on in found if on.seen or (on.highest and on.highest.rung == "authored")
    )


def _told_of(of: ToldOf) -> dict[str, list[str]]:
    found = {"records": list(of.records), "topics": of.topics}
    more = {"failed": list(of.failed), "undetermined": list(of.undetermined)}
    return found | {name: records for name, records in more.items() if records}


def _corrected(written: Written) -> dict[str, Any]:
    """Both readings: what is right, and what people met when it was sealed, or recorded."""
    fact = written.fact
    if fact.corrected_by is None:
        return {}
    first = fact.entry.event
    assert isinstance(first, ClauseAdded | ClauseRevised)
    return {
        "corrected": {
            "by": fact.corrected_by.id,
            "right": _text(written.wording.text),
            "first_recorded": _text(first.text),
            "as_sealed": _text(written.text) if written.sealed_by else None,
        }
    }


def _text(text: str) -> dict[str, str]:
    return {"text": text, "sha256": sha256(text.encode("utf-8")).hexdigest()}


def _people(known: Knowledge, cited: dict[str, Proof]) -> Iterator[dict[str, Any]]:
    deal, sides = known.deal, Sides(known)
    participants = frozenset(known.participants)
    for person in known.persons:
        ids = known.people.aliases(person)
        assigned = next((deal.participants[i] for i in ids if i in deal.participants), None)
        yield {
            "person": person,
            "ids": list(ids),
            "identified_by": [fact.id for fact in known.people.identified_by(person)],
            "name": assigned.name if assigned else None,
            "party": assigned.party if assigned else None,
            "function": assigned.function if assigned else None,
            "until": assigned.until.json if assigned and assigned.until else None,
            "side": sides.of(person),
            "participant": person in participants,
            "clauses": list(_clauses(known, person, cited)),
            "coverage": known.coverage(person).json,
        }


def _clauses(known: Knowledge, person: str, cited: dict[str, Proof]) -> Iterator[dict[str, Any]]:
    of_person, late = known.known(person), known.undetermined(person)
    having = {clause for clause, _ in (*of_person, *late)}
    for clause, in_time in known.chronicle.in_time.items():
        if clause in having:
            rungs = [_rung(known, w, on, cited) for w in in_time if (on := of_person.get(w.key))]
            maybe = [
                _undetermined(known, written, proof, cited)
                for written in (in_time if late else ())
                for proof in late.get(written.key, ())
            ]
            yield {"clause": clause, "wordings": rungs} | ({"undetermined": maybe} if maybe else {})


def _rung(known: Knowledge, written: Written, on: Known, cited: dict[str, Proof]) -> dict[str, Any]:
    """Exposures are record ids: the first at all, the first at `opened` or above, the first seen.

    Who signed, acknowledged or discussed it need not have seen it: seen is opened or displayed.
    `marks` are those of `record`; `first_marks` those of the first exposures, by name.
    """
    proof, first, opened, seen = on
    assert proof is not None
    for each in on:
        if each is not None:
            cited[each.record] = each
    found: dict[str, Any] = {
        "version": written.wording.number,
        "rung": proof.rung,
        "record": proof.record,
        "first_exposure": first.record if first else None,
        "first_opened_or_above": opened.record if opened else None,
        "first_seen": seen.record if seen else None,
    }
    if marked := first_marks(known, written, on):
        found["first_marks"] = marked
    found |= sureness(proof, written, known.deal.basis.effective_at)
    if proof.failed is not None:
        found["failed_by"] = proof.failed.id
    return found


def first_marks(known: Knowledge, written: Written, on: Known) -> dict[str, list[str]]:
    """How sure the records of the first exposures are, by name: of those that are not."""
    moment = known.deal.basis.effective_at
    firsts = (
        ("first_exposure", on.first),
        ("first_opened_or_above", on.opened),
        ("first_seen", on.seen),
    )
    return {
        name: found for name, each in firsts if each and (found := marks(each, written, moment))
    }


def _undetermined(
    known: Knowledge, written: Written, proof: Proof, cited: dict[str, Proof]
) -> dict[str, Any]:
    """A wording that was recorded after a record that may have meant it: which one, is not known.

    `would_be` is the rung that the record would prove; `late_change` the record of the wording.
    """
    cited.setdefault(proof.record, proof)
    moment = known.deal.basis.effective_at
    return {"version": written.wording.number, **perhaps(proof, moment)}


def _record(known: Knowledge, proof: Proof) -> dict[str, Any]:
    fact = proof.fact
    return {
        "type": fact.event.stored_as,
        "occurred_at": fact.occurred.json,
        "actor": fact.actor,
        "about": _about(known, fact),
    }


def _about(known: Knowledge, fact: Fact) -> list[dict[str, Any]]:
    """What it leads to: a wording, a proposal, a topic; and wordings that it may have meant."""
    found = [_led(lead) for lead in known.leads.of(fact)]
    maybe = known.leads.undetermined.get(fact.place, ())
    return found + [dict(lead.target.json) | {"undetermined": True} for lead in maybe]


def _led(lead: Lead) -> dict[str, Any]:
    found = dict(lead.target.json)
    if lead.late is not None:
        found["late_change"] = lead.late.fact.id
    return found


def _telling(known: Knowledge, each: Telling) -> dict[str, Any]:
    fact = each.fact
    return {
        "record": fact.id,
        "type": fact.event.stored_as,
        "occurred_at": fact.occurred.json,
        "order_unknown": fact.interval.end > known.deal.basis.effective_at,
        "actor": fact.actor,
        "actor_side": each.by,
        "to": list(each.to),
        "failed": list(each.failed),
        "class": fact.entry.envelope.evidence.class_,
        "about": _about(known, fact),
        **_words(fact),
    }


def _words(fact: Fact) -> dict[str, Any]:
    """What was said; of a relay what it added and left out, of a proposal through whom it went."""
    match fact.event:
        case MessageRelayed(of=of, words=words, adds=adds, omits=omits):
            return {"relays": of, "words": words, "adds": adds, "omits": omits}
        case MessageSent(words=words) | StatementMade(words=words):
            return {"words": words}
        case ProposalSent(via=via):
            return {"via": via}
        case _:
            return {}


def _topics(known: Knowledge) -> Iterable[dict[str, Any]]:
    """Every topic that was named, and the wordings that name it, in the order of time."""
    for topic, wordings in known.topics.found.items():
        named = [{"clause": w.wording.clause, "version": w.wording.number} for w in wordings]
        yield {"topic": topic, "wordings": named}
