"""Whoever has a link: one person's questions to one proposal are all that it opens."""

from __future__ import annotations

from dataclasses import dataclass

from api.auth import Caller
from domain.record import Credential
from ledger.read_back_links import RECORDED_BY


@dataclass(frozen=True, slots=True)
class Holder(Caller):
    """A caller by a link. Who it is, nothing shows: it proves that they had the link."""

    @property
    def credential(self) -> Credential:
        """The link, bound to nobody: so no answer by it is said to be by the person themselves."""
        return Credential(f"{RECORDED_BY}{self.token.id}", "token")

    @property
    def by_hand(self) -> Credential:
        """The same."""
        return self.credential
