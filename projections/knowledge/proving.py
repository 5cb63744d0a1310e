"""Proofs of rungs, and what they come to for one person and one wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from projections.facts import Fact
from projections.knowledge.ladder import RANK, SEEN, Rung, at_least
from projections.knowledge.targets import Lead, Target
from projections.knowledge.written import Key, Written


@dataclass(slots=True, eq=False)
class Proof:
    """A record that proves a rung to a person, on the wordings that it leads to.

    `person` is the id that the record names; `order` its place in time. `failed` says that the
    message did not arrive, which takes the rung back to addressed.
    """

    fact: Fact
    record: str
    person: str
    proves: Rung
    lead: Lead
    order: tuple[datetime, int]
    failed: Fact | None = None

    @property
    def rung(self) -> Rung:
        """The rung that it proves on the basis of the reading."""
        return "addressed" if self.failed else self.proves

    def rung_by(self, moment: datetime) -> Rung:
        """The rung that it proves by `moment`: until a failure began, it had not failed."""
        failed = self.failed is not None and self.failed.interval.begun_by(moment)
        return "addressed" if failed else self.proves

    def unsure(self, written: Written) -> bool:
        """Whether the record may have been about another wording, or came before this one."""
        if not self.lead.target.topical:
            return self.lead.unsure
        return written.interval.overlaps(self.fact.interval)


def higher(one: Proof | None, other: Proof | None) -> Proof | None:
    """The one that proves more; of two that prove the same, the earlier."""
    if one is None or other is None:
        return one or other
    first, second = RANK[one.rung], RANK[other.rung]
    if first != second:
        return one if first > second else other
    return earlier(one, other)


def earlier(one: Proof | None, other: Proof | None) -> Proof | None:
    """The one that occurred first; of two that occurred at once, the one recorded first."""
    if one is None or other is None:
        return one or other
    return one if one.order <= other.order else other


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
        rung = proof.rung
        opened = proof if at_least(rung, "opened") else None
        return cls(proof, proof, opened, proof if rung in SEEN else None)

    def and_(self, other: Known) -> Known:
        """What both come to."""
        if other is NOTHING or other is self:
            return self
        return Known(
            higher(self.highest, other.highest),
            earlier(self.first, other.first),
            earlier(self.opened, other.opened),
            earlier(self.seen, other.seen),
        )


NOTHING = Known()


def spread(by_lead: Mapping[Lead, Known]) -> dict[Key, Known]:
    """Per wording, what all that leads to it comes to: each lead is to the first so many.

    Costs as much as there are leads, and wordings in the targets; not their product.
    """
    known: dict[Key, Known] = {}
    by_target: dict[Target, list[Lead]] = {}
    for lead, proven in by_lead.items():
        if len(lead.target.wordings) == 1:
            _put(known, lead.target.wordings[0].key, proven)
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
