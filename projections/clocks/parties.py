"""Who is of which party: with whom a proposal must arrive to have arrived where it was sent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

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

    @cached_property
    def _of(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for person, assigned in self._deal.participants.items():
            found.setdefault(self.human(person), set()).add(assigned.party)
        return found

    def of(self, person: str) -> set[str]:
        """The parties that a human was assigned for."""
        return self._of.get(self.human(person), set())

    @cached_property
    def clients(self) -> set[str]:
        """The client, by the opening of the deal and by the roles of its parties."""
        opened = {self._deal.opened.client} if self._deal.opened else set()
        return opened | {p for p, joined in self._deal.parties.items() if joined.role == "client"}

    @cached_property
    def sellers(self) -> set[str]:
        """The house itself."""
        return {p for p, joined in self._deal.parties.items() if joined.role == "seller"}

    def addressees(self, to: Iterable[str]) -> Addressees:
        """Whom something is for that was sent to these persons or parties."""
        return Addressees(self, frozenset(to))


class Addressees:
    """Those that a proposal was sent to, their parties, and the client, to whom it is made."""

    def __init__(self, parties: Parties, to: frozenset[str]) -> None:
        self._all = parties
        self._persons = {parties.human(each) for each in to}
        self._parties = {party for each in to for party in parties.of(each)}
        self._parties |= to | parties.clients

    def include(self, person: str) -> Belongs:
        """Whether a person is one of them; unknown when no party of the person is on record."""
        if self._all.human(person) in self._persons:
            return "yes"
        own = self._all.of(person)
        if not own:
            return "unknown"
        return "yes" if own & self._parties else "no"
