"""What records about signing have named so far, and which new one makes them read otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from projections.facts import Fact


class Told:
    """The sign-offs and proposals that records about signing have named so far."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.proposals: set[str] = set()
        self.answered: set[str] = set()
        self._requested: set[str] = set()
        self._withdrawn: set[str] = set()
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        """The next fact."""
        match fact.event:
            case SignOffRequested() as event:
                self._requested.add(event.sign_off)
                self.proposals.add(event.proposal)
            case SignOffGranted() | SignOffDeclined() as event:
                self.answered.add(event.sign_off)
                self.proposals.add(event.proposal)
            case SignOffWithdrawn(sign_off=sign_off):
                self.answered.add(sign_off)
                self._withdrawn.add(sign_off)
            case _:  # not about signing
                pass

    def moved_by(self, fact: Fact) -> bool:
        """Whether what was said of a sign-off is read otherwise once this fact is known."""
        match fact.event:
            case SignOffRequested(sign_off=sign_off):
                return sign_off in self.answered or sign_off in self._requested
            case SignOffGranted(sign_off=sign_off):
                return sign_off in self._withdrawn
            case _:
                return False
