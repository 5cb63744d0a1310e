"""Proposals of a deal at a moment: which text governs, what became of it (VOCABULARY 5, 6.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Literal

from domain.events.disputes import ProposalRetracted
from domain.events.proposals import (
    AgreementExecuted,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalOpened,
    ProposalReceived,
    ProposalRejected,
    ProposalSealed,
    ProposalSent,
    SealedWording,
)
from domain.wordings import latest
from projections.counting import Order, order_of
from projections.facts import Fact, Facts

Standing = Literal[
    "contested",
    "in_force",
    "superseded",
    "retracted",
    "lapsed",
    "rejected",
    "countered",
    "offered",
    "draft",
]
Tier = Literal["executed", "accepted", "sent", "sealed", "drafts"]
Outcome = Literal["retracted", "lapsed", "rejected", "countered", "offered"]
_CONCERNED = frozenset(
    {
        *(ProposalSealed, ProposalSent, ProposalReceived, ProposalOpened, ProposalCountered),
        *(ProposalAccepted, AgreementExecuted, ProposalRetracted, ProposalRejected, ProposalLapsed),
    }
)


@dataclass(slots=True)
class Proposal:
    """What is on record of one proposal, by kind, in the order of positions."""

    id: str
    sealed: Fact | None = None
    contents: tuple[SealedWording, ...] | None = None
    amends: str | None = None
    sent: list[Fact] = field(default_factory=list)
    received: list[Fact] = field(default_factory=list)
    opened: list[Fact] = field(default_factory=list)
    accepted: list[Fact] = field(default_factory=list)
    executed: list[Fact] = field(default_factory=list)
    retracted: list[Fact] = field(default_factory=list)
    countered: list[Fact] = field(default_factory=list)
    rejected: list[Fact] = field(default_factory=list)
    lapsed: list[Fact] = field(default_factory=list)

    def by(self, moment: datetime) -> Proposal:
        """The same proposal with only what had begun by `moment`."""
        found = Proposal(self.id)
        if self.sealed is not None and self.sealed.interval.begun_by(moment):
            found.sealed, found.contents, found.amends = self.sealed, self.contents, self.amends
        for each in fields(self):
            if isinstance(facts := getattr(self, each.name), list):
                setattr(found, each.name, _begun(facts, moment))
        return found

    @property
    def retracted_whole(self) -> list[Fact]:
        """The retractions of the whole proposal, not of some of its clauses."""
        return [fact for fact in self.retracted if whole(fact)]


@dataclass(frozen=True, slots=True)
class Governing:
    """The text that is asked about: by which rule, of which proposal, with which amendments.

    `proposal` is None when the current drafts govern. `holds` gives, per clause, the number of the
    wording and the proposal that it comes from; None when no seal of the proposal is on record.
    """

    tier: Tier
    proposal: Proposal | None
    amendments: tuple[Proposal, ...]
    holds: dict[str, tuple[int, str]] | None


class Proposals:
    """The proposals of a deal, as far as its facts go."""

    def __init__(self, facts: Facts) -> None:
        self.by_id: dict[str, Proposal] = {}
        self.zone = facts.zone
        for fact in facts.counted:
            if type(fact.event) in _CONCERNED:
                self.add(fact)

    def _of(self, proposal: str) -> Proposal:
        found = self.by_id.get(proposal)
        if found is None:
            found = self.by_id[proposal] = Proposal(proposal)
        return found

    def add(self, fact: Fact) -> None:
        """One more fact, recorded after the others."""
        match fact.event:
            case ProposalSealed() as event:
                found = self._of(event.proposal)
                found.sealed, found.contents, found.amends = fact, event.contents, event.amends
            case ProposalSent(proposal=proposal):
                self._of(proposal).sent.append(fact)
            case ProposalReceived(proposal=proposal):
                self._of(proposal).received.append(fact)
            case ProposalOpened(proposal=proposal):
                self._of(proposal).opened.append(fact)
            case ProposalAccepted(proposal=proposal, qualifications=qualifications):
                found = self._of(proposal)
                (found.countered if qualifications else found.accepted).append(fact)
            case AgreementExecuted(proposal=proposal):
                self._of(proposal).executed.append(fact)
            case ProposalRetracted(proposal=proposal):
                self._of(proposal).retracted.append(fact)
            case ProposalCountered(proposal=proposal):
                self._of(proposal).countered.append(fact)
            case ProposalRejected(proposal=proposal):
                self._of(proposal).rejected.append(fact)
            case ProposalLapsed(proposal=proposal):
                self._of(proposal).lapsed.append(fact)
            case _:  # does not concern what became of a proposal
                pass

    def governing(self, moment: datetime) -> Governing:
        """Executed, else accepted, else latest sent, else latest sealed, else the drafts."""
        for tier in ("executed", "accepted", "sent", "sealed"):
            candidates = [
                (fact, each) for each in self.by_id.values() for fact in _facts(each, tier)
            ]
            if found := latest_of(candidates, moment):
                return self._governed(tier, self.base_of(found), moment)
        return Governing("drafts", None, (), None)

    def base_of(self, proposal: Proposal) -> Proposal:
        """What an amendment amends, down to a proposal that amends nothing on record."""
        seen = {proposal.id}
        while proposal.amends and proposal.amends not in seen:
            seen.add(proposal.amends)
            base = self.by_id.get(proposal.amends)
            if base is None or base.sealed is None:
                break
            proposal = base
        return proposal

    def _governed(self, tier: Tier, base: Proposal, moment: datetime) -> Governing:
        agreed = [
            (fact, each)
            for each in self.by_id.values()
            if each is not base and self.base_of(each) is base
            for fact in (*each.executed, *each.accepted)
            if fact.interval.begun_by(moment)
        ]
        agreed.sort(key=lambda pair: (pair[0].interval.begin, pair[0].place))
        amendments = tuple(dict.fromkeys(each.id for _, each in agreed))
        over = tuple(self.by_id[each] for each in amendments)
        if base.contents is None:
            return Governing(tier, base, over, None)
        holds: dict[str, tuple[int, str]] = {}
        for each in (base, *over):
            holds |= {held.clause: (held.version, each.id) for held in each.contents or ()}
        return Governing(tier, base, over, holds)

    def standing(self, proposal: Proposal, moment: datetime) -> Standing:
        """What became of a proposal by `moment`: the first that applies, in the listed order."""
        begun = proposal.by(moment)
        order = self.order_of(begun)
        sent = latest(proposal.sent, moment)
        later = sent and any(
            latest(each.sent, moment) and self._sent_after(each, sent, moment)
            for each in self.by_id.values()
            if each is not proposal and self.base_of(each) is not proposal
        )
        rules: tuple[tuple[Standing, object], ...] = (
            ("contested", order == "undetermined"),
            ("in_force", begun.executed),
            ("in_force", begun.accepted and order != "retraction_first"),
            ("superseded", later),
        )
        formed = next((standing for standing, applies in rules if applies), None)
        became = what_became(begun)
        return formed or (became[0] if became else "draft")

    def _sent_after(self, other: Proposal, sent: Fact, moment: datetime) -> bool:
        newest = latest([*other.sent, sent], moment)
        return newest is not sent

    def order(self, retraction: Fact, acceptance: Fact) -> Order:
        """Which came first: a retraction counts when received; an acceptance by both rules."""
        return order_of([retraction], [acceptance], self.zone) or "undetermined"

    def order_of(self, proposal: Proposal) -> Order | None:
        """Which came first of all its retractions and acceptances; None without one of the two."""
        return order_of(proposal.retracted_whole, proposal.accepted, self.zone)


def what_became(proposal: Proposal) -> tuple[Outcome, list[Fact]] | None:
    """What became of an offer, acceptance left aside: the first that applies, and its records."""
    outcomes: tuple[tuple[Outcome, list[Fact]], ...] = (
        ("retracted", proposal.retracted_whole),
        ("lapsed", proposal.lapsed),
        ("rejected", proposal.rejected),
        ("countered", proposal.countered),
        ("offered", proposal.sent),
    )
    return next(((outcome, facts) for outcome, facts in outcomes if facts), None)


def _facts(proposal: Proposal, tier: str) -> Iterable[Fact]:
    match tier:
        case "executed":
            return proposal.executed
        case "accepted":
            return proposal.accepted
        case "sent":
            return proposal.sent
        case _:
            return (proposal.sealed,) if proposal.sealed else ()


def latest_of(candidates: list[tuple[Fact, Proposal]], moment: datetime) -> Proposal | None:
    """The proposal of the latest fact begun by `moment`."""
    newest = latest([fact for fact, _ in candidates], moment)
    return next((each for fact, each in candidates if fact is newest), None)


def first(facts: list[Fact]) -> Fact:
    """The first by occurrence, then position."""
    return min(facts, key=lambda fact: (fact.interval.begin, fact.place))


def _begun(facts: Iterable[Fact], moment: datetime) -> list[Fact]:
    return [fact for fact in facts if fact.interval.begun_by(moment)]


def whole(fact: Fact) -> bool:
    """Whether the whole proposal was retracted, not some of its clauses."""
    return isinstance(fact.event, ProposalRetracted) and fact.event.clauses is None
