"""The text that is tried: the wordings that a proposal holds, or those in the drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.on_record import proposal_on_record
from projections.proposals import Proposal, latest_of


@dataclass(frozen=True)
class Tested:
    """The text of a proposal, an amendment lying over what it amends; or the drafts (None)."""

    deal: KnownDeal
    proposal: Proposal | None

    @cached_property
    def contents(self) -> dict[str, int] | None:
        """Per clause the wording that is sealed; None without a seal on record."""
        if self.proposal is None or self.proposal.contents is None:
            return None
        held: dict[str, int] = {}
        for each in reversed(list(self._amended(self.proposal))):
            held |= {part.clause: part.version for part in each.contents or ()}
        return held

    def _amended(self, proposal: Proposal) -> Iterator[Proposal]:
        """The proposal, what it amends, what that amends …, as far as seals are on record."""
        moment = self.deal.basis.effective_at
        seen: set[str] = set()
        found: Proposal | None = proposal
        while found is not None and found.id not in seen and found.contents is not None:
            seen.add(found.id)
            yield found
            above = self.deal.proposals.by_id.get(found.amends or "")
            found = above.by(moment) if above else None

    @cached_property
    def wordings(self) -> list[Wording]:
        """The wordings, in the order of their clauses."""
        if self.proposal is None:
            return self.deal.clauses.current(self.deal.basis.effective_at)
        held = self.contents or {}
        clauses = self.deal.clauses.by_id.values()
        found = (each.wording(held[each.id]) for each in clauses if each.id in held)
        return [each for each in found if each]

    @property
    def missing(self) -> list[str]:
        """What it holds and cannot be tried, in sentences."""
        if self.proposal is None:
            return []
        if self.contents is None:
            return [f"What {self.proposal.id} holds is not known: no seal of it is on record."]
        there = {each.key for each in self.wordings}
        return [
            f"Clause {clause} (wording {number}) is sealed in {self.proposal.id} and is not shown "
            "here: it was not tried."
            for clause, number in self.contents.items()
            if (clause, number) not in there
        ]


def tested(deal: KnownDeal, proposal: str | None) -> Tested:
    """The text of a proposal, or the drafts. Raises ProposalNotOnRecord."""
    if proposal is None:
        return Tested(deal, None)
    return Tested(deal, proposal_on_record(deal, proposal))


def newest(deal: KnownDeal) -> str | None:
    """The proposal that was sealed or sent last by `effective_at`; None while there are drafts."""
    candidates = [
        (fact, each)
        for each in deal.proposals.by_id.values()
        for fact in (*([each.sealed] if each.sealed else []), *each.sent)
    ]
    found = latest_of(candidates, deal.basis.effective_at)
    return found.id if found else None
