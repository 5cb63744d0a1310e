"""What each side was told: messages, relays, statements, displays, and proposals on their way.

To be told is not to know: what is sent to a party is told to its side, and gives its people nothing
(VOCABULARY 4). What a side says to itself is not told to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

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
ARRIVALS = (MessageReceived, MessageOpened, ProposalReceived, ProposalOpened)
_TELL = frozenset(
    {MessageSent, MessageRelayed, StatementMade, ProposalSent, *ARRIVALS, ClauseDisplayed}
)


class Sides:
    """On which side a party or a person stands; None when the record does not say.

    The client's side is the client and its affiliates. Who acts for the client stays what it is: a
    notice to an adviser may be none to the client, and that is for others to judge.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._deal: KnownDeal = knowledge.deal
        self._people = knowledge.people

    def of(self, id_: str, when: datetime | None = None) -> Side | None:
        """The side of a party, or of a person by any of their ids, at `when` (`effective_at`)."""
        if id_ not in self._deal.assignments and (side := self._of_party(id_)):
            return side
        assigned = self._assigned(id_, when or self._deal.basis.effective_at)
        if assigned is None:
            return None
        by_function: dict[str, Side] = {"client_contact": "client", "partner_contact": "partner"}
        return self._of_party(assigned.party) or by_function.get(assigned.function)

    def _assigned(self, id_: str, when: datetime) -> ParticipantAssigned | None:
        """Under the id that is named; else under another one of the same human."""
        own = (self._deal.assignments.at(i, when) for i in (id_, *self._people.aliases(id_)))
        return next((each for each in own if each), None)

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
    """

    fact: Fact
    side: Side
    by: Side | None
    to: tuple[str, ...]
    failed: tuple[str, ...]
    leads: tuple[Lead, ...]

    @property
    def arrived_nowhere(self) -> bool:
        """Whether it failed with all of that side: then they were not told."""
        return set(self.failed) >= set(self.to)

    @property
    def arrival(self) -> bool:
        """Whether it tells of an arrival, not of a sending."""
        return isinstance(self.fact.event, ARRIVALS)

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
    telling = [fact for fact in knowledge.deal.happened if type(fact.event) in _TELL]
    for fact in sorted(telling, key=moment_of):
        by_side: dict[Side, list[str]] = {}
        for id_ in dict.fromkeys(_recipients(fact.event)):
            if side := sides.of(id_, fact.interval.end):
                by_side.setdefault(side, []).append(id_)
            elif not id_.startswith(SYSTEM):
                unplaced[id_] = None
        if by_side:
            tellings.extend(
                _tellings(knowledge, fact, sides.of(fact.actor, fact.interval.end), by_side)
            )
    return Told(tuple(tellings), tuple(unplaced))


def _tellings(
    knowledge: Knowledge, fact: Fact, by: Side | None, by_side: Mapping[Side, list[str]]
) -> Iterator[Telling]:
    for side, ids in by_side.items():
        if side != by or isinstance(fact.event, ARRIVALS):
            failed = tuple(id_ for id_ in ids if knowledge.failure(fact, id_))
            yield Telling(fact, side, by, tuple(ids), failed, knowledge.leads.of(fact))


def _recipients(event: Event) -> Iterable[str]:
    match event:
        case MessageSent(to=to, cc=cc):
            return (*to, *cc)
        case MessageRelayed(to=to) | StatementMade(to=to):
            return to
        case ProposalSent(to=to, via=via):
            return (*to, via) if via else to
        case (
            MessageReceived(by=person)
            | MessageOpened(by=person)
            | ProposalReceived(by=person)
            | ProposalOpened(by=person)
            | ClauseDisplayed(to=person)
        ):
            return (person,)
        case _:  # tells nobody anything, as far as the record says
            return ()


@dataclass(slots=True)
class ToldOf:
    """What a side was told of one wording: by records, and by topics that it was told about.

    `failed` are messages that arrived with nobody of that side: they told it nothing.
    """

    records: dict[str, Fact] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    failed: dict[str, Fact] = field(default_factory=dict)


def told_of(tellings: Iterable[Telling]) -> dict[Key, ToldOf]:
    """Per wording, what these come to.

    A topic stands for the records about it, since each may lead to every wording that names it.
    """
    records: dict[Target, dict[str, Fact]] = {}
    topics: dict[Target, int] = {}
    found: dict[Key, ToldOf] = {}
    for telling in tellings:
        for lead in telling.leads:
            if telling.arrived_nowhere:
                for written in lead.target.wordings[: lead.size]:
                    found.setdefault(written.key, ToldOf()).failed[telling.fact.id] = telling.fact
            elif lead.target.named.kind == "topic":
                topics[lead.target] = max(lead.size, topics.get(lead.target, 0))
            else:
                records.setdefault(lead.target, {})[telling.fact.id] = telling.fact
    for target, facts in records.items():
        for written in target.wordings:
            found.setdefault(written.key, ToldOf()).records.update(facts)
    for target, size in topics.items():
        for written in target.wordings[:size]:
            found.setdefault(written.key, ToldOf()).topics.append(target.named.id)
    return found
