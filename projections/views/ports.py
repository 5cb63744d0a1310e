"""What the views are given from outside: connections and entries. They know no ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import psycopg

from domain.record import Entry

Connection = psycopg.Connection[tuple[Any, ...]]
Connect = Callable[[], AbstractContextManager[Connection]]
"""Gives a connection of its own, in autocommit, that acts as the views' role."""


class EntriesUnavailableError(Exception):
    """The entries cannot be read just now; nothing is wrong with them."""


class Entries(Protocol):
    """The entries, in one order. Whatever reads may raise EntriesUnavailableError."""

    @property
    def size(self) -> int:
        """The position of the last entry."""
        ...

    def entries(self, stream: str, up_to: int) -> Sequence[Entry]:
        """The entries of a deal (or of the organisation) by version, up to and with a position."""
        ...

    def touched(self, after: int, up_to: int) -> Sequence[str]:
        """The streams that got entries after a position, up to and with another."""
        ...

    def deals(self, after: str, limit: int) -> Sequence[str]:
        """The ids of deals after an id, in their order."""
        ...
