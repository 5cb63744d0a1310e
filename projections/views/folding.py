"""One deal, folded for the views: as readers and as legal may know it, at a moment.

The moment is no clock's: it is the last one by `now` at which anything could have changed. So the
rows depend on the entries and on what has begun, and on nothing else; whoever makes them when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from domain.record import Entry
from projections.basis import Basis
from projections.deal import KnownDeal
from projections.facts import Role, visible, withheld_from_readers
from projections.findings.turning import turning_points_of_findings
from projections.people import people_of, persons_named
from projections.turning import turning_points
from projections.views.view import Audience


class Stands(NamedTuple):
    """What the rows of a deal stand on. `changes_at`: when time alone may change them.

    `persons` are all ids that it names; `withheld` counts the records that readers may not see.
    """

    deal: str
    version: int
    moment: datetime
    changes_at: datetime | None
    persons: list[str]
    withheld: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A deal as each audience may know it."""

    stands: Stands
    known: dict[Audience, KnownDeal]


def folded(
    deal: str, entries: Sequence[Entry], organisation: Sequence[Entry], now: datetime
) -> Folded:
    """The deal with all of these entries. Raises whatever a fold raises."""
    last = entries[-1]
    whole = _known(deal, entries, organisation, last.recorded_at, "admin")
    turning = chain(turning_points(whole), turning_points_of_findings(whole))
    changes = [each for each in turning if each > last.recorded_at]
    moment = max((each for each in changes if each <= now), default=last.recorded_at)
    if moment != last.recorded_at:
        whole = _known(deal, entries, organisation, moment, "admin")
    known: dict[Audience, KnownDeal] = {"all": whole}
    if any(withheld_from_readers(each) for each in (*entries, *organisation)):
        known = {"legal": whole}
        reader = _known(deal, entries, organisation, moment, "reader")
        if reader.shown:
            known["reader"] = reader
    stands = Stands(
        deal,
        last.version,
        moment,
        min((each for each in changes if each > now), default=None),
        _persons(whole),
        visible(entries, "reader")[1],
    )
    return Folded(stands, known)


def _known(
    deal: str, entries: Sequence[Entry], organisation: Sequence[Entry], at: datetime, role: Role
) -> KnownDeal:
    position = max(each[-1].position for each in (entries, organisation) if each)
    basis = Basis(at, position, at, position, role, root="")
    return KnownDeal(deal, entries, organisation, basis)


def _persons(deal: KnownDeal) -> list[str]:
    """Every id of a person whom the deal names, by the alphabet."""
    people = people_of(deal)
    return sorted({*persons_named(deal, people), *deal.participants})
