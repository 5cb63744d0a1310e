"""The reading `timeline`: every record as one moment, with what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from projections.basis import BadBasis
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.timeline.at_the_time import AtTheTime
from projections.timeline.chosen import Chosen, Concerns
from projections.timeline.every import every_moment
from projections.timeline.growing import Growing
from projections.timeline.history import Change
from projections.timeline.moments import Moments
from projections.timeline.moved import moved
from projections.timeline.replay import Replay

EVERY = Chosen()


@dataclass(frozen=True, slots=True)
class Page:
    """The moments after a position, at most so many."""

    after: int = 0
    limit: int | None = None


ALL = Page()


def timeline(
    deal: KnownDeal,
    chosen: Chosen = EVERY,
    at: int | None = None,
    replay: Replay | None = None,
    page: Page = ALL,
) -> dict[str, Any]:
    """The moments wanted, in the order of positions, as JSON.

    `next` is the position after which the page that follows begins. Raises NotInTimeline,
    KindNotKnown, BadBasis.

    A moment shows a record as it is known on the basis (corrected data in the old place, struck
    records struck through), and under `moved` what it changed when it was recorded: the changes of
    all moments up to a position make the state there. A record of the organisation is a moment
    where it changed something that is read of this deal. `at` shows the moments up to a position as
    they were known there. Of what was corrected later, the contemporaneous view shows what was said
    at first. `replay` is one of the same deal on the same basis.
    """
    if at is not None and not 0 <= at <= deal.basis.known_at:
        known_at = deal.basis.known_at
        raise BadBasis(f"The basis knows positions 0 to {known_at}, not {at}.", "/at")
    known = deal if at is None else Growing.up_to(deal, at)
    replay = replay or Replay(known)
    moments = Moments(known)
    facts = every_moment(moments, replay)
    told = AtTheTime(moments) if chosen.contemporaneous_only else moments
    if chosen.person is not None or chosen.proposal is not None:
        replay.prepare([fact.place for fact in facts])
    concerns = Concerns(known, facts)
    concerns.refuse_unknown(chosen)
    wanted = (
        fact
        for fact in every_moment(told, replay)
        if fact.place > page.after and _wanted(chosen, fact, concerns, replay)
    )
    found = list(islice(wanted, page.limit))
    more = page.limit is not None and next(wanted, None) is not None
    replay.prepare([fact.place for fact in found])
    return {
        "deal": deal.id,
        "version": known.version,
        "basis": deal.basis.json,
        "at": at,
        "moments": [
            told.shown(each) | {"moved": moved(replay.changes(each.place), moments.called)}
            for each in found
        ],
        "next": found[-1].place if more else None,
        "notes": deal.notes,
        "withheld": known.withheld,
    }


def _wanted(chosen: Chosen, fact: Fact, concerns: Concerns, replay: Replay) -> bool:
    def changes() -> Sequence[Change]:
        return replay.changes(fact.place)

    return (
        (not chosen.kinds or fact.event.stored_as in chosen.kinds)
        and (chosen.person is None or concerns.person(chosen.person, fact, changes()))
        and (chosen.clause is None or concerns.clause(chosen.clause, fact))
        and (chosen.proposal is None or concerns.proposal(chosen.proposal, fact, changes()))
    )
