"""Which records are moments of a deal: its own, and those of the organisation that moved it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from domain.occurrence import Interval
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.timeline.at_the_time import AtTheTime
from projections.timeline.moments import Moments
from projections.timeline.replay import Replay


def every_moment(
    moments: Moments | AtTheTime, replay: Replay, *, own_only: bool = False
) -> list[Fact]:
    """The records that are moments, struck ones too, in the order of positions.

    A record of the organisation is one where it changed something that is read of this deal;
    `own_only` leaves these out.
    """
    if own_only:
        return moments.facts
    replay.prepare([fact.place for fact in moments.ruled])
    ruled = [fact for fact in moments.ruled if replay.changes(fact.place)]
    return sorted((*moments.facts, *ruled), key=_place)


def last_moment(moments: Moments, replay: Replay, *, own_only: bool = False) -> Fact | None:
    """The last of them, found without asking what all of the organisation's records changed."""
    own = moments.last
    after = own.place if own else 0
    for fact in reversed([] if own_only else moments.ruled):
        if fact.place < after:
            break
        if replay.changes(fact.place):
            return fact
    return own


def shown_at(
    deal: KnownDeal, places: Collection[int], *, contemporaneous_only: bool = False
) -> list[dict[str, Any]]:
    """The moments at these positions as JSON, in order, without what they moved.

    Of what was corrected later, `contemporaneous_only` shows what was said at first.
    """
    moments = _told(deal, contemporaneous_only=contemporaneous_only)
    wanted = frozenset(places)
    facts = (fact for fact in (*moments.facts, *moments.ruled) if fact.place in wanted)
    return [moments.shown(fact) for fact in sorted(facts, key=_place)]


def _place(fact: Fact) -> int:
    return fact.place


def steps_in_time(
    deal: KnownDeal,
    replay: Replay,
    *,
    contemporaneous_only: bool = False,
    own_only: bool = False,
) -> dict[int, Interval]:
    """The positions of all moments, in order, and from when until when each may have happened."""
    told = _told(deal, contemporaneous_only=contemporaneous_only)
    return {fact.place: fact.interval for fact in every_moment(told, replay, own_only=own_only)}


def _told(deal: KnownDeal, *, contemporaneous_only: bool) -> Moments | AtTheTime:
    moments = deal.once(Moments)
    return AtTheTime(moments) if contemporaneous_only else moments
