"""What was retracted of the governing text, beside its terms.

A retraction does not change which text governs (VOCABULARY 6.2), and of some clauses it does not
change the standing: so it is said beside, with its moment (section 5).
"""

from __future__ import annotations

from collections.abc import Iterator

from projections.clocks.fold import ClocksOnDemand
from projections.clocks.retractions import Retraction
from projections.clocks.shown import Json, told
from projections.clocks.telling_moment import MomentTelling
from projections.deal import KnownDeal
from projections.proposals import Proposal


def retracted_text(deal: KnownDeal, proposal: Proposal | None = None) -> Iterator[Json]:
    """The retractions of the proposals that the governing text comes from, or of this one, as JSON.

    `clauses` is None where all was retracted; `governing` are those of the clauses that the text
    holds from that proposal, which they stay in; `moment` and `possible` are as in the clocks.
    """
    begun = deal.basis.effective_at
    proposals = [
        each
        for each in ((proposal,) if proposal else _proposals(deal))
        if any(fact.interval.begun_by(begun) for fact in each.retracted)
    ]
    clocks = ClocksOnDemand(deal) if proposals else {}
    for each in proposals:
        of = clocks[each.id]
        for retraction in (*of.retractions.whole, *of.retractions.in_part):
            telling = MomentTelling(deal, of, retraction)
            yield _shown(deal, each, retraction, telling)


def _proposals(deal: KnownDeal) -> Iterator[Proposal]:
    if deal.governing.proposal is not None:
        yield deal.governing.proposal
    yield from deal.governing.amendments


def _shown(
    deal: KnownDeal, proposal: Proposal, retraction: Retraction, telling: MomentTelling
) -> Json:
    clauses = retraction.event.clauses
    holds = deal.governing.holds or {}
    stay = [c for c in clauses or () if c in holds and holds[c][1] == proposal.id]
    return {
        **told(deal, retraction.fact),
        "proposal": proposal.id,
        "clauses": list(clauses) if clauses is not None else None,
        "governing": stay if clauses is not None else None,
        "reason_class": retraction.event.reason_class,
        "reason": retraction.event.reason,
        "moment": retraction.timed.moment,
        "possible": list(retraction.timed.possible),
        "sentence": " ".join((telling.moment, *_stays(stay))),
    }


def _stays(clauses: list[str]) -> Iterator[str]:
    if clauses:
        one = len(clauses) == 1
        named = f"clause {clauses[0]}" if one else f"clauses {', '.join(clauses)}"
        yield (
            f"In the governing text {named} {'stands' if one else 'stand'} all the same: a "
            "retraction changes what became of it, not which text governs."
        )
