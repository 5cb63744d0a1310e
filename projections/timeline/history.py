"""What held from which position on: every value of a state, with where it changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from threading import RLock
from typing import Any, NamedTuple, Protocol

Key = tuple[str, ...]
"""A part of the state and which one of it: `("clocks", "P7")`, `("text", "4.2")`."""
Values = Mapping[Key, Any]
"""Values as they stand now, by key; None: it is there no longer."""


class Change(NamedTuple):
    """One value of the state changed; None where it was not there, or is there no longer."""

    key: Key
    before: Any
    after: Any


class Beginning(Protocol):
    """The values that a part begins with. `size` is how many values it takes the room of."""

    @property
    def size(self) -> int:
        """It."""
        ...

    @property
    def every(self) -> Values:
        """All of them."""
        ...

    def under(self, above: Key) -> Values:
        """Those directly under a key."""
        ...


class History:
    """The values of a state over the positions of a ledger. Each is kept once for each change.

    `size` is how many are kept, with what a part goes by that is read when it is asked for.
    """

    def __init__(self) -> None:
        self.size = 0
        self._lock = RLock()
        self._asked_for: dict[str, tuple[int, Beginning]] = {}
        self._read: set[Key] = set()
        self._positions: dict[Key, list[int]] = {}
        self._values: dict[Key, list[Any]] = {}
        self._by_part: dict[str, dict[Key, None]] = {}
        self._under: dict[Key, dict[Key, None]] = {}

    def at(self, key: Key, position: int) -> Any:
        """The value after a position; None before there was one."""
        self._read_under(key[:-1])
        place = bisect_right(self._positions.get(key, ()), position)
        return self._values[key][place - 1] if place else None

    def under(self, above: Key, position: int) -> Iterator[tuple[Key, Any]]:
        """The values directly under a key after a position, in the order in which they came."""
        self._read_under(above)
        # A copy: another thread may add what came later.
        for key in tuple(self._under.get(above, ())):
            if (value := self.at(key, position)) is not None:
                yield key, value

    def begin(self, part: str, position: int, beginning: Beginning) -> None:
        """Begin a part with the values that there are at a position, read when asked for."""
        self.size += beginning.size
        self._asked_for[part] = position, beginning

    def change(self, position: int, values: Values) -> list[Change]:
        """Keep the values as they stand after a position; gives those that differ from before."""
        found = []
        for key, after in values.items():
            self._read_under(key[:-1])
            held = self._values.get(key)
            before = held[-1] if held else None
            if before != after:
                self._keep(key, position, after)
                found.append(Change(key, before, after))
        return found

    def replace(self, part: str, position: int, values: Values) -> list[Change]:
        """The same for a whole part: what is not among the values is there no longer.

        The changes are in the order of their keys, whatever came before.
        """
        self._read_all(part)
        gone = dict.fromkeys(self._by_part.get(part, ()))
        return sorted(self.change(position, {**gone, **values}), key=_key)

    def _read_under(self, above: Key) -> None:
        """Read what a part began with under a key; another thread may just do so."""
        if not above or above[0] not in self._asked_for or above in self._read:
            return
        with self._lock:
            if above[0] in self._asked_for and above not in self._read:
                position, beginning = self._asked_for[above[0]]
                for key, value in beginning.under(above).items():
                    self._keep(key, position, value)
                self._read.add(above)

    def _read_all(self, part: str) -> None:
        with self._lock:
            if part in self._asked_for:
                position, beginning = self._asked_for[part]
                for key, value in beginning.every.items():
                    if key[:-1] not in self._read:
                        self._keep(key, position, value)
                del self._asked_for[part]
                self.size -= beginning.size

    def _keep(self, key: Key, position: int, value: Any) -> None:
        self._by_part.setdefault(key[0], {}).setdefault(key)
        self._under.setdefault(key[:-1], {}).setdefault(key)
        self._positions.setdefault(key, []).append(position)
        self._values.setdefault(key, []).append(value)
        self.size += 1


def _key(change: Change) -> Key:
    return change.key
