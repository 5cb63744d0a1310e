"""A retraction as JSON: its moment, what it rests on, each rule apart, who decided it."""

from __future__ import annotations

from projections.clocks.chronology import first_of
from projections.clocks.communication import AT_ANY_TIME
from projections.clocks.fold import ProposalClocks
from projections.clocks.moment import UnderRule
from projections.clocks.retractions import Retraction
from projections.clocks.shown import Json, instruction, span, told
from projections.clocks.telling_moment import MomentTelling
from projections.counting import Counted
from projections.deal import KnownDeal


def shown_retraction(deal: KnownDeal, clocks: ProposalClocks, retraction: Retraction) -> Json:
    """One retraction. `possible` are the moments that the record leaves open."""
    event, envelope = retraction.event, retraction.fact.entry.envelope
    telling = MomentTelling(deal, clocks, retraction)
    counted, promises = retraction.counted, clocks.beside.promises
    return {
        **told(deal, retraction.fact),
        "clauses": list(event.clauses) if event.clauses is not None else None,
        "not_held": list(retraction.not_held),
        "to": list(event.to),
        "reason_class": event.reason_class,
        "reason": event.reason,
        "replacement": event.replacement,
        "moment": retraction.timed.moment,
        "possible": list(retraction.timed.possible),
        "sentence": telling.sentence,
        "counts": _counted(counted),
        "dispatched_at": event.dispatched_at.json if event.dispatched_at else None,
        "sent": _sent(clocks),
        "arrived": _arrived(clocks),
        "rules": {each.rule: _rule(each, clocks, telling) for each in retraction.timed.rules},
        "within_validity": promises.holds("valid", counted.interval),
        "within_irrevocability": promises.holds("irrevocable", counted.interval),
        "instructed": {
            "named_by_retraction": envelope.instructed_by,
            "instructions": [instruction(deal, each) for each in retraction.instructions],
        },
        "executed": {"actor": retraction.fact.actor, "on_behalf_of": envelope.on_behalf_of},
        "decided": telling.decided,
    }


def _counted(counted: Counted) -> Json:
    return {
        "record": counted.fact.id,
        "at": counted.when.json,
        "interval": span(counted.interval),
        "given": counted.given,
    }


def _rule(under: UnderRule, clocks: ProposalClocks, telling: MomentTelling) -> Json:
    """`or_another` counts further acceptances that overlap the first: one of them may have been."""
    accepted = clocks.retractions.against.accepted[under.rule]
    return {
        "order": under.order,
        "moment": under.moment,
        "possible": list(under.possible),
        "accepted": _counted(accepted[0]) if accepted else None,
        "or_another": max(len(accepted) - 1, 0),
        "sentence": telling.under(under),
    }


def _sent(clocks: ProposalClocks) -> Json | None:
    sent = clocks.communication.sent
    if sent is None:
        return None
    [first] = first_of(clocks.proposal.sent)
    return {"record": first.id, "interval": span(sent)}


def _arrived(clocks: ProposalClocks) -> Json | None:
    """When it first arrived with those it is for. `from` is null where only an opening says so."""
    arrival = clocks.communication.arrival
    if arrival is None:
        return None
    within = span(arrival.interval)
    known = arrival.interval.begin > AT_ANY_TIME.begin
    return {
        "record": arrival.by.id,
        "interval": {"from": within["from"] if known else None, "to": within["to"]},
    }
