"""Which record a ref means: the one that tells of the thing it names (VOCABULARY 2, "ref").

Of some an id may stand for several records (a document that was filed again, a sign-off that was
asked for and then given): which one is meant depends on the moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from domain.events.sign_off import SignOffDeclined, SignOffGranted
from domain.events.told import DocumentFiled
from domain.naming import Thing, thing_of
from projections.facts import Fact
from projections.succession import Succession

FARTHEST = 10
"""Through how many records a ref is followed. Refs may run in circles; this ends them."""

SUCCESSIVE = frozenset({SignOffGranted, DocumentFiled})
"""Of these an id may stand for several."""


class Things:
    """The records of a deal by what they tell of."""

    def __init__(self, happened: Sequence[Fact]) -> None:
        self._happened = happened
        self._named: dict[Thing, Fact] = {}
        self._later: dict[Thing, list[Fact]] = {}
        for fact in happened:
            if thing := thing_of(fact.event):
                self._add(thing, fact)

    def _add(self, thing: Thing, fact: Fact) -> None:
        kind = type(fact.event)
        if kind in SUCCESSIVE:
            self._later.setdefault(thing, []).append(fact)
        elif kind is SignOffDeclined:
            self._named.setdefault(thing, fact)
        else:
            self._named[thing] = fact

    @cached_property
    def records(self) -> Mapping[str, Fact]:
        """The records by their ids."""
        return {fact.id: fact for fact in self._happened}

    @cached_property
    def _successions(self) -> dict[Thing, Succession[Fact]]:
        return {thing: Succession(facts) for thing, facts in self._later.items()}

    def __contains__(self, thing: Thing) -> bool:
        if thing[0] == "record":
            return thing[1] in self.records
        return thing in self._named or thing in self._later

    def named(self, thing: Thing) -> Fact | None:
        """The one record that tells of it: of a sign-off its request, else that it was declined."""
        return self._named.get(thing)

    def meant(self, thing: Thing, moment: datetime) -> Fact | None:
        """The record that is meant at a moment: of a sign-off the grant then, else the request."""
        if thing[0] == "record":
            return self.records.get(thing[1])
        then = self._successions.get(thing) if thing in self._later else None
        found = then.at(moment) if then else None
        return found or self._named.get(thing) or (then.ordered[0] if then else None)
