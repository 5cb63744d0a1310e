"""Stored names to classes. A row can only name what is registered, never an import path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.events.base import Event

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns stored data of one schema version into data of the next. Never refuses."""


class Registry:
    """The events that can be stored and read. Closed when it is made.

    `upcasts` gives, for a stored name, the steps from version 1 to 2, 2 to 3 …: an event's current
    schema version is one more than its number of upcasts.
    """

    def __init__(
        self, kinds: Iterable[type[Event]], upcasts: Mapping[str, tuple[Upcast, ...]] | None = None
    ) -> None:
        self._kinds: dict[str, type[Event]] = {}
        for kind in kinds:
            if kind.stored_as in self._kinds:
                raise ValueError(f"two events are stored as {kind.stored_as}")
            self._kinds[kind.stored_as] = kind
        self._upcasts = dict(upcasts or {})
        if unknown := self._upcasts.keys() - self._kinds.keys():
            raise ValueError(f"upcasts of events that are not registered: {sorted(unknown)}")

    def __contains__(self, stored_as: object) -> bool:
        return stored_as in self._kinds

    @property
    def names(self) -> tuple[str, ...]:
        """Every stored name, in the order of the vocabulary."""
        return tuple(self._kinds)

    def kind(self, stored_as: str) -> type[Event]:
        """The class of a stored name. Raises KeyError for a name that is not registered."""
        return self._kinds[stored_as]

    def schema(self, stored_as: str) -> int:
        """The current schema version of a stored name."""
        return 1 + len(self._upcasts.get(stored_as, ()))

    def current(self, stored_as: str, schema: int, data: dict[str, Any]) -> dict[str, Any]:
        """Stored `data` of an older schema version as data of the current one."""
        for upcast in self._upcasts.get(stored_as, ())[schema - 1 :]:
            data = upcast(data)
        return data
