"""Who is asked about: to whom something was said, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.occurrence import Interval
from projections.answers.asked import Question
from projections.clocks.parties import Parties
from projections.deal import KnownDeal

To = Literal["asked", "partner", "client", "us", "unknown"]
By = Literal["asked", "partner", "client", "other"]


@dataclass(frozen=True)
class Audience:
    """Places persons and parties: as those asked about, the client, ourselves, or others.

    Nobody named as told: the client. Nobody named as saying it: our own people; whose party is not
    on record counts as ours.
    """

    deal: KnownDeal
    question: Question

    @cached_property
    def _parties(self) -> Parties:
        return Parties(self.deal)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The ids of those who are asked about as told."""
        return self.question.told_to or tuple(sorted(self._parties.clients))

    @property
    def name(self) -> str:
        """Those who are asked about as told, by name."""
        return " and ".join(map(self.deal.person, self.told)) or "the client"

    @property
    def any_name(self) -> str:
        """The same, of whom none was told."""
        return " or ".join(map(self.deal.person, self.told)) or "the client"

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """The humans among them, or of the parties among them."""
        own = [each for each in self.told if each not in self.deal.parties]
        for person, assigned in self.deal.participants.items():
            if assigned.party in self.told:
                own.append(person)
        return tuple(dict.fromkeys(own))

    @property
    def of_client(self) -> bool:
        """Whether all of those who are asked about are the client or its people."""
        clients = self._parties.clients
        own = {p for p, each in self.deal.participants.items() if each.party in clients}
        return all(each in clients or each in own for each in self.told)

    def to(self, ids: Iterable[str], when: Interval) -> To:
        """The best place of several who were told something."""
        found = {self._to(each, when) for each in ids}
        order: tuple[To, ...] = ("asked", "client", "partner", "us")
        return next((place for place in order if place in found), "unknown")

    def asked_among(self, ids: Iterable[str], when: Interval) -> list[str]:
        """Those of several who are asked about."""
        return [each for each in ids if self._to(each, when) == "asked"]

    def _to(self, id_: str, when: Interval) -> To:
        if self._is_among(id_, self._told, when):
            return "asked"
        parties = self._of(id_, when)
        if parties & self._parties.clients:
            return "client"
        if parties & self._parties.sellers:
            return "us"
        return "partner" if parties else "unknown"

    def by(self, id_: str, when: Interval) -> By:
        """Whether somebody is one of those who are asked about as having said it."""
        parties = self._of(id_, when)
        if self.question.by:
            if self._is_among(id_, self._saying, when):
                return "asked"
        elif not parties or parties & self._parties.sellers:
            return "asked"
        if parties & self._parties.clients:
            return "client"
        return "other" if parties & self._parties.sellers or not parties else "partner"

    def _of(self, id_: str, when: Interval) -> set[str]:
        own = {id_} if id_ in self.deal.parties else set()
        return own | self._parties.of(id_, when)

    @cached_property
    def _told(self) -> tuple[frozenset[str], frozenset[str]]:
        return self._ids_of(self.told)

    @cached_property
    def _saying(self) -> tuple[frozenset[str], frozenset[str]]:
        return self._ids_of(self.question.by)

    def _ids_of(self, those: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The humans and the parties among ids."""
        ids = list(those)
        return frozenset(map(self._parties.human, ids)), frozenset(ids)

    def _is_among(
        self, id_: str, those: tuple[frozenset[str], frozenset[str]], when: Interval
    ) -> bool:
        humans, parties = those
        return self._parties.human(id_) in humans or bool(self._parties.of(id_, when) & parties)
