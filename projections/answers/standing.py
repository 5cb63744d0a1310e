"""Which text an answer rests on, and what became of it: said the same way by every kind."""

from __future__ import annotations

from typing import Any

from domain.events.disputes import ProposalRetracted
from projections.clocks import endings
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal
from projections.sentences.naming import listed

_TIERS = {
    "executed": "the executed agreement's proposal",
    "accepted": "the accepted proposal",
    "sent": "the proposal sent last",
    "sealed": "the proposal sealed last",
    "drafts": "the current drafts",
}
STANDINGS = {
    "contested": "contested: accepted and retracted, and the order of the two is undetermined",
    "in_force": "in force",
    "superseded": "superseded by a proposal sent later",
    "retracted": "retracted",
    "lapsed": "lapsed",
    "rejected": "rejected",
    "countered": "countered",
    "offered": "offered, neither accepted nor retracted",
    "draft": "a draft: nothing was sent",
}


def text_name(deal: KnownDeal) -> str:
    """The governing text in words."""
    governing = deal.governing
    name = _TIERS[governing.tier]
    return f"{name}, {governing.proposal.id}" if governing.proposal else name


def governing_told(deal: KnownDeal) -> dict[str, Any]:
    """Which text was asked, as an answer prints it."""
    governing = deal.governing
    return {
        "by": governing.tier,
        "proposal": governing.proposal.id if governing.proposal else None,
        "amendments": [each.id for each in governing.amendments],
        "sentence": f"The governing text is {text_name(deal)}.",
    }


def standing_told(deal: KnownDeal) -> str:
    """What became of the text by `effective_at`, in a sentence."""
    name = text_name(deal)
    said = f"{name[0].upper()}{name[1:]} is today {STANDINGS[deal.standing]}."
    proposal = deal.governing.proposal
    retracted = [
        fact
        for fact in (proposal.retracted if proposal else ())
        if fact.interval.begun_by(deal.basis.effective_at)
    ]
    if deal.standing == "in_force":
        said += "".join(map(_retraction, retracted))
    return " ".join((said, *endings.told(deal, _as_it_was(deal))))


def ended_too(deal: KnownDeal) -> list[dict[str, Any]]:
    """What else ended the offer of a text that was accepted, with the order of the two."""
    return endings.shown(deal, _as_it_was(deal))


def _as_it_was(deal: KnownDeal) -> Proposal:
    """The proposal of the governing text, cut at the moment asked."""
    proposal = deal.governing.proposal or Proposal("")
    return proposal.by(deal.basis.effective_at)


def _retraction(fact: Fact) -> str:
    """That a retraction is on record: whether it came in time is for the clocks to say."""
    assert isinstance(fact.event, ProposalRetracted)
    named = fact.event.clauses or ()
    what = f"{'Clause' if len(named) == 1 else 'Clauses'} {listed(named)} of it" if named else "It"
    return f" {what} {'were' if len(named) > 1 else 'was'} retracted, too (record {fact.id})."
