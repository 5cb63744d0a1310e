"""The replays that were asked for last: dragging a slider asks for one again and again."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from domain.record import Entry
from projections.deal import KnownDeal
from projections.timeline import Replay
from projections.turning import turning_points

KEPT_ENTRIES = 20_000
"""Of all deals whose replays are kept; the last one asked for is kept however long it is."""
_Key = tuple[str, str, int, str, str | None, int, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A replay, the moment that it was made for, and those at which it could be another.

    `read` are the first entries of the deal and of the organisation that it was made of: when
    something was erased, all of them are read anew.
    """

    replay: Replay
    at: datetime
    turns: list[datetime]
    entries: int
    read: list[Entry]

    def is_of(self, deal: KnownDeal, moment: datetime) -> bool:
        """Whether nothing was erased, and nothing has begun or ended by itself in between."""
        if [id(each) for each in self.read] != [id(each) for each in _first(deal)]:
            return False
        return bisect_right(self.turns, moment) == bisect_right(self.turns, self.at)


class Replays:
    """Replays by what they stand on. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()

    def of(self, deal: KnownDeal) -> Replay:
        """The replay of a deal on its basis: the one that is kept, or a new one."""
        key, moment = _key(deal), deal.basis.effective_at
        with self._lock:
            found = self._kept.get(key)
            if found and found.is_of(deal, moment):
                self._kept.move_to_end(key)
                return found.replay
        replay = Replay(deal)
        turns = sorted(turning_points(deal))
        made = _Kept(replay, moment, turns, len(deal.entries), _first(deal))
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and self._size > KEPT_ENTRIES:
                self._kept.popitem(last=False)
        return replay

    @property
    def _size(self) -> int:
        return sum(each.entries for each in self._kept.values())


def _first(deal: KnownDeal) -> list[Entry]:
    return [*deal.entries[:1], *deal.organisation_entries[:1]]


def _key(deal: KnownDeal) -> _Key:
    """What a replay stands on beside the moment, whatever other deals got.

    The last entry known; and the last marks of privilege, those made by the asking and all.
    """
    basis = deal.basis
    every = (*deal.entries, *deal.organisation_entries)
    last = max((e.position for e in every if e.position <= basis.known_at), default=0)
    marked = [mark.position for e in every for mark in e.marks]
    asked = max((each for each in marked if each <= basis.now_position), default=0)
    on = (basis.known_by, str(basis.source_time), asked, max(marked, default=0))
    return deal.id, basis.role, last, *on
