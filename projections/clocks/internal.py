"""The internal clock: drafted → sealed → sign-off requested → in part → signed off; or declined,
withdrawn (VOCABULARY 5).

What is retracted stays signed off, and is shown as granted and then retracted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.proposals import ProposalSealed
from projections.clocks.chronology import Clock, Step, chronological
from projections.clocks.parties import Parties
from projections.clocks.sign_offs import SignOffs
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal

InternalState = Literal[
    "drafted",
    "sealed",
    "sign_off_requested",
    "signed_off_in_part",
    "signed_off",
    "declined",
    "withdrawn",
]


@dataclass(frozen=True, slots=True)
class Internal:
    """The clock and, one by one, the sign-offs. `nobody_asked`: signed without a request."""

    clock: Clock[InternalState]
    sign_offs: SignOffs
    nobody_asked: bool


def internal_of(
    proposal: Proposal,
    about_sign_off: Iterable[Fact],
    deal: KnownDeal,
    parties: Parties,
    *,
    state_alone: bool = False,
) -> Internal:
    """The internal clock of a proposal, cut at the moment asked.

    `state_alone`: without the steps of wordings that ended before all else began, which make none.
    """
    wordings = _drafted(proposal, deal)
    seal = [proposal.sealed] if proposal.sealed else []
    about = list(about_sign_off)
    if state_alone:
        begin = min((fact.interval.begin for fact in (*seal, *about)), default=None)
        wordings = [fact for fact in wordings if begin is not None and fact.interval.end >= begin]
    sign_offs = SignOffs((each.clause for each in proposal.contents or ()), about, parties)
    state: InternalState = "drafted"
    made_by: tuple[Fact, ...] = ()
    passed: list[Step] = []
    sealed = False
    for fact in chronological([*wordings, *seal, *about]):
        sealed = sealed or isinstance(fact.event, ProposalSealed)
        sign_offs.add(fact)
        reached = _state(sign_offs, sealed=sealed)
        if reached != state:
            state, made_by = reached, (fact,)
        passed.append(Step(_step(fact, reached), fact))
    asked = any(each.requested for each in sign_offs.all)
    signed = any(each.granted for each in sign_offs.all)
    clock = Clock(state, sign_offs.against_by or made_by, tuple(passed), sign_offs.order_unknown)
    return Internal(clock, sign_offs, nobody_asked=signed and not asked)


def _step(fact: Fact, reached: InternalState) -> str:
    """A wording that was put into words late, after its seal was, is still only drafted."""
    drafted = isinstance(fact.event, ClauseAdded | ClauseRevised)
    return "drafted" if drafted else reached


def _state(sign_offs: SignOffs, *, sealed: bool) -> InternalState:
    match sign_offs.state:
        case "requested":
            return "sign_off_requested"
        case "in_part":
            return "signed_off_in_part"
        case "signed_off" | "declined" | "withdrawn" as state:
            return state
        case None:
            return "sealed" if sealed else "drafted"


def _drafted(proposal: Proposal, deal: KnownDeal) -> list[Fact]:
    """The records of the wordings that the seal holds, of those that had begun."""
    found = []
    for held in proposal.contents or ():
        clause = deal.clauses.by_id.get(held.clause)
        wording = clause.wording(held.version) if clause else None
        if wording and wording.interval.begun_by(deal.basis.effective_at):
            found.append(wording.fact)
    return found
