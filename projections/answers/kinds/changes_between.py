"""Between which moments is asked what changed, and whether something happened between them.

`from` and `to` with a proposal are what it holds; every other moment is a time. What happened at
the moment itself is between for a day or time that is written after `from` or `to` (21 March to
4 April: both days), and is not for `after` and `before`, nor where a record is the moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from domain.occurrence import moment_text
from projections.answers.asked import Moment, Question
from projections.answers.moments import Resolved, resolved
from projections.changes.comparing import Comparison, compared
from projections.deal import KnownDeal
from projections.facts import Fact

Has = Literal["yes", "no", "unknown"]
MICROSECOND = timedelta(microseconds=1)
BEGINNING = "0"
"""The position before the first record."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One of the two moments. `held`: it is what the proposal holds, not a time.

    `within`: what happened at the moment itself is between the two.
    """

    moment: Moment
    at: Resolved
    held: bool
    within: bool

    def moment_of(self, side: Literal["start", "stop"]) -> datetime:
        """By when things had happened at this end."""
        beginning = self.within if side == "start" else not self.within
        return self.at.interval.begin - MICROSECOND if beginning else self.at.interval.end

    def end(self, side: Literal["start", "stop"]) -> str:
        """As `projections.changes` writes an end."""
        if self.held:
            return f"proposal:{self.moment.proposal}"
        return moment_text(self.moment_of(side))


@dataclass(frozen=True)
class Between:
    """The two moments; None is the beginning, or the basis. `turned`: named the other way round."""

    deal: KnownDeal
    start: Bound | None
    stop: Bound | None
    turned: bool = False

    @property
    def of_seals(self) -> bool:
        """Whether what two proposals hold is compared."""
        return bool(self.start and self.start.held and self.stop and self.stop.held)

    def has(self, fact: Fact) -> Has:
        """Whether a fact happened between the two."""
        found = {self._after_start(fact), self._before_stop(fact)}
        return "no" if "no" in found else "unknown" if "unknown" in found else "yes"

    def _after_start(self, fact: Fact) -> Has:
        return _side(self.start, fact, "after")

    def _before_stop(self, fact: Fact) -> Has:
        return _side(self.stop, fact, "before")

    def compared(self) -> Comparison:
        """What stands at the two ends."""
        start = self.start.end("start") if self.start else BEGINNING
        return compared(self.deal, start, self.stop.end("stop") if self.stop else None)


def _side(bound: Bound | None, fact: Fact, wanted: Literal["after", "before"]) -> Has:
    if bound is None:
        return "yes"
    order = bound.at.order(fact)
    if order == "unknown":
        return "unknown"
    return "yes" if order == wanted or (order == "at" and bound.within) else "no"


def between(deal: KnownDeal, question: Question) -> Between | Moment:
    """The two moments; the one of them that is not on record by then."""
    ends = _asked(deal, question)
    bounds: list[Bound | None] = []
    for name, moment in ends:
        found = resolved(moment, deal) if moment else None
        if moment and found is None:
            return moment
        bounds.append(_bound(name, found) if found else None)
    start, stop = bounds
    if start and stop and stop.at.interval.before(start.at.interval):
        return Between(deal, _as(stop, "from"), _as(start, "to"), turned=True)
    return Between(deal, start, stop)


def _bound(name: str, at: Resolved) -> Bound:
    named = name in {"from", "to"}
    held = named and at.asked.proposal is not None and at.fact is not None
    sealed = held and at.fact is not None and at.fact.event.stored_as == "proposal.sealed"
    return Bound(at.asked, at, sealed, named and at.fact is None)


def _as(bound: Bound, name: str) -> Bound:
    return replace(bound, within=_bound(name, bound.at).within)


def _asked(deal: KnownDeal, question: Question) -> list[tuple[str, Moment | None]]:
    """What is named; of a proposal alone, from the one before it; else since the first seal."""
    start, stop = question.from_moment, question.to_moment
    found: list[tuple[str, Moment | None]] = [
        ("from", start) if start else ("after", question.after),
        ("to", stop) if stop else ("before", question.before),
    ]
    if any(moment for _, moment in found):
        return found
    if question.proposal is not None:
        earlier = _before(deal, question.proposal)
        own = Moment(proposal=question.proposal)
        return [("from", Moment(proposal=earlier) if earlier else None), ("to", own)]
    first = None if question.clauses else _first_sealed(deal)
    return [("after", Moment(proposal=first) if first else None), ("before", None)]


def _seals(deal: KnownDeal) -> list[tuple[datetime, int, str]]:
    moment = deal.basis.effective_at
    seals = ((each.by(moment).sealed, each.id) for each in deal.proposals.by_id.values())
    return sorted((seal.interval.begin, seal.place, id_) for seal, id_ in seals if seal)


def _first_sealed(deal: KnownDeal) -> str | None:
    seals = _seals(deal)
    return seals[0][2] if seals else None


def _before(deal: KnownDeal, proposal: str) -> str | None:
    """What a proposal amends, else the one that was sealed before it."""
    of = deal.proposals.by_id.get(proposal)
    if of is not None and of.amends is not None and of.amends in deal.proposals.by_id:
        return of.amends
    ids = [id_ for _, _, id_ in _seals(deal)]
    at = ids.index(proposal) if proposal in ids else 0
    return ids[at - 1] if at else None
