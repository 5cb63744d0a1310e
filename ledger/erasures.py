"""How many erasures a process has seen: what it remembers from before the last is dropped."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock


class Erasures:
    """The number of erasures, told with whatever is read. Threads may share it.

    `look` asks the database. `forget` is called for each that is new, before what was read with it
    is used.
    """

    def __init__(self, look: Callable[[], int]) -> None:
        self._look = look
        self._lock = Lock()
        self.count = 0
        self.forget: Callable[[], None] = lambda: None

    def told(self, count: int) -> None:
        """The database was seen after so many; what was seen before others is old, and no news."""
        if count > self.count:
            self._set(count)

    def look_again(self) -> None:
        """Ask the database, and believe it: it may be another one than it was."""
        self._set(self._look())

    def _set(self, count: int) -> None:
        with self._lock:
            if count != self.count:
                self.count = count
                self.forget()
