"""What each side was told: messages, relays, statements, displays, and proposals on their way.

To be told is not to know: what is sent to a party is told to its side, and gives its people nothing
(VOCABULARY 4). What a side says to itself is not told to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from domain.events import Event
from domain.events.deal import ParticipantAssigned
from domain.events.proposals import ProposalOpened, ProposalReceived, ProposalSent
from domain.events.told import (
    ClauseDisplayed,
    MessageOpened,
    MessageReceived,
    MessageRelayed,
    MessageSent,
    StatementMade,
)
from domain.values import SYSTEM
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import moment_of
from projections.knowledge.targets import Lead, Target
from projections.knowledge.written import Key

Side = Literal["client", "seller", "partner", "other"]
Ids = tuple[str, ...]
ARRIVALS: Collection[type[Event]] = (
    *(MessageReceived, MessageOpened),
    *(ProposalReceived, ProposalOpened),
)


def _by(event: MessageReceived | MessageOpened | ProposalReceived | ProposalOpened) -> Ids:
    return (event.by,)


def _sent(event: ProposalSent) -> Ids:
    """A partner through whom it went is told of it."""
    return (*event.to, event.via) if event.via else event.to


_RECIPIENTS: Mapping[type[Event], Callable[[Any], Ids]] = {
    MessageSent: lambda event: (*event.to, *event.cc),
    MessageRelayed: lambda event: event.to,
    StatementMade: lambda event: event.to,
    ProposalSent: _sent,
    MessageReceived: _by,
    MessageOpened: _by,
    ProposalReceived: _by,
    ProposalOpened: _by,
    ClauseDisplayed: lambda event: (event.to,),
}
"""Whom a record tells something; the others tell nobody anything, as far as the record says."""


class Sides:
    """On which side a party or a person stands; None when the record does not say.

    The client's side is the client and its affiliates. Who acts for the client stays what it is: a
    notice to an adviser may be none to the client, and that is for others to judge.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._deal: KnownDeal = knowledge.deal
        self._people = knowledge.people
        self._always: dict[str, Side | None] = {}

    def of(self, id_: str, when: datetime | None = None) -> Side | None:
        """The side of a party, or of a person by any of their ids, at `when` (`effective_at`)."""
        if id_ in self._always:
            return self._always[id_]
        found = self._of(id_, when)
        if not any(self._deal.assignments.changes(each) for each in self._ids(id_)):
            self._always[id_] = found
        return found

    def _of(self, id_: str, when: datetime | None) -> Side | None:
        if id_ not in self._deal.assignments and (side := self._of_party(id_)):
            return side
        assigned = self._assigned(id_, when or self._deal.basis.effective_at)
        if assigned is None:
            return None
        by_function: dict[str, Side] = {"client_contact": "client", "partner_contact": "partner"}
        return self._of_party(assigned.party) or by_function.get(assigned.function)

    def _assigned(self, id_: str, when: datetime) -> ParticipantAssigned | None:
        """Under the id that is named; else under another one of the same human."""
        own = (self._deal.assignments.at(each, when) for each in self._ids(id_))
        return next((each for each in own if each), None)

    def _ids(self, id_: str) -> tuple[str, ...]:
        return (id_, *self._people.aliases(id_))

    def _of_party(self, party: str) -> Side | None:
        client = self._deal.opened.client if self._deal.opened else None
        joined = self._deal.parties.get(party)
        if party == client:
            return "client"
        if joined is None:
            return None
        return "client" if joined.role == "other" and self._below(party, client) else joined.role

    def _below(self, party: str | None, client: str | None) -> bool:
        seen: set[str] = set()
        while party and party not in seen:
            seen.add(party)
            joined = self._deal.parties.get(party)
            if party == client or (joined and joined.role == "client"):
                return True
            party = joined.parent if joined else None
        return False


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A record by which a side was told something. `to` are those of that side, as named.

    A partner through whom a proposal was sent is among them.

    `by` is the side of the actor. `failed` are those of `to` with whom it did not arrive.
    `undetermined` leads to wordings that were recorded late and may have been meant instead.
    """

    fact: Fact
    side: Side
    by: Side | None
    to: tuple[str, ...]
    failed: tuple[str, ...]
    leads: tuple[Lead, ...]
    undetermined: tuple[Lead, ...] = ()

    @property
    def arrived_nowhere(self) -> bool:
        """Whether it failed with all of that side: then they were not told."""
        return set(self.failed) >= set(self.to)

    @property
    def arrival(self) -> bool:
        """Whether it tells of an arrival, not of a sending."""
        return type(self.fact.event) in ARRIVALS

    def about(self, wording: Key) -> bool:
        """Whether it leads to a wording."""
        places = ((lead, lead.target.place(wording)) for lead in self.leads)
        return any(place is not None and place < lead.size for lead, place in places)


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that the sides were told, in the order of time.

    `unplaced` are those to whom something was sent and whose side is not on record.
    """

    tellings: tuple[Telling, ...]
    unplaced: tuple[str, ...]

    def to(self, side: Side) -> tuple[Telling, ...]:
        """What one side was told."""
        return tuple(each for each in self.tellings if each.side == side)


