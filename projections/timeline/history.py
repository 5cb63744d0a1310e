"""What held from which position on: every value of a state, with where it changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Key = tuple[str, ...]
"""A part of the state and which one of it: `("clocks", "P7")`, `("text", "4.2")`."""
Values = Mapping[Key, Any]
"""Values as they stand now, by key; None: it is there no longer."""


class Change(NamedTuple):
    """One value of the state changed; None where it was not there, or is there no longer."""

    key: Key
    before: Any
    after: Any


class History:
    """The values of a state over the positions of a ledger. Each is kept once for each change.

    `size` is how many are kept.
    """

    def __init__(self) -> None:
        self.size = 0
        self._positions: dict[Key, list[int]] = {}
        self._values: dict[Key, list[Any]] = {}
        self._by_part: dict[str, dict[Key, None]] = {}
        self._under: dict[Key, dict[Key, None]] = {}

    def at(self, key: Key, position: int) -> Any:
        """The value after a position; None before there was one."""
        place = bisect_right(self._positions.get(key, ()), position)
        return self._values[key][place - 1] if place else None

    def under(self, above: Key, position: int) -> Iterator[tuple[Key, Any]]:
        """The values directly under a key after a position, in the order in which they came."""
        # A copy: another thread may add what came later.
        for key in tuple(self._under.get(above, ())):
            if (value := self.at(key, position)) is not None:
                yield key, value

    def change(self, position: int, values: Values) -> list[Change]:
        """Keep the values as they stand after a position; gives those that differ from before."""
        found = []
        for key, after in values.items():
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
        gone = dict.fromkeys(self._by_part.get(part, ()))
        return sorted(self.change(position, {**gone, **values}), key=_key)

    def _keep(self, key: Key, position: int, value: Any) -> None:
        self._by_part.setdefault(key[0], {}).setdefault(key)
        self._under.setdefault(key[:-1], {}).setdefault(key)
        self._positions.setdefault(key, []).append(position)
        self._values.setdefault(key, []).append(value)
        self.size += 1


def _key(change: Change) -> Key:
    return change.key
