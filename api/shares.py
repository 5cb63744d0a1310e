"""What tokens share: each may hold a part of everything, so that none shuts out the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from api.auth import Caller, Doorkeeper
from api.refusals import Busy, TokenBusy
from api.settings import Settings
from api.turns import Turns
from domain.refusals import Refusal

Found = TypeVar("Found")
CONTENTS_AT_ONCE = 2
"""Contents of documents that one token sends at the same time: each is in memory as a whole."""
LOOKED_UP_AT_ONCE = 2
"""Tokens; by threads and connections of their own."""
_STRANGERS = ""


class Share:
    """How many of something each token holds; at most `most`. For one thread."""

    def __init__(self, most: int, refusal: Callable[[], Refusal] = TokenBusy) -> None:
        self._most = most
        self._refusal = refusal
        self._held: Counter[str] = Counter()

    def one_more(self, whose: str) -> _Held:
        """Hold one more for a while. Raises the refusal when it is one too many."""
        return _Held(self, whose)

    def take(self, whose: str) -> None:
        """Hold one more. Raises the refusal when it is one too many."""
        if self._held[whose] >= self._most:
            raise self._refusal()
        self._held[whose] += 1

    def give_back(self, whose: str) -> None:
        """Hold one less."""
        self._held[whose] -= 1
        if not self._held[whose]:
            del self._held[whose]


@dataclass(slots=True)
class _Held:
    """One that is held. A class, since every request passes here and a generator costs more."""

    share: Share
    whose: str

    def __enter__(self) -> None:
        self.share.take(self.whose)

    def __exit__(self, *_: object) -> None:
        self.share.give_back(self.whose)


@dataclass(frozen=True, slots=True)
class Shares:
    """What is shared by those who call one service."""

    turns: Turns
    requests: Share
    streams: Share
    contents: Share
    _lookups: Turns
    _strangers: Share

    async def caller(self, door: Doorkeeper, text: str) -> Caller:
        """Who calls with this token. Raises NotAuthenticated, UnavailableError, Busy.

        Tokens that were never seen wait for each other, and for no token that counted before.
        """
        if (found := door.remembered(text)) is not None:
            return found
        look = partial(_looked_up, door, text)
        if door.met(text):
            return await self._lookups.run(text, look)
        return await self.looked_up(look)

    async def looked_up(self, look: Callable[[], Found]) -> Found:
        """What somebody comes by who was never seen: they wait for each other, and nobody for them.

        Raises UnavailableError, Busy.
        """
        with self._strangers.one_more(_STRANGERS):
            return await self._lookups.run(_STRANGERS, look)


def _looked_up(door: Doorkeeper, text: str) -> Caller:
    # Somebody may have looked it up while this waited.
    return door.remembered(text) or door.caller(text)


def shares(settings: Settings) -> Shares:
    """As the settings say."""
    part, patience, most = settings.token_share, settings.thread_timeout, settings.most_waiting

    def of(whole: int) -> int:
        return max(1, int(whole * part))

    return Shares(
        turns=Turns(settings.threads, of(settings.threads), most, patience),
        requests=Share(of(most)),
        streams=Share(of(settings.most_streams)),
        contents=Share(CONTENTS_AT_ONCE),
        _lookups=Turns(LOOKED_UP_AT_ONCE, LOOKED_UP_AT_ONCE // 2, 2 * most, patience),
        _strangers=Share(most, Busy),
    )
