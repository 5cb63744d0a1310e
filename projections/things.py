"""Which record a ref means: the one that tells of the thing it names (VOCABULARY 2, "ref").

Of some an id may stand for several records (a document that was filed again, a sign-off that was
asked for and then given): which one is meant depends on the moment. It is one that was on record
when the ref was recorded, or else the first that came: what arrives later moves no ref.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from domain.events.sign_off import SignOffDeclined, SignOffGranted
from domain.events.told import DocumentFiled
from domain.naming import Thing, thing_of
from projections.facts import Fact
from projections.succession import Recorded, Succession

FARTHEST = 10
"""Through how many records a ref is followed. Refs may run in circles; this ends them."""

SUCCESSIVE = frozenset({SignOffGranted, DocumentFiled})
"""Of these an id may stand for several."""


class Things:
    """The records of a deal by what they tell of."""

    def __init__(self, happened: Sequence[Fact]) -> None:
        self._happened = happened
        self._named: dict[Thing, Fact] = {}
        self._declined: dict[Thing, Fact] = {}
        self._later: dict[Thing, list[Fact]] = {}
        for fact in happened:
            if thing := thing_of(fact.event):
                self._add(thing, fact)

    def _add(self, thing: Thing, fact: Fact) -> None:
        kind = type(fact.event)
        if kind in SUCCESSIVE:
            self._later.setdefault(thing, []).append(fact)
        elif kind is SignOffDeclined:
            self._declined.setdefault(thing, fact)
        else:
            self._named[thing] = fact

    @cached_property
    def records(self) -> Mapping[str, Fact]:
        """The records by their ids."""
        return {fact.id: fact for fact in self._happened}

    @cached_property
    def _successions(self) -> dict[Thing, Recorded[Fact]]:
        return {thing: Recorded(Succession(facts)) for thing, facts in self._later.items()}

    def __contains__(self, thing: Thing) -> bool:
        if thing[0] == "record":
            return thing[1] in self.records
        return any(thing in each for each in (self._named, self._declined, self._later))

    def named(self, thing: Thing) -> Fact | None:
        """The one record that gives it its id: of a sign-off its request."""
        return self._named.get(thing)

    def meant(self, thing: Thing, by: Fact) -> Fact | None:
        """The record that another one means: of a sign-off the grant then, else the request."""
        if thing[0] == "record":
            return self.records.get(thing[1])
        one = self._named.get(thing) or self._declined.get(thing)
        if thing not in self._later and thing not in self._declined:
            return one
        return self._known(thing, by) or self._first(thing)

    def _known(self, thing: Thing, by: Fact) -> Fact | None:
        """The one that is meant of those that were on record when it was named."""
        then = self._successions.get(thing)
        if then and (found := then.at(by.interval.end, by.place)):
            return found
        for each in (self._named.get(thing), self._declined.get(thing)):
            if each is not None and each.place < by.place:
                return each
        known = [each for each in self._later.get(thing, ()) if each.place < by.place]
        return min(known, key=lambda each: (each.interval.begin, each.place), default=None)

    def _first(self, thing: Thing) -> Fact:
        """The one that was recorded first."""
        every = [self._named.get(thing), self._declined.get(thing)]
        every += self._later.get(thing, [])[:1]
        return min((each for each in every if each), key=lambda each: each.place)
