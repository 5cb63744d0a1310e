"""A proposal as it is asked about by its id: what had begun by the moment asked, or a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from domain.refusals import Refusal
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal


class ProposalNotOnRecord(Refusal):
    """Nothing is on record of this proposal, on this basis."""

    code = "proposal_not_on_record"
    status = 404

    def __init__(self, proposal: str) -> None:
        super().__init__(f"No proposal {proposal!r} is on record by then.", "/proposal")


def proposal_on_record(deal: KnownDeal, proposal: str) -> Proposal:
    """The proposal with only what had begun by `effective_at`. Raises ProposalNotOnRecord."""
    found = deal.proposals.by_id.get(proposal)
    begun = found.by(deal.basis.effective_at) if found else None
    if begun is None or not any(_facts(begun)):
        raise ProposalNotOnRecord(proposal)
    return begun


def _facts(proposal: Proposal) -> Iterator[Fact]:
    """Every record of it."""
    for each in fields(proposal):
        value = getattr(proposal, each.name)
        if isinstance(value, list):
            yield from value
        elif isinstance(value, Fact):
            yield value
