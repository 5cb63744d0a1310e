"""The three clocks of every proposal and the moments of retractions, kept as records come in.

A record moves the clocks of the proposals that it names, and nothing else does, but for who is of
which party: where that changes, all are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from domain.events import EVENTS
from domain.events.deal import ParticipantAssigned
from domain.events.organisation import PersonIdentified
from domain.events.proposals import OrderPlaced, ProposalSealed
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from projections.clocks.chronology import Clock
from projections.clocks.communication import communication_of
from projections.clocks.formation import formation_of
from projections.clocks.internal import internal_of
from projections.clocks.parties import Parties
from projections.clocks.retractions import Retraction, retractions_of
from projections.facts import Fact
from projections.people import parties_named
from projections.proposals import Proposal
from projections.signing.sign_offs import SIGN_OFF_EVENTS
from projections.timeline.growing import Growing
from projections.timeline.history import Key, Values

Reading = Callable[[Proposal], dict[str, Any]]
_NAME_A_PROPOSAL = frozenset(kind for kind in EVENTS if "proposal" in kind.model_fields)
_MOVES_CLOCKS = _NAME_A_PROPOSAL | {SignOffWithdrawn}


class KeptClocks:
    """Values under `clocks`, by proposal.

    `proposals` has their order: that in which records of their own name them.
    """

    parts = ("proposals", "clocks")

    def begin(self, deal: Growing) -> Values:
        """All of it, from the deal as it is known so far."""
        self._deal = deal
        self._parties = Parties(deal)
        self._joined = any(isinstance(fact.event, PersonIdentified) for fact in deal.organisation)
        self._named: dict[str, None] = {}
        self._own: dict[str, list[Fact]] = {}
        self._used_for: dict[str, dict[str, None]] = {}
        self._withdrawn: dict[str, list[Fact]] = {}
        self._orders: dict[str, list[Fact]] = {}
        self._shown: dict[str, dict[str, Any]] = {}
        for fact in deal.facts.counted:
            if type(fact.event) in _MOVES_CLOCKS:
                self._index(fact)
        return {**self._order(), **self._of(self._named, (self._internal, self._others))}

    def take(self, fact: Fact) -> Values:
        """What the next fact, which the deal has taken, may have changed."""
        if self._changes_who_is_who(fact):
            return self.begin(self._deal)
        inside = isinstance(fact.event, (*SIGN_OFF_EVENTS, ProposalSealed))
        known = len(self._named)
        moved = self._of(self._index(fact), (self._internal if inside else self._others,))
        return moved if len(self._named) == known else {**self._order(), **moved}

    def _order(self) -> Values:
        return {("proposals",): tuple(self._named)}

    def _changes_who_is_who(self, fact: Fact) -> bool:
        if isinstance(fact.event, PersonIdentified | ParticipantAssigned):
            return True
        return self._joined and bool(parties_named([fact]))

    def _index(self, fact: Fact) -> Iterable[str]:
        """The proposals whose clocks it may move."""
        if not fact.interval.begun_by(self._deal.basis.effective_at):
            return ()
        event = fact.event
        moved: dict[str, None] = {}
        if isinstance(event, SignOffRequested | SignOffGranted | SignOffDeclined):
            self._used_for.setdefault(event.sign_off, {})[event.proposal] = None
            self._own.setdefault(event.proposal, []).append(fact)
            moved[event.proposal] = None
        elif isinstance(event, SignOffWithdrawn):
            self._withdrawn.setdefault(event.sign_off, []).append(fact)
            moved |= self._used_for.get(event.sign_off, {})
        elif type(event) in _NAME_A_PROPOSAL and (named := getattr(event, "proposal", None)):
            moved[named] = None
            if isinstance(event, OrderPlaced):
                self._orders.setdefault(named, []).append(fact)
        self._named |= moved
        return moved

    def _of(self, proposals: Iterable[str], read: Sequence[Reading]) -> Values:
        """The clocks of proposals, with these read again: one that is new is read in full."""
        found: dict[Key, dict[str, Any]] = {}
        for id_ in proposals:
            recorded = self._deal.proposals.by_id.get(id_)
            proposal = recorded.by(self._deal.basis.effective_at) if recorded else Proposal(id_)
            before = self._shown.get(id_)
            shown = {"proposal": id_, **(before or {})}
            for each in read if before else (self._internal, self._others):
                shown |= each(proposal)
            self._shown[id_] = found["clocks", id_] = shown
        return found

    def _internal(self, proposal: Proposal) -> dict[str, Any]:
        about = self._about(proposal.id)
        found = internal_of(proposal, about, self._deal, self._parties, state_alone=True)
        return {"internal": _clock(found.clock)}

    def _others(self, proposal: Proposal) -> dict[str, Any]:
        deal, orders = self._deal, self._orders.get(proposal.id, [])
        communication = communication_of(proposal, self._parties)
        formation = formation_of(proposal, orders, deal.proposals.order_of(proposal))
        retractions = retractions_of(proposal, communication, (), deal.zone)
        return {
            "communication": _clock(communication.clock),
            "formation": _clock(formation.clock),
            "retractions": [_retraction(each) for each in retractions.whole],
            "clause_retractions": [_retraction(each) for each in retractions.in_part],
        }

    def _about(self, proposal: str) -> list[Fact]:
        """The records of its sign-offs, in the order of positions."""
        own = self._own.get(proposal, [])
        taken_back = (
            fact
            for sign_off, facts in self._withdrawn.items()
            if proposal in self._used_for.get(sign_off, ())
            for fact in facts
        )
        return sorted((*own, *taken_back), key=lambda fact: fact.place)


def _clock(clock: Clock[Any]) -> dict[str, Any]:
    return {
        "state": clock.state,
        "made_by": [fact.id for fact in clock.made_by],
        "order_unknown": clock.order_unknown,
    }


def _retraction(found: Retraction) -> dict[str, Any]:
    return {
        "record": found.fact.id,
        "moment": found.timed.moment,
        "possible": list(found.timed.possible),
    }
