"""Who calls, and what they may: by the token that came with the request, never by its body."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from api.refusals import NotAuthenticated
from domain.record import Credential
from ledger.tokens import Token
from projections.basis import DealNotOnRecord
from projections.facts import Role

REMEMBERED = 1_000
REMEMBERED_FOR = 10.0
"""Seconds. A revocation is told to every process at once; this is for when the telling is lost."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A token, as what it allows."""

    token: Token

    @property
    def role(self) -> Role:
        """As what it reads: the one of its roles that sees most."""
        roles = self.token.roles
        return "admin" if "admin" in roles else "legal" if "legal" in roles else "reader"

    @property
    def credential(self) -> Credential:
        """As whom it records (VOCABULARY 7): what an admin sends is an import."""
        name = f"token:{self.token.id}"
        if "admin" in self.token.roles:
            return Credential(name, "admin_import", self.token.person)
        return Credential(name, "token", self.token.person)

    @property
    def by_hand(self) -> Credential:
        """As whom it records what somebody fills in: never an import, an admin's neither."""
        return Credential(f"token:{self.token.id}", "token", self.token.person)

    def holds(self, *roles: str) -> bool:
        """Whether it has one of these roles; an admin has all."""
        return "admin" in self.token.roles or any(role in self.token.roles for role in roles)

    def sees(self, deal: str) -> bool:
        """Whether the deal exists for it."""
        return self.token.deals is None or deal in self.token.deals

    def refuse_unseen(self, deal: str) -> None:
        """Raise DealNotOnRecord for a deal that it is not to know of."""
        if not self.sees(deal):
            raise DealNotOnRecord(deal)


class Doorkeeper:
    """Knows tokens by a text, as `of` does. Those asked for last are remembered for a moment."""

    def __init__(self, of: Callable[[str], Token | None], now: Callable[[], datetime]) -> None:
        self._of = of
        self._now = now
        self._lock = Lock()
        self._known: OrderedDict[str, tuple[Token, float]] = OrderedDict()
        self._forgotten = 0

    def remembered(self, text: str) -> Caller | None:
        """Who calls, as far as it is remembered; asks nobody, waits for nobody."""
        with self._lock:
            found = self._known.get(text)
        if found is None or found[1] < time.monotonic():
            return None
        return Caller(found[0]) if found[0].counts(self._now()) else None

    def met(self, text: str) -> bool:
        """Whether it counted when it was looked up last."""
        with self._lock:
            return text in self._known

    def caller(self, text: str) -> Caller:
        """Who calls, looked up. Raises NotAuthenticated, UnavailableError."""
        forgotten = self._forgotten
        token = self._of(text)
        if token is None or not token.counts(self._now()):
            raise NotAuthenticated
        with self._lock:
            # What was revoked while it was looked up is not remembered.
            if forgotten == self._forgotten:
                self._known[text] = (token, time.monotonic() + REMEMBERED_FOR)
                while len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
        return Caller(token)

    def forget(self, token: str) -> None:
        """A token was revoked; the empty id stands for any of them."""
        with self._lock:
            self._forgotten += 1
            for text, (known, _) in list(self._known.items()):
                if token in {"", known.id}:
                    del self._known[text]