def told(knowledge: Knowledge) -> Told:
    """What each side was told by `effective_at`."""
    sides = Sides(knowledge)
    tellings: list[Telling] = []
    unplaced: dict[str, None] = {}
    telling = [fact for fact in knowledge.deal.happened if type(fact.event) in _RECIPIENTS]
    for fact in sorted(telling, key=moment_of):
        by_side: dict[Side, list[str]] = {}
        end = fact.interval.end
        for id_ in dict.fromkeys(_RECIPIENTS[type(fact.event)](fact.event)):
            if side := sides.of(id_, end):
                by_side.setdefault(side, []).append(id_)
            elif not id_.startswith(SYSTEM):
                unplaced[id_] = None
        if by_side:
            tellings.extend(_tellings(knowledge, fact, sides.of(fact.actor, end), by_side))
    return Told(tuple(tellings), tuple(unplaced))


def _tellings(
    knowledge: Knowledge, fact: Fact, by: Side | None, by_side: Mapping[Side, list[str]]
) -> Iterator[Telling]:
    arrival = type(fact.event) in ARRIVALS
    for side, ids in by_side.items():
        if side != by or arrival:
            failed = tuple(id_ for id_ in ids if knowledge.failure(fact, id_))
            leads = knowledge.leads.of(fact)
            maybe = knowledge.leads.undetermined.get(fact.place, ())
            yield Telling(fact, side, by, tuple(ids), failed, leads, maybe)


@dataclass(slots=True)
class ToldOf:
    """What a side was told of one wording: by records, and by topics that it was told about.

    `failed` are messages that arrived with nobody of that side: they told it nothing. Of what is
    `undetermined` it is not known whether it meant this wording, which was recorded late.
    """

    records: dict[str, Fact] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    failed: dict[str, Fact] = field(default_factory=dict)
    undetermined: dict[str, Fact] = field(default_factory=dict)


def told_of(
    tellings: Iterable[Telling], wanted: Collection[Key] | None = None
) -> dict[Key, ToldOf]:
    """Per wording (of those `wanted`; None: all), what these come to.

    A topic stands for the records about it, since each may lead to every wording that names it.
    """
    records: dict[Target, dict[str, Fact]] = {}
    topics: dict[Target, int] = {}
    found: dict[Key, ToldOf] = {}
    for telling in tellings:
        for lead in telling.leads:
            if telling.arrived_nowhere:
                for key in lead.target.keys(lead.size, wanted):
                    found.setdefault(key, ToldOf()).failed[telling.fact.id] = telling.fact
            elif lead.target.topical:
                topics[lead.target] = max(lead.size, topics.get(lead.target, 0))
            else:
                records.setdefault(lead.target, {})[telling.fact.id] = telling.fact
        for lead in telling.undetermined if not telling.arrived_nowhere else ():
            for key in lead.target.keys(lead.size, wanted):
                found.setdefault(key, ToldOf()).undetermined[telling.fact.id] = telling.fact
    for target, facts in records.items():
        for key in target.keys(len(target.wordings), wanted):
            found.setdefault(key, ToldOf()).records.update(facts)
    for target, size in topics.items():
        for key in target.keys(size, wanted):
            found.setdefault(key, ToldOf()).topics.append(target.named.id)
    return found
