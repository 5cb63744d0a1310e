"""Which records are moments of a deal: its own, and those of the organisation that moved it."""

from __future__ import annotations

from domain.occurrence import Interval
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.timeline.moments import Moments
from projections.timeline.replay import Replay


def every_moment(moments: Moments, replay: Replay) -> list[Fact]:
    """The records that are moments, struck ones too, in the order of positions.

    A record of the organisation is one where it changed something that is read of this deal.
    """
    ruled = [fact for fact in moments.ruled if replay.changes(fact.place)]
    return sorted((*moments.facts, *ruled), key=lambda fact: fact.place)


def steps_in_time(
    deal: KnownDeal, replay: Replay, *, contemporaneous_only: bool = False
) -> dict[int, Interval]:
    """The positions of all moments, in order, and from when until when each may have happened."""
    moments = Moments(deal)
    return {
        fact.place: fact.interval
        for fact in every_moment(moments, replay)
        if not contemporaneous_only or moments.contemporaneous(fact)
    }
