"""What deciding needs of each stream, kept in memory between records."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from domain import deal, organisation
from domain.deal import Deal
from domain.events import Event
from domain.marking import as_private_as
from domain.organisation import Organisation
from domain.record import ORGANISATION, Entry, Record, Target

MOST_STREAMS = 256
State = Deal | Organisation


@dataclass(slots=True)
class _Kept:
    """A state, the decided records that are not in it yet, and whether unproven ones are."""

    state: State
    waiting: list[tuple[Record, int]] = field(default_factory=list)
    unproven: bool = False
    spoiled: bool = False


FoldSince = Callable[[str, State], State]
"""Folds what the ledger holds of a stream after the state's version into the state."""


class States:
    """The states of the streams used last. Owned by whoever writes; not for several threads.

    Decided records wait outside the state until the ledger took them, so that a conflict costs
    only reading what is new. Only a second record of one stream in one batch is decided on a state
    with unproven ones in it; such a state is read anew when the ledger did not take them.
    """

    def __init__(self, fold_since: FoldSince) -> None:
        self._fold_since = fold_since
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def decide(self, record: Record, target: Target | None) -> tuple[Record, int]:
        """The decided record, and the version that it should get. Raises a Refusal."""
        kept = self._of(record.stream)
        if kept.waiting:
            for waiting, version in kept.waiting:
                _evolve(kept.state, waiting, version)
            kept.waiting.clear()
            kept.unproven = True
        [event] = _decide(kept.state, record, target)
        marked = kept.state.marked.get(target.record.id) if target else None
        decided = replace(as_private_as(record, target, marked), event=event)
        version = kept.state.version + 1
        kept.waiting.append((decided, version))
        return decided, version

    def took(self, streams: Iterable[str]) -> None:
        """The ledger took everything decided on these streams."""
        for stream in streams:
            kept = self._kept.get(stream)
            if kept and kept.spoiled:
                del self._kept[stream]
            elif kept:
                for record, version in kept.waiting:
                    _evolve(kept.state, record, version)
                kept.waiting.clear()
                kept.unproven = False

    def refresh(self, stream: str) -> None:
        """Drop what the ledger did not take, and read what others added."""
        kept = self._kept.get(stream)
        if kept is None or kept.unproven or kept.spoiled:
            self._kept.pop(stream, None)
            return
        kept.waiting.clear()
        kept.state = self._fold_since(stream, kept.state)

    def spoil(self, streams: Iterable[str]) -> None:
        """Some of what was decided on these streams will not be sent: read them anew."""
        for stream in streams:
            if (kept := self._kept.get(stream)) and (kept.waiting or kept.unproven):
                kept.spoiled = True

    def forget(self) -> None:
        """Read everything anew when it is asked for next."""
        self._kept.clear()

    def _of(self, stream: str) -> _Kept:
        # After a refusal everything that was underway is sent before anything is decided again.
        if (kept := self._kept.get(stream)) and kept.spoiled:
            del self._kept[stream]
        if stream not in self._kept:
            empty: State = Organisation() if stream == ORGANISATION else Deal()
            self._kept[stream] = _Kept(self._fold_since(stream, empty))
            self._drop_oldest()
        self._kept.move_to_end(stream)
        return self._kept[stream]

    def _drop_oldest(self) -> None:
        # A stream with decided records is still in use: the batch that it belongs to is underway.
        for stream in list(self._kept)[: max(0, len(self._kept) - MOST_STREAMS)]:
            kept = self._kept[stream]
            if kept.spoiled or not (kept.waiting or kept.unproven):
                del self._kept[stream]


def fold(state: State | None, entries: Iterable[Entry]) -> State | None:
    """The state after these entries of its stream."""
    for entry in entries:
        if state is None:
            state = Organisation() if entry.record.stream == ORGANISATION else Deal()
        _evolve(state, entry.record, entry.version)
    return state


def _decide(state: State, record: Record, target: Target | None) -> list[Event]:
    if isinstance(state, Organisation):
        return organisation.decide(state, record, target)
    return deal.decide(state, record, target)


def _evolve(state: State, record: Record, version: int) -> None:
    if isinstance(state, Organisation):
        organisation.evolve(state, record, version)
    else:
        deal.evolve(state, record, version)
