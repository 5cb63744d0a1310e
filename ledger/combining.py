"""Many threads, one writer at a time: whoever gets to write takes along all who wait.

One commit then serves them all, and what they write is made in one order, so that writers of one
deal in one process never conflict with each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, Protocol, TypeVar

MOST_AT_ONCE = 500


class Written(Protocol):
    """Something to write, that is told what became of it."""

    @property
    def settled(self) -> bool:
        """Whether it is known what became of it."""
        ...

    @property
    def size(self) -> int:
        """How many records it has."""
        ...

    def fail(self, fault: Exception) -> None:
        """It is not known what became of it, or nothing did."""
        ...


W = TypeVar("W", bound=Written)


class _Group(Generic[W]):
    """What one thread submitted. Its gate opens when all is settled, or when it is to lead."""

    def __init__(self, members: Sequence[W]) -> None:
        self.members = members
        self.size = sum(each.size for each in members)
        self.settled = False
        self.leads = False
        self.gate = Lock()
        self.gate.acquire()


class Combining(Generic[W]):
    """Hands what is submitted to `write`, in batches of at most `MOST_AT_ONCE` records.

    One thread leads at a time: it writes what waits, its own first, opens the gates of those whose
    members are settled, and leaves the lead to the first that came meanwhile.
    """

    def __init__(self, write: Callable[[list[W]], None]) -> None:
        self._write = write
        self._waiting: deque[_Group[W]] = deque()
        self._led = False
        # Held for moments only; it guards the two above.
        self._order = Lock()

    def submit(self, one: W) -> None:
        """Return when it is settled; by this thread's own work or by another's."""
        self._submit(_Group([one]))

    def submit_all(self, many: Sequence[W]) -> None:
        """Return when all are settled. They are written in their order."""
        for begin in range(0, len(many), MOST_AT_ONCE):
            self._submit(_Group(many[begin : begin + MOST_AT_ONCE]))

    def _submit(self, group: _Group[W]) -> None:
        with self._order:
            self._waiting.append(group)
            if not self._led:
                self._led = group.leads = True
        if not group.leads:
            self._wait(group)
        if not group.settled:
            self._lead()

    def _wait(self, group: _Group[W]) -> None:
        try:
            group.gate.acquire()
        except BaseException:
            # Interrupted: whoever waits behind must not wait for a leader that is gone.
            with self._order:
                if group in self._waiting:
                    self._waiting.remove(group)
                    if group.leads:
                        self._pass_on()
            raise

    def _lead(self) -> None:
        groups = self._taken()
        batch = [one for group in groups for one in group.members]
        try:
            self._write(batch)
        except BaseException as fault:
            # Nobody may wait for ever: those not settled get the fault, and may send again.
            for one in batch:
                if not one.settled:
                    one.fail(fault if isinstance(fault, Exception) else Interrupted())
            if not isinstance(fault, Exception):
                raise
        finally:
            for group in groups:
                group.settled = True
                group.gate.release()
            with self._order:
                self._pass_on()

    def _taken(self) -> list[_Group[W]]:
        """The leader's own group, which is the first, and what else fits into a batch."""
        with self._order:
            groups = [self._waiting.popleft()]
            size = groups[0].size
            while self._waiting and size + self._waiting[0].size <= MOST_AT_ONCE:
                groups.append(self._waiting.popleft())
                size += groups[-1].size
            return groups

    def _pass_on(self) -> None:
        self._led = bool(self._waiting)
        if self._waiting:
            self._waiting[0].leads = True
            self._waiting[0].gate.release()


class Interrupted(Exception):
    """Writing was interrupted before it was known what became of the record: send it again."""
