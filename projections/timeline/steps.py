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


class InOrder:
    """The entries of a deal and of the organisation from the deal's first on, by position.

    `entries` are those known, each with whether this reader may see it; `places` their positions;
    `before` the position before them; `withheld` are the positions of all that are known and not
    shown to this reader.
    """

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal
        self.before = min((each.position for each in deal.entries), default=1) - 1
        every = _in_order(deal)
        self.entries = [pair for pair in every if pair[0].position > self.before]
        self.places = [entry.position for entry, _ in self.entries]
        self.withheld = [
            entry.position
            for entry, shown in every
            if not shown and deal.basis.knows(entry, deal.zone)
        ]

    def __len__(self) -> int:
        return len(self.entries)

    def begins_as(self, earlier: InOrder) -> bool:
        """Whether all that was there earlier is there, the very same, and new entries after it."""
        if self.before != earlier.before or len(self) < len(earlier):
            return False
        pairs = zip(earlier.entries, self.entries, strict=False)
        return all(old[0] is new[0] and old[1] == new[1] for old, new in pairs)

    def steps(self, begin: int, end: int) -> Iterator[Step]:
        """All that is known before an entry, as one step; then one for each up to another.

        `begin` and `end` count entries from 0.
        """
        known = self.places[begin - 1] if begin else self.before
        growing = Growing.up_to(self._deal, known)
        yield Step(known if begin else 0, None, growing, moves=True)
        settled = _settled(growing)
        for entry, shown in self.entries[begin:end]:
            if begins_anew(entry):
                growing = Growing.up_to(self._deal, entry.position)
                yield Step(entry.position, None, growing, moves=True)
                settled = _settled(growing)
            elif shown:
                fact = fact_of(entry, growing.zone)
                moves = settled.moves(fact)
                if isinstance(fact.event, PersonIdentified):
                    moves, settled.identified = True, settled.identified | _ids(fact)
                if isinstance(fact.event, CatalogueItemDefined):
                    moves = settled.topics
                settled.add(fact)
                yield Step(entry.position, fact, None, moves)


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
