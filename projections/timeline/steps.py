"""The entries of a deal and of the organisation in one order, and what each makes to be read anew.

Entries that the reader may not see, or does not know, are no steps; but for those that may change
how the others are read (in which zone its dates are).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.events.organisation import CatalogueItemDefined, PersonIdentified
from domain.record import Entry
from projections.deal import KnownDeal
from projections.facts import Fact, fact_of, visible
from projections.timeline.growing import Growing, begins_anew
from projections.timeline.settled import Settled


@dataclass(frozen=True, slots=True)
class Step:
    """One entry. `anew`: the deal as it is known with it, where all is folded from its beginning.

    `fact` is what the entry adds otherwise. `moves`: what earlier records prove of somebody's
    knowledge is another thing from here on.
    """

    position: int
    fact: Fact | None
    anew: Growing | None
    moves: bool


def steps_of(deal: KnownDeal) -> Iterator[Step]:
    """The steps, in the order of positions. The first, at 0, is before the deal began."""
    entries = _in_order(deal)
    before = min((each.position for each in deal.entries), default=1) - 1
    growing = Growing.up_to(deal, before)
    settled = _settled(growing)
    yield Step(0, None, growing, moves=True)
    for entry, shown in entries:
        if entry.position <= before:
            continue
        if begins_anew(entry):
            growing = Growing.up_to(deal, entry.position)
            settled = _settled(growing)
            yield Step(entry.position, None, growing, moves=True)
        elif shown:
            fact = fact_of(entry, growing.zone)
            moves = settled.moves(fact)
            if isinstance(fact.event, PersonIdentified):
                moves, settled.identified = True, settled.identified | _ids(fact)
            if isinstance(fact.event, CatalogueItemDefined):
                moves = settled.topics
            settled.add(fact)
            yield Step(entry.position, fact, None, moves)


def withheld(deal: KnownDeal) -> list[int]:
    """The positions of the entries that are known and not shown to this reader, in order."""
    hidden = (entry for entry, shown in _in_order(deal) if not shown)
    return [each.position for each in hidden if deal.basis.knows(each, deal.zone)]


def _in_order(deal: KnownDeal) -> list[tuple[Entry, bool]]:
    """All entries known by position, and whether this reader knows and may see them."""
    basis = deal.basis
    every = [e for e in (*deal.entries, *deal.organisation_entries) if e.position <= basis.known_at]
    every.sort(key=lambda each: each.position)
    known = [each for each in every if basis.knows(each, deal.zone)]
    shown = {each.position for each in visible(known, basis.role, basis.now_position)[0]}
    return [(each, each.position in shown) for each in every]


def _settled(growing: Growing) -> Settled:
    identified = frozenset(id_ for fact in growing.ruled for id_ in _ids(fact))
    settled = Settled(growing.basis.effective_at, identified)
    for fact in growing.counted:
        settled.add(fact)
    return settled


def _ids(fact: Fact) -> frozenset[str]:
    event = fact.event
    return frozenset({event.person, event.same_as} if isinstance(event, PersonIdentified) else ())
