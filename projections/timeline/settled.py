"""Whether a new record changes what earlier ones prove of anybody's knowledge.

Mostly it does not: what a record is about was on record before it, and stays what it is. It does
where a ref was recorded before what it names, where a change of a clause arrives late that a ref to
it may have meant, where a wording that names a topic arrives late, and where an id turns out to be
another person, or none. Saying so too often costs time; too seldom, the truth: a property test
holds every step against the fold of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised, TermStated
from domain.events.deal import ParticipantAssigned
from domain.events.sign_off import SignOffRequested
from domain.naming import thing_of
from projections.facts import Fact
from projections.knowledge.ladder import steps
from projections.people import parties_named

Name = tuple[str, ...]
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Settled:
    """What the facts so far name, and until when; `identified` are the ids of joined humans.

    `moves` is asked of the next fact, then `add` is told it.
    """

    moment: datetime
    identified: frozenset[str]
    _looked: dict[Name, datetime] = field(default_factory=dict)
    _defined: set[Name] = field(default_factory=set)
    _persons: set[str] = field(default_factory=set)
    _parties: set[str] = field(default_factory=set)

    def moves(self, fact: Fact) -> bool:
        """Whether anything that was recorded before it is read otherwise once it is known."""
        if self._moves_people(fact):
            return True
        if not fact.interval.begun_by(self.moment):
            return False
        return self._moves_wordings(fact) or any(self._moves_name(n, fact) for n in _defines(fact))

    @property
    def topics(self) -> bool:
        """Whether anything so far is about a topic."""
        return ("topic",) in self._looked

    def add(self, fact: Fact) -> None:
        """The next fact."""
        self._parties |= parties_named([fact])
        interval, looked = fact.interval, self._looked
        if not interval.begun_by(self.moment):
            return
        for id_, _ in steps(fact):
            self._persons.add(id_)
        for name in _looks_up(fact):
            if interval.end > looked.get(name, NEVER):
                looked[name] = interval.end
        self._defined.update(_defines(fact))

    def _moves_people(self, fact: Fact) -> bool:
        new = parties_named([fact]) - self._parties
        if new & (self._persons | self.identified):
            return True
        if isinstance(fact.event, ParticipantAssigned):
            person = fact.event.person
            return person in self.identified or person in self._parties
        return False

    def _moves_name(self, name: Name, fact: Fact) -> bool:
        """What was on record when a ref was recorded stays what it means; a request narrows both

        what was signed and what was declined under its id, whenever it arrives.
        """
        if name not in self._looked:
            return False
        return name not in self._defined or type(fact.event) is SignOffRequested

    def _moves_wordings(self, fact: Fact) -> bool:
        """A change of a clause that did not certainly happen after every record that names it.

        A ref that a wording was found for keeps it, and it is inferred or unsure from here on; one
        that led nowhere may lead to a wording now.
        """
        event, begin = fact.event, fact.interval.begin
        topics = self._looked.get(("topic",), NEVER)
        if isinstance(event, TermStated):
            return topics != NEVER
        if not isinstance(event, ClauseAdded | ClauseRevised | ClauseRemoved):
            return False
        if begin <= topics and not isinstance(event, ClauseRemoved):
            return True
        named = self._looked.get(("clause", event.clause), NEVER)
        return begin <= max(named, self._looked.get(("document",), NEVER))


def _looks_up(fact: Fact) -> Iterator[Name]:
    """What a fact names and may mean something else later; topics are all under one name."""
    for pointer in fact.about:
        match pointer.kind:
            case "clause" if pointer.version is not None:
                pass  # no record can name a wording that is not there yet
            case "clause":
                yield "clause", pointer.id
            case "topic":
                yield ("topic",)
            case "document":
                yield ("document",)
                yield "document", pointer.id
            case kind:
                yield kind, pointer.id
        if pointer.asked_in is not None:
            yield "sign_off", pointer.asked_in


def _defines(fact: Fact) -> Iterable[Name]:
    """The names under which a ref may mean this fact."""
    thing = thing_of(fact.event)
    return (("record", fact.id), thing) if thing else (("record", fact.id),)
