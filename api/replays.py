"""The replays that were asked for last: dragging a slider asks for one again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from domain.record import Entry
from projections.deal import KnownDeal
from projections.timeline import Replay
from projections.turning import unturned

KEPT_VALUES = 400_000
"""In all replays that are kept, about 1 kB each; the one asked for last always is."""
_T = TypeVar("_T")


class _Key(NamedTuple):
    """What a replay stands on beside the moment, whatever other deals got.

    `last` is the last entry known; `asked` and `marked` are the last marks of privilege, those made
    by the asking and all.
    """

    deal: str
    role: str
    known_by: str
    source_time: str | None
    asked: int
    marked: int
    last: int


class Kept:
    """A replay, and what was made of it; good for as long as nothing begins or ends by itself."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self._first = _first(replay.deal)
        self._unturned: tuple[datetime, datetime] | None = None
        self._made: dict[object, Any] = {}

    def is_of(self, deal: KnownDeal) -> bool:
        """Whether nothing was erased, and nothing has begun or ended by itself in between.

        When something is erased, all entries are read anew: the first ones are others then.
        """
        if [id(each) for each in self._first] != [id(each) for each in _first(deal)]:
            return False
        moment = self.replay.deal.basis.effective_at
        if self._unturned is None:
            self._unturned = unturned(self.replay.deal, moment)
        since, until = self._unturned
        return since <= deal.basis.effective_at < until

    def made(self, name: object, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once under this name: of this deal and this replay alone."""
        if name not in self._made:
            self._made[name] = make()
        found: _T = self._made[name]
        return found


class Replays:
    """Replays by what they stand on. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[_Key, Kept] = OrderedDict()

    def forget(self) -> None:
        """Keep none: what is asked for next is made anew."""
        with self._lock:
            self._kept.clear()

    def of(self, deal: KnownDeal) -> Replay:
        """The replay of a deal on its basis."""
        return self.kept(deal).replay

    def kept(self, deal: KnownDeal) -> Kept:
        """The replay of a deal on its basis: the one that is kept, or a new one.

        Where only new records came, the new one goes on from that of before, which is dropped.
        """
        key = _key(deal)
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
        if found and found.is_of(deal):
            return found
        earlier = self._earlier(key)
        made = Kept(Replay(deal, earlier.replay if earlier and earlier.is_of(deal) else None))
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and self._size > KEPT_VALUES:
                self._kept.popitem(last=False)
        return made

    def _earlier(self, key: _Key) -> Kept | None:
        """The last one of the same deal for the same reader when less was recorded; let go."""
        with self._lock:
            alike = [each for each in self._kept if each[:-1] == key[:-1] and each.last < key.last]
            return self._kept.pop(max(alike)) if alike else None

    @property
    def _size(self) -> int:
        # Of every entry there is something too: its moment, its marks in the picture.
        every = (each.replay for each in self._kept.values())
        return sum(max(each.size, len(each.deal.entries)) for each in every)


def _first(deal: KnownDeal) -> list[Entry]:
    return [*deal.entries[:1], *deal.organisation_entries[:1]]


def _key(deal: KnownDeal) -> _Key:
    basis = deal.basis
    every = (*deal.entries, *deal.organisation_entries)
    last = max((e.position for e in every if e.position <= basis.known_at), default=0)
    marked = [mark.position for e in every for mark in e.marks]
    asked = max((each for each in marked if each <= basis.now_position), default=0)
    on = (basis.known_by, str(basis.source_time) if basis.source_time else None)
    return _Key(deal.id, basis.role, *on, asked, max(marked, default=0), last)
