"""The reading `clocks`, as JSON: proposals with their clocks, retractions, what is beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.events.proposals import ProposalAccepted
from domain.events.sign_off import SignOffGranted
from projections.clocks import endings
from projections.clocks.asked import EVERY
from projections.clocks.chronology import Clock, S, order_known
from projections.clocks.communication import Communication, person_of
from projections.clocks.fold import ClocksOnDemand, ProposalClocks, clocks_of
from projections.clocks.formation import Formation
from projections.clocks.internal import Internal
from projections.clocks.retractions import Following
from projections.clocks.shown import Json, beside, ids, instruction, told, what_was_said
from projections.clocks.shown_retraction import shown_retraction
from projections.clocks.sign_offs import SignOff
from projections.clocks.telling import Telling
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.not_in_it import NotInIt


def clocks(deal: KnownDeal) -> Json:
    """The reading `clocks`, as JSON.

    `proposals` are in the order in which records first name them. A state's `made_by` are the
    records that made it; it is empty where nothing on record did. `unplaced` are records that bear
    on no proposal which the record shows. Intervals are in UTC, both ends included.
    """
    found, not_in_it = clocks_of(deal), NotInIt(deal)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "governing_law": deal.opened.governing_law if deal.opened else None,
        "proposals": [_proposal(deal, each, not_in_it) for each in found.by_proposal.values()],
        "unplaced": [told(deal, fact) for fact in found.unplaced],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def last_clocks(deal: KnownDeal, most: int | None = None) -> Json:
    """The `proposals` of the reading, the last that came up alone, of so many; None: all of them.

    `before` says how many came up before these.
    """
    found, not_in_it = ClocksOnDemand(deal), NotInIt(deal)
    names = list(found)
    shown = names if most is None else names[-most:]
    return {
        "proposals": [_proposal(deal, found[each], not_in_it) for each in shown],
        "before": len(names) - len(shown),
    }


def _proposal(deal: KnownDeal, each: ProposalClocks, not_in_it: NotInIt) -> Json:
    telling = Telling(deal, each)
    retractions = each.retractions
    return {
        "proposal": each.proposal.id,
        "amends": each.proposal.amends,
        "contents_on_record": each.proposal.contents is not None,
        "not_in_it": not_in_it.of(each.proposal),
        "internal": _clock(deal, each.internal.clock, telling.internal)
        | _internal(deal, each.internal, retractions.following),
        "communication": _clock(deal, each.communication.clock, telling.communication)
        | _communication(deal, each.communication),
        "formation": _clock(deal, each.formation.clock, telling.formation)
        | _formation(deal, each.formation),
        "retractions": [shown_retraction(deal, each, found) for found in retractions.whole],
        "clause_retractions": [
            shown_retraction(deal, each, found) for found in retractions.in_part
        ],
        "instructions_not_followed": [instruction(deal, i) for i in retractions.not_followed],
        **beside(deal, each),
    }


def _clock(deal: KnownDeal, clock: Clock[S], sentence: str) -> Json:
    return {
        "state": clock.state,
        "made_by": [told(deal, fact) for fact in clock.made_by],
        "order_unknown": clock.order_unknown,
        "sentence": sentence,
        "steps": list(_steps(deal, clock)),
    }


def _steps(deal: KnownDeal, clock: Clock[S]) -> Iterator[Json]:
    """In order of occurrence. `after_previous` is null where that order is not known."""
    before: Fact | None = None
    for step in clock.steps:
        known = before is None or order_known(before, step.fact)
        yield {"step": step.name, "after_previous": known or None, **told(deal, step.fact)}
        before = step.fact


def _internal(deal: KnownDeal, internal: Internal, following: Following) -> Json:
    held = internal.sign_offs.held
    return {
        "nobody_asked": internal.nobody_asked,
        "sign_offs": [_sign_off(deal, each, held, following) for each in internal.sign_offs.all],
    }


def _sign_off(
    deal: KnownDeal, sign_off: SignOff, held: frozenset[str], following: Following
) -> Json:
    """How it stands, and all that led there: what was granted stays, whatever came later."""
    request = sign_off.request
    asked = (request and request.clauses) or tuple(sorted(held - {EVERY}))
    return {
        "sign_off": sign_off.id,
        "state": sign_off.state(held),
        "requested": sign_off.requested.id if sign_off.requested else None,
        "of": request.of if request else None,
        "role": request.role if request else None,
        "due": request.due.json if request and request.due else None,
        "clauses": list(request.clauses) if request and request.clauses else None,
        "later_request": sign_off.later_request.id if sign_off.later_request else None,
        "order_unknown": sign_off.asked.order_unknown,
        "granted": [_grant(deal, fact, asked, following) for fact in sign_off.granted],
        "declined": ids(sign_off.declined),
        "withdrawn": ids(sign_off.withdrawn),
    }


def _grant(deal: KnownDeal, fact: Fact, asked: tuple[str, ...], following: Following) -> Json:
    """`asked`: the clauses that it signs when it names none."""
    event = fact.event
    assert isinstance(event, SignOffGranted)
    return told(deal, fact) | {
        "role": event.role,
        "clauses": list(event.clauses) if event.clauses else None,
        "value": event.value.model_dump(mode="json") if event.value else None,
        "conditions": list(event.conditions),
        "statement": event.statement,
        "then_retracted": _then_retracted(fact, event.clauses or asked, following),
    }


def _then_retracted(grant: Fact, clauses: Iterable[str], after: Following) -> list[Json]:
    """The first retractions that follow a grant; `after` is null where the order is not known."""
    found: list[tuple[Fact, list[str] | None]] = []
    if retraction := after.whole(grant):
        found.append((retraction, None))
    by_clause: dict[str, tuple[Fact, list[str]]] = {}
    for clause, fact in after.of_clauses(grant, clauses).items():
        by_clause.setdefault(fact.id, (fact, []))[1].append(clause)
    return [
        {"record": fact.id, "clauses": named, "after": grant.interval.before(fact.interval) or None}
        for fact, named in (*found, *by_clause.values())
    ]


def _communication(deal: KnownDeal, found: Communication) -> Json:
    return {
        "with_addressees": {
            "state": found.with_addressees.state,
            "made_by": ids(found.with_addressees.made_by),
        },
        "elsewhere": [told(deal, fact) | {"by": person_of(fact)} for fact in found.elsewhere],
    }


def _formation(deal: KnownDeal, formation: Formation) -> Json:
    """An acceptance with qualifications stands among the counter-offers.

    `ended_too`: what else ended an offer that was accepted, with the order of the two.
    """
    proposal = formation.proposal
    return {
        "order": formation.order,
        "acceptances": what_was_said(deal, proposal.accepted),
        "counter_offers": [
            {**each, "accepts_with_qualifications": isinstance(fact.event, ProposalAccepted)}
            for fact, each in zip(
                proposal.countered, what_was_said(deal, proposal.countered), strict=True
            )
        ],
        "rejections": what_was_said(deal, proposal.rejected),
        "lapses": what_was_said(deal, proposal.lapsed),
        "ended_too": endings.shown(deal, proposal),
    }
