"""What is shown beside the clocks, and every single record, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from domain.events.disputes import RetractionInstructed
from domain.events.proposals import (
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalRejected,
    RelianceReported,
)
from domain.occurrence import Interval, Occurrence, moment_text
from projections.clocks.beside import Beside, Clarified, Order, Promise, Replacement, Within
from projections.clocks.fold import ProposalClocks
from projections.clocks.phrases import said
from projections.clocks.references import Bearing
from projections.deal import KnownDeal
from projections.facts import Fact

Json = dict[str, Any]


def ids(facts: Iterable[Fact]) -> list[str]:
    """The record ids of facts."""
    return [fact.id for fact in facts]


# A record is shown more than once, and many records share a day.
_text = lru_cache(maxsize=8192)(moment_text)


def span(interval: Interval) -> Json:
    """An interval in UTC, both ends included."""
    return {"from": _text(interval.begin), "to": _text(interval.end)}


def told(deal: KnownDeal, fact: Fact) -> Json:
    """A record: when, by whom, and whether it may have ended after the moment asked."""
    shown: Json = {
        "record": fact.id,
        "position": fact.place,
        "type": fact.event.stored_as,
        "occurred_at": fact.occurred.json,
        "interval": span(fact.interval),
        "order_unknown": fact.interval.end > deal.basis.effective_at,
        "actor": fact.actor,
        "actor_name": deal.person(fact.actor),
        "on_behalf_of": fact.entry.envelope.on_behalf_of,
    }
    if fact.corrected_by is not None:
        shown["corrected_by"] = fact.corrected_by.id
    return shown


def what_was_said(deal: KnownDeal, facts: Iterable[Fact]) -> list[Json]:
    """Acceptances, counter-offers, rejections and lapses, each with its own fields."""
    return [told(deal, fact) | _own_fields(fact) for fact in facts]


def _own_fields(fact: Fact) -> Json:
    match fact.event:
        case ProposalAccepted() as event:
            return {
                "by": event.by,
                "mode": event.mode,
                "dispatched_at": _json(event.dispatched_at),
                "received_at": _json(event.received_at),
                "qualifications": list(event.qualifications),
            }
        case ProposalCountered() as event:
            return {"by": event.by, "text": event.text, "clauses": list(event.clauses)}
        case ProposalRejected() | ProposalLapsed() as event:
            return {"by": event.by, "reason": event.reason}
        case _:
            return {}


def beside(deal: KnownDeal, found: ProposalClocks) -> Json:
    """Promises of time, reliance, clarifications, orders, replacements."""
    by_side: Beside = found.beside
    return {
        "promises": [_promise(each) for each in by_side.promises.by_sending],
        "reliance": [_reliance(deal, each) for each in by_side.reliance],
        "clarifications": [_clarified(deal, each) for each in by_side.clarifications],
        "orders": [_order(deal, each) for each in by_side.orders],
        "replaced_by": [_replacement(each) for each in by_side.replaced_by],
        "replaces": [{"proposal": _proposal(f), "record": f.id} for f in by_side.replaces],
    }


YES_OR_NO: dict[Within, bool | None] = {"yes": True, "no": False}
"""At a moment it is one or the other, or not stated: null."""


def _promise(promise: Promise) -> Json:
    event = promise.event
    return {
        "record": promise.fact.id,
        "valid_until": _json(event.valid_until),
        "within_validity": YES_OR_NO.get(promise.valid),
        "irrevocable_until": _json(event.irrevocable_until),
        "irrevocable_basis": event.irrevocable_basis,
        "within_irrevocability": YES_OR_NO.get(promise.irrevocable),
        "sentence": _promised(promise),
    }


def _promised(promise: Promise) -> str:
    """That a period is over is shown; what follows from it is a matter of record, or of law."""
    event, parts = promise.event, []
    for name, until, state in (
        ("valid", event.valid_until, promise.valid),
        ("irrevocable", event.irrevocable_until, promise.irrevocable),
    ):
        if until is None:
            parts.append(f"Until when it is {name} is not stated.")
            continue
        where = "within" if state == "yes" else "after"
        parts.append(f"Stated to be {name} until {said(until)}: the moment asked is {where} that.")
    if event.irrevocable_basis is not None and event.irrevocable_until is None:
        parts.append(f"A basis is stated: {event.irrevocable_basis}.")
    return " ".join(parts)


def _json(when: Occurrence | None) -> str | Json | None:
    return when.json if when else None


def _through(bearing: Bearing) -> Json:
    return {
        "on": bearing.ref.model_dump(mode="json", exclude_none=True),
        "clause": bearing.clause,
        "same_wording": bearing.same_wording,
    }


def _reliance(deal: KnownDeal, bearing: Bearing) -> Json:
    event = bearing.fact.event
    assert isinstance(event, RelianceReported)
    return told(deal, bearing.fact) | {"by": event.by, "act": event.act} | _through(bearing)


def instruction(deal: KnownDeal, bearing: Bearing) -> Json:
    """Who instructed whom to take what back, and why."""
    event = bearing.fact.event
    assert isinstance(event, RetractionInstructed)
    why = {"to": event.to, "reason_class": event.reason_class, "reason": event.reason}
    return told(deal, bearing.fact) | why | _through(bearing)


def _clarified(deal: KnownDeal, each: Clarified) -> Json:
    term = each.event.term
    return told(deal, each.fact) | {
        "clauses": list(each.event.clauses),
        "term": term.model_dump(mode="json", exclude_none=True) if term else None,
        "text": each.event.text,
        "agreed_by": list(each.event.agreed_by),
        "effective": moment_text(each.effective) if each.effective else None,
        "in_effect": each.in_effect,
    }


def _order(deal: KnownDeal, each: Order) -> Json:
    event = each.event
    return told(deal, each.fact) | {
        "order": event.order,
        "order_type": event.order_type,
        "lines": [line.model_dump(mode="json", exclude_none=True) for line in event.lines],
        "proposal": event.proposal,
        "claimed_under": event.claimed_under,
        "names_this_proposal": each.names_proposal,
    }


def _replacement(each: Replacement) -> Json:
    return {
        "proposal": each.proposal,
        "record": each.fact.id,
        "sealed": each.sealed.id if each.sealed else None,
        "sent": ids(each.sent),
    }


def _proposal(fact: Fact) -> str | None:
    return getattr(fact.event, "proposal", None)
