"""The clock of formation: none → offered → countered / rejected / lapsed / retracted / accepted →
executed → ordered (VOCABULARY 5).

Executed or ordered is further than accepted. An acceptance counts unless a retraction certainly
came first; where that is undetermined, so is the state. Without one, what became of the offer is
read as the standing reads it: retracted, lapsed, rejected, countered, offered, the first that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.events.proposals import ProposalAccepted
from projections.clocks.chronology import Clock, Step, first_of, steps
from projections.counting import Order
from projections.facts import Fact
from projections.proposals import Proposal, what_became, whole

FormationState = Literal[
    "none",
    "offered",
    "countered",
    "rejected",
    "lapsed",
    "retracted",
    "accepted",
    "executed",
    "ordered",
    "undetermined",
]
ENDED: frozenset[FormationState] = frozenset(
    {"retracted", "lapsed", "rejected", "countered", "undetermined"}
)


@dataclass(frozen=True, slots=True)
class Formation:
    """The clock, and what it rests on. `orders` are those that name the proposal."""

    clock: Clock[FormationState]
    proposal: Proposal
    orders: tuple[Fact, ...]
    order: Order | None

    @property
    def qualified(self) -> list[Fact]:
        """The acceptances with qualifications: counter-offers."""
        return [f for f in self.proposal.countered if isinstance(f.event, ProposalAccepted)]


def formation_of(proposal: Proposal, orders: Sequence[Fact], order: Order | None) -> Formation:
    """The formation clock of a proposal, cut at the moment asked.

    `order` is that of its retractions and acceptances, by both rules (see `counting`).
    """
    state, made_by = _formed(proposal, order)
    # An order is no acceptance: it does not bring back an offer that ended.
    if orders and state not in ENDED:
        state, made_by = "ordered", first_of(orders)
    return Formation(Clock(state, made_by, _steps(proposal, orders)), proposal, (*orders,), order)


def _formed(proposal: Proposal, order: Order | None) -> tuple[FormationState, tuple[Fact, ...]]:
    if proposal.executed:
        return "executed", first_of(proposal.executed)
    if proposal.accepted and order == "undetermined":
        both = (*first_of(proposal.accepted), *first_of(proposal.retracted_whole))
        return "undetermined", both
    if proposal.accepted and order != "retraction_first":
        return "accepted", first_of(proposal.accepted)
    became = what_became(proposal)
    return (became[0], first_of(became[1])) if became else ("none", ())


def _steps(proposal: Proposal, orders: Sequence[Fact]) -> tuple[Step, ...]:
    in_part = [fact for fact in proposal.retracted if not whole(fact)]
    return steps(
        (
            ("offered", proposal.sent),
            ("countered", proposal.countered),
            ("rejected", proposal.rejected),
            ("lapsed", proposal.lapsed),
            ("retracted", proposal.retracted_whole),
            ("retracted_in_part", in_part),
            ("accepted", proposal.accepted),
            ("executed", proposal.executed),
            ("ordered", orders),
        )
    )
