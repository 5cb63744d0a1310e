"""For whom people take part, and since when (VOCABULARY 2.1: participant.assigned).

What somebody was when a record was made is not changed by what they became later. Who is assigned
only later is who they are all the same: before their first assignment, that one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.events.deal import ParticipantAssigned
from projections.facts import Fact
from projections.succession import Succession


class Assignments:
    """The assignments of the people of a deal, by the ids under which they were made."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        by_id: dict[str, list[Fact]] = {}
        for fact in facts:
            if type(fact.event) is ParticipantAssigned:
                by_id.setdefault(fact.event.person, []).append(fact)
        self._by_id = {person: Succession(own) for person, own in by_id.items()}

    def __contains__(self, person: str) -> bool:
        return person in self._by_id

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order of the positions at which they were first assigned."""
        return iter(self._by_id)

    def changes(self, person: str) -> bool:
        """Whether they took part for several, one after the other."""
        return person in self._by_id and len(self._by_id[person].ordered) > 1

    def at(self, person: str, moment: datetime) -> ParticipantAssigned | None:
        """The latest assignment begun by `moment`, else the first; None when none is on record."""
        own = self._by_id.get(person)
        found = (own.at(moment) or own.ordered[0]) if own else None
        return found.event if found and isinstance(found.event, ParticipantAssigned) else None
