"""What stood in the drafts when a proposal was sealed, and arrived after the seal: not in it.

What arrives later never changes a seal; it is shown as not in it (VOCABULARY 2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.events.proposals import ProposalSealed
from projections.clauses import Clause, Removal, Wording
from projections.deal import KnownDeal
from projections.proposals import Proposal
from projections.succession import Succession

Json = dict[str, Any]


class NotInIt:
    """Asked for the seals of a deal, as it is known; each clause is put in order once."""

    def __init__(self, deal: KnownDeal) -> None:
        self._clauses = deal.clauses.by_id
        self._moment = deal.basis.effective_at
        self._changes: dict[str, Succession[Wording | Removal]] = {}

    def of(self, proposal: Proposal | None) -> list[Json]:
        """Per clause the change that stood when the proposal was sealed, recorded after its seal.

        `version` is None where that is a removal, `instead` the wording that is in the seal, if one
        is. `order_unknown`: it overlaps the seal, and may have come after it.
        """
        if proposal is None or proposal.sealed is None:
            return []
        return list(self._of(proposal))

    def of_each(self, proposals: Iterable[Proposal]) -> list[Json]:
        """The same of several proposals, each entry with its proposal."""
        return [{"proposal": p.id, **each} for p in proposals for each in self.of(p)]

    def _of(self, proposal: Proposal) -> Iterator[Json]:
        seal = proposal.sealed
        assert seal is not None
        assert isinstance(seal.event, ProposalSealed)
        held = {each.clause: each.version for each in proposal.contents or ()}
        for id_ in seal.event.clauses or self._clauses:
            clause = self._clauses.get(id_)
            found = self._in_time(clause).at(seal.interval.end) if clause else None
            if found is None or found.place < seal.place:
                continue
            version = found.number if isinstance(found, Wording) else None
            if version != held.get(id_):
                yield {
                    "clause": id_,
                    "version": version,
                    "instead": held.get(id_),
                    "record": found.fact.id,
                    "order_unknown": found.interval.overlaps(seal.interval),
                }

    def _in_time(self, clause: Clause) -> Succession[Wording | Removal]:
        found = self._changes.get(clause.id)
        if found is None:
            begun = (each for each in clause.changes if each.interval.begun_by(self._moment))
            found = self._changes[clause.id] = Succession(begun)
        return found


def governing_not_in_it(deal: KnownDeal) -> list[Json]:
    """What is not in the governing proposal, nor in the amendments that lie over it."""
    governing = deal.governing
    if governing.proposal is None:
        return []
    return NotInIt(deal).of_each((governing.proposal, *governing.amendments))
