"""Proofs of rungs, and what they come to for one person and one wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from projections.facts import Fact
from projections.knowledge.ladder import RANK, SEEN, Rung
from projections.knowledge.targets import Lead, Target
from projections.knowledge.written import Key, Written


@dataclass(slots=True, eq=False)
class Proof:
    """A record that proves a rung to a person, on the wordings that it leads to.

    `person` is the id that the record names; `order` its place in time. `failed` says that the
    message did not arrive, which takes the rung back to addressed. `rung` is what it proves on the
    basis of the reading, `rank` how high that is.
    """

    fact: Fact
    record: str
    person: str
    proves: Rung
    lead: Lead
    order: tuple[datetime, int]
    failed: Fact | None
    rung: Rung
    rank: int

    @property
    def doubtful(self) -> bool:
        """Whether the record may have been about another wording of the clause that it names."""
        return self.lead.unsure or self.lead.late is not None

    def below(self, other: Proof) -> bool:
        """Whether the other proves more; or as much and surely; or that as well, and earlier."""
        if self.rank != other.rank:
            return self.rank < other.rank
        if self.doubtful != other.doubtful:
            return self.doubtful
        return other.order < self.order

    def rung_by(self, moment: datetime) -> Rung:
        """The rung that it proves by `moment`: until a failure began, it had not failed."""
        failed = self.failed is not None and self.failed.interval.begun_by(moment)
        return "addressed" if failed else self.proves

    def unsure(self, written: Written) -> bool:
        """Whether the record may have been about another wording, or came before this one."""
        if not self.lead.target.topical:
            return self.lead.unsure
        return written.interval.overlaps(self.fact.interval)


class Known(NamedTuple):
    """What is proven to one person of one wording.

    `first`: first exposure at all. `opened`: first at `opened` or above. `seen`: first that was
    opened by the person or displayed to them; who signed or discussed need not have seen.
    """

    highest: Proof | None = None
    first: Proof | None = None
    opened: Proof | None = None
    seen: Proof | None = None

    @classmethod
    def by(cls, proof: Proof) -> Known:
        """What one proof comes to."""
        opened = proof if proof.rank >= _OPENED else None
        return cls(proof, proof, opened, proof if proof.rung in SEEN else None)

    def and_(self, other: Known) -> Known:
        """What both come to: of two that prove the same the sure one, then the earlier.

        By position if at once. Of exposures it is the earlier, sure or not.
        """
        if other is NOTHING or other is self:
            return self
        highest, first, opened, seen = self
        proof = other.highest
        if proof is not None and (highest is None or highest.below(proof)):
            highest = proof
        if (proof := other.first) is not None and (first is None or proof.order < first.order):
            first = proof
        if (proof := other.opened) is not None and (opened is None or proof.order < opened.order):
            opened = proof
        if (proof := other.seen) is not None and (seen is None or proof.order < seen.order):
            seen = proof
        same = highest is self.highest and first is self.first
        same = same and opened is self.opened and seen is self.seen
        return self if same else Known(highest, first, opened, seen)


_OPENED = RANK["opened"]
NOTHING = Known()


def spread(by_lead: Mapping[Lead, Known]) -> dict[Key, Known]:
    """Per wording, what all that leads to it comes to: each lead is to the first so many.

    Costs as much as there are leads, and wordings in the targets; not their product.
    """
    known: dict[Key, Known] = {}
    by_target: dict[Target, list[Lead]] = {}
    for lead, proven in by_lead.items():
        wordings = lead.target.wordings
        if lead.size == len(wordings) and not lead.target.topical:
            for written in wordings:
                before = known.get(written.key)
                known[written.key] = proven if before is None else before.and_(proven)
        else:
            by_target.setdefault(lead.target, []).append(lead)
    for target, leads in by_target.items():
        leads.sort(key=lambda lead: lead.size)
        total = NOTHING
        for at in range(leads[-1].size - 1, -1, -1):
            while leads and leads[-1].size > at:
                total = by_lead[leads.pop()].and_(total)
            _put(known, target.wordings[at].key, total)
    return known


def _put(known: dict[Key, Known], wording: Key, proven: Known) -> None:
    before = known.get(wording)
    known[wording] = before.and_(proven) if before else proven
