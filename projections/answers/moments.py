"""A moment that a question names, resolved: when it was, by which record, and what came before it.

`resolved(moment, deal)` gives a `Resolved`, or None when nothing of the kind is on record by
`effective_at` (a record that was struck counts for nothing); `absent` says so. Its shape:

    interval   when it was, in UTC: the occurrence of a record; of a written time all of what was
               written, so a date is the whole of that day in the deal's zone
    fact       the record that it is; None for a written time
    others     records that would do as well, in the order of time; an event type may have several
    order(of)  whether a fact was "before", "after" or "at" it, or "unknown"

1. An event type means the first record of it by occurrence, then position ("before it went out" is
   before the first sending), of the organisation's records too. `fits` narrows which may be meant.
2. A proposal means its seal; one of which no seal is on record, its first sending.
3. Occurrences that overlap have no known order, unless one refers to what the other made
   (VOCABULARY 1). What lies within a written time is "at" it: neither before nor after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from domain.occurrence import Interval, Occurrence
from projections.answers.asked import Moment
from projections.clocks.chronology import order_known
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences import Sentences
from projections.sentences.naming import when

Order = Literal["before", "at", "after", "unknown"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """When a moment was, and by which record. See the head of this file."""

    asked: Moment
    interval: Interval
    fact: Fact | None = None
    others: tuple[Fact, ...] = ()

    def order(self, of: Fact) -> Order:
        """Whether a fact happened before this moment, at it, or after it."""
        if of is self.fact:
            return "at"
        if of.interval.before(self.interval):
            return "before"
        if self.interval.before(of.interval):
            return "after"
        if self.fact is None:
            begin, end = of.interval.begin, of.interval.end
            return "at" if self.interval.begin <= begin and end <= self.interval.end else "unknown"
        if order_known(of, self.fact):
            return "before" if of.place < self.fact.place else "after"
        return "unknown"

    @property
    def told(self) -> str:
        """The moment in a sentence: as it was written, or the record's time with its id."""
        if self.fact is None:
            return self.asked.at or ""
        return f"{when(self.fact.occurred)} (record {self.fact.id})"

    def sentence(self, deal: KnownDeal) -> str:
        """Which record the moment was taken to be, and which others would fit; else empty."""
        if self.fact is None:
            return ""
        said = f"The moment is {self.told}: {Sentences(deal).of(self.fact)}"
        if self.others:
            also = ", ".join(f"{each.id} ({when(each.occurred)})" for each in self.others)
            said += f" It is the first of its kind on record; later ones: {also}."
        return said

    @property
    def json(self) -> dict[str, Any]:
        """The moment as data."""
        return {
            "asked": self.asked.json,
            "record": self.fact.id if self.fact else None,
            "at": self.fact.occurred.json if self.fact else self.asked.at,
            "others": [each.id for each in self.others],
        }


def resolved(
    moment: Moment, deal: KnownDeal, fits: Callable[[Fact], bool] = lambda _: True
) -> Resolved | None:
    """When a moment was, as far as it is on record by `effective_at`; else None."""
    if moment.at is not None:
        return Resolved(moment, Occurrence.of(moment.at).interval(deal.zone))
    if moment.record is not None:
        found = [fact for fact in _happened(deal) if fact.id == moment.record]
        named = moment.event is None or all(f.event.stored_as == moment.event for f in found)
        return _first(moment, found if named else [])
    if moment.proposal is not None:
        return _first(moment, _of_proposal(moment.proposal, deal))
    found = [f for f in _happened(deal) if f.event.stored_as == moment.event and fits(f)]
    return _first(moment, found)


def absent(moment: Moment) -> dict[str, Any]:
    """That nothing of the kind is on record, as it stands under `not_shown`."""
    named = moment.record or (moment.proposal and f"proposal {moment.proposal}") or moment.event
    return {
        "looked_for": "moment",
        "moment": moment.json,
        "sentence": f"The moment asked about, {named}, is not on record by then.",
    }


def _happened(deal: KnownDeal) -> Iterable[Fact]:
    moment = deal.basis.effective_at
    yield from deal.happened
    yield from (fact for fact in deal.organisation if fact.interval.begun_by(moment))


def _of_proposal(proposal: str, deal: KnownDeal) -> list[Fact]:
    found = deal.proposals.by_id.get(proposal)
    if found is None:
        return []
    begun = found.by(deal.basis.effective_at)
    return [begun.sealed] if begun.sealed else sorted(begun.sent, key=_in_time)[:1]


def _first(moment: Moment, facts: list[Fact]) -> Resolved | None:
    ordered = sorted(facts, key=_in_time)
    if not ordered:
        return None
    return Resolved(moment, ordered[0].interval, ordered[0], tuple(ordered[1:]))


def _in_time(fact: Fact) -> tuple[datetime, int]:
    return fact.interval.begin, fact.place
