"""Which ids are taken: each names one thing, until the record that gave it is struck."""

from __future__ import annotations

from collections.abc import Iterable

from domain.refusals import IdAlreadyUsed

Given = tuple[str, str]
"""A kind of thing, and the id that an event gives to one."""


class UsedIds:
    """Per kind, every id with the record that gave it."""

    def __init__(self) -> None:
        self._by_kind: dict[str, dict[str, str]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UsedIds) and self._by_kind == other._by_kind

    __hash__ = None  # type: ignore[assignment]

    def refuse_used(self, given: Iterable[Given]) -> None:
        """Raise IdAlreadyUsed for the first of these that is taken."""
        for kind, value in given:
            if value in self._by_kind.get(kind, {}):
                raise IdAlreadyUsed(kind, value, f"/data/{kind}")

    def use(self, given: Iterable[Given], record: str) -> None:
        """These ids are given by a record."""
        for kind, value in given:
            self._by_kind.setdefault(kind, {})[value] = record

    def free(self, record: str) -> None:
        """What this record gave is free again."""
        for taken in self._by_kind.values():
            for value in [value for value, by in taken.items() if by == record]:
                del taken[value]
