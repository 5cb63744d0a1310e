"""Who is of which party: with whom a proposal must arrive to have arrived where it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

from domain.occurrence import Interval
from projections.deal import KnownDeal
from projections.people import people_of

Belongs = Literal["yes", "no", "unknown"]


class Parties:
    """The humans of a deal and their parties. Two ids that were identified are one human."""

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal
        self._people = people_of(deal)

    def human(self, person: str) -> str:
        """One id for all the ids of a human."""
        return self._people.canonical(person)

    def of(self, person: str, when: Interval) -> set[str]:
        """The parties for which a human took part then, under any of the ids."""
        own = (self._deal.assignments.at(id_, when.end) for id_ in self._people.aliases(person))
        return {assigned.party for assigned in own if assigned}

    @cached_property
    def clients(self) -> set[str]:
        """The client, by the opening of the deal and by the roles of its parties."""
        opened = {self._deal.opened.client} if self._deal.opened else set()
        return opened | {p for p, joined in self._deal.parties.items() if joined.role == "client"}

    @cached_property
    def sellers(self) -> set[str]:
        """The house itself."""
        return {p for p, joined in self._deal.parties.items() if joined.role == "seller"}

    def addressees(self, to: Iterable[tuple[str, Interval]]) -> Addressees:
        """Whom something is for that was sent to these persons or parties, each at its time."""
        return Addressees(self, list(to))


class Addressees:
    """Those that a proposal was sent to, their parties, and the client, to whom it is made."""

    def __init__(self, parties: Parties, to: Sequence[tuple[str, Interval]]) -> None:
        self._all = parties
        self._persons = {parties.human(each) for each, _ in to}
        self._parties = {party for each, sent in to for party in parties.of(each, sent)}
        self._parties |= {each for each, _ in to} | parties.clients

    def include(self, person: str, when: Interval) -> Belongs:
        """Whether a person was one of them then; unknown when no party of theirs is on record."""
        if self._all.human(person) in self._persons:
            return "yes"
        own = self._all.of(person, when)
        if not own:
            return "unknown"
        return "yes" if own & self._parties else "no"
