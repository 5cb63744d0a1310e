"""Who was of which function when, on the house's side (VOCABULARY 2.1: participant.assigned)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.events.deal import ParticipantAssigned, PartyJoined
from domain.occurrence import Interval
from projections.facts import Fact
from projections.people import People
from projections.signing.spans import Span, interval_of

_OTHER_SIDES = frozenset({"client", "partner"})


@dataclass(frozen=True, slots=True)
class Membership:
    """A person was of a function, by a record, for a time."""

    function: str
    fact: Fact
    span: Span


class Functions:
    """The functions of the people of a deal: under each id the latest assignment counts.

    Nobody is of a function before being assigned. People of the client and of partners have none
    of ours, whatever theirs are called: what they sign is no sign-off of the organisation.
    """

    def __init__(
        self,
        happened: Iterable[Fact],
        people: People,
        parties: Mapping[str, PartyJoined],
        zone: str,
    ) -> None:
        self._people = people
        by_id: dict[str, list[tuple[Fact, ParticipantAssigned]]] = {}
        for fact in happened:
            if type(fact.event) is ParticipantAssigned:
                by_id.setdefault(fact.event.person, []).append((fact, fact.event))
        self._by_human: dict[str, list[Membership]] = {}
        for person, assigned in by_id.items():
            own = [
                membership
                for membership, event in _memberships(assigned, zone)
                if event.party not in parties or parties[event.party].role not in _OTHER_SIDES
            ]
            self._by_human.setdefault(people.canonical(person), []).extend(own)

    def of(self, person: str) -> Sequence[Membership]:
        """Every function that a human ever had, under any of the ids."""
        return self._by_human.get(self._people.canonical(person), ())

    def at(self, person: str, when: Interval) -> frozenset[str]:
        """The functions that a human had, or may have had, at a time."""
        return frozenset(
            each.function for each in self.of(person) if each.span.at(when, hopeful=True) == "holds"
        )


def _memberships(
    assigned: list[tuple[Fact, ParticipantAssigned]], zone: str
) -> Iterator[tuple[Membership, ParticipantAssigned]]:
    """Each assignment, ended by the next one to another function (or for another party)."""
    assigned.sort(key=lambda pair: (pair[0].interval.begin, pair[0].place))
    ended_by: Interval | None = None
    following: ParticipantAssigned | None = None
    found: list[tuple[Membership, ParticipantAssigned]] = []
    for fact, event in reversed(assigned):
        if following and (following.function, following.party) != (event.function, event.party):
            ended_by = found[-1][0].fact.interval
        until = interval_of(event.until, zone)
        span = Span.begun(fact.interval).until(until.end if until else None).ended_by(ended_by)
        found.append((Membership(event.function, fact, span), event))
        following = event
    return reversed(found)
