"""Proposals of a deal at a moment: which text governs, what became of it (VOCABULARY 5, 6.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from domain.events.disputes import ProposalRetracted
from domain.events.proposals import (
    AgreementExecuted,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalRejected,
    ProposalSealed,
    ProposalSent,
    SealedWording,
)
from domain.wordings import latest
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
Order = Literal["retraction_first", "acceptance_first", "undetermined"]


@dataclass(slots=True)
class Proposal:
    """What is on record of one proposal, by kind, in the order of positions."""

    id: str
    sealed: Fact | None = None
    contents: tuple[SealedWording, ...] | None = None
    amends: str | None = None
    sent: list[Fact] = field(default_factory=list)
    accepted: list[Fact] = field(default_factory=list)
    executed: list[Fact] = field(default_factory=list)
    retracted: list[Fact] = field(default_factory=list)
    countered: list[Fact] = field(default_factory=list)
    rejected: list[Fact] = field(default_factory=list)
    lapsed: list[Fact] = field(default_factory=list)


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
            self._add(fact)

    def _of(self, proposal: str) -> Proposal:
        return self.by_id.setdefault(proposal, Proposal(proposal))

    def _add(self, fact: Fact) -> None:
        match fact.event:
            case ProposalSealed() as event:
                found = self._of(event.proposal)
                found.sealed, found.contents, found.amends = fact, event.contents, event.amends
            case ProposalSent(proposal=proposal):
                self._of(proposal).sent.append(fact)
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
        accepted = _begun(proposal.accepted, moment)
        retracted = [f for f in _begun(proposal.retracted, moment) if _whole(f)]
        order = self.order(retracted[0], first(accepted)) if accepted and retracted else None
        sent = latest(proposal.sent, moment)
        later = sent and any(
            latest(each.sent, moment) and self._sent_after(each, sent, moment)
            for each in self.by_id.values()
            if each is not proposal and self.base_of(each) is not proposal
        )
        rules: tuple[tuple[Standing, object], ...] = (
            ("contested", order == "undetermined"),
            ("in_force", _begun(proposal.executed, moment)),
            ("in_force", accepted and order != "retraction_first"),
            ("superseded", later),
            ("retracted", retracted),
            ("lapsed", _begun(proposal.lapsed, moment)),
            ("rejected", _begun(proposal.rejected, moment)),
            ("countered", _begun(proposal.countered, moment)),
            ("offered", sent),
        )
        return next((standing for standing, applies in rules if applies), "draft")

    def _sent_after(self, other: Proposal, sent: Fact, moment: datetime) -> bool:
        newest = latest([*other.sent, sent], moment)
        return newest is not sent

    def order(self, retraction: Fact, acceptance: Fact) -> Order:
        """Which came first: a retraction counts when received; an acceptance by both rules."""
        withdrawn, accepted = retraction.event, acceptance.event
        assert isinstance(withdrawn, ProposalRetracted)
        assert isinstance(accepted, ProposalAccepted)
        received = (withdrawn.received_at or retraction.occurred).interval(self.zone)
        found = set()
        for counted_at in (accepted.dispatched_at, accepted.received_at):
            when = (counted_at or acceptance.occurred).interval(self.zone)
            if received.before(when):
                found.add("retraction_first")
            elif when.before(received):
                found.add("acceptance_first")
            else:
                found.add("undetermined")
        if found == {"retraction_first"}:
            return "retraction_first"
        return "acceptance_first" if found == {"acceptance_first"} else "undetermined"


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


def _whole(fact: Fact) -> bool:
    """Whether the whole proposal was retracted, not some of its clauses."""
    return isinstance(fact.event, ProposalRetracted) and fact.event.clauses is None
