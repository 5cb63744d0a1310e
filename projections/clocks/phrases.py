"""How a record is referred to in a sentence: when it occurred, its id, and who did it."""

from __future__ import annotations

from collections.abc import Iterable

from domain.events.proposals import ProposalAccepted, ProposalCountered, ProposalRejected
from domain.occurrence import Occurrence
from projections.deal import KnownDeal
from projections.facts import Fact


def said(when: Occurrence) -> str:
    """A time as it was sent, in a sentence."""
    if isinstance(when.sent, str):
        return when.sent
    return f"between {when.sent[0]} and {when.sent[1]}"


def at(facts: Iterable[Fact]) -> str:
    """When facts occurred, and their records."""
    return "; ".join(f"{said(fact.occurred)}, record {fact.id}" for fact in facts)


def who(deal: KnownDeal, fact: Fact) -> str:
    """Who accepted, countered or rejected: a person or party, and who acted where that differs.

    Empty for any other record: who made it is not who did it.
    """
    match fact.event:
        case ProposalAccepted(by=by) | ProposalCountered(by=by):
            named = by
        case ProposalRejected(by=given):
            named = given or fact.actor
        case _:
            return ""
    told = deal.person(named)
    if fact.actor != named:
        told += f", with {deal.person(fact.actor)} as actor"
    if behalf := fact.entry.envelope.on_behalf_of:
        told += f", on behalf of {deal.person(behalf)}"
    return told
