"""Entries that were read before, kept in memory: they never change, so only newer ones are read.

What they are marked as may change: by entries of the same stream alone, which are read with them.

The last one kept is always read again. When it is not the same any more, the database is another
one than it was (restored, or failed over with losses), and everything is read anew. So it is when
something was erased, which is told with what is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from domain.marking import CHANGE_MARKS, marks_of, with_marks
from domain.record import Entry

MOST_ENTRIES = 100_000
"""About 5 kB each: half a gigabyte, when so many are in use."""

ReadFrom = Callable[[int], Sequence[Entry]]
"""Gives the entries of a stream from a version on."""


class KeptEntries:
    """The entries of the streams read last, `most` in all. Threads may share it."""

    def __init__(self, most: int = MOST_ENTRIES) -> None:
        self._most = most
        self._streams: OrderedDict[str, Sequence[Entry]] = OrderedDict()
        self._size = 0
        self._forgotten = 0
        self._lock = Lock()

    def forget(self) -> None:
        """Something was erased: everything is read anew."""
        with self._lock:
            self._forgotten += 1
            self._streams.clear()
            self._size = 0

    def entries(self, stream: str, up_to: int | None, read_from: ReadFrom) -> Sequence[Entry]:
        """The entries of a stream by version, up to and with a position; none may be changed."""
        with self._lock:
            known, forgotten = self._streams.get(stream, ()), self._forgotten
        read = read_from(known[-1].version if known else 1)
        same = read and known and read[0].leaf == known[-1].leaf
        if known and not (same and forgotten == self._forgotten):
            forgotten = self._forgotten
            known, read = (), read_from(1)
        new = read[1 if known else 0 :]
        found: Sequence[Entry] = [*known, *new]
        if any(isinstance(each.event, CHANGE_MARKS) for each in new):
            found = with_marks(found, marks_of(found))
        self._keep(stream, found, forgotten)
        if up_to is None or not found or found[-1].position <= up_to:
            return found
        return found[: bisect_right(found, up_to, key=lambda entry: entry.position)]

    def _keep(self, stream: str, found: Sequence[Entry], forgotten: int) -> None:
        with self._lock:
            if forgotten != self._forgotten:
                # Read before the erasure: it may be answered from, once, and not kept.
                return
            self._size += len(found) - len(self._streams.pop(stream, ()))
            self._streams[stream] = found
            while self._size > self._most:
                _, dropped = self._streams.popitem(last=False)
                self._size -= len(dropped)
