"""Many deals folded, one after the other, and their rows written: each deal once for all views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg

from domain.record import ORGANISATION, Entry
from projections.views.folding import Stands, folded
from projections.views.ports import Connection, Entries, EntriesUnavailableError
from projections.views.tables import replace_rows
from projections.views.view import Audience, Row, View

MOST_ROWS = 5_000
"""Rows that wait in memory before they are written."""
Made = tuple[Stands, list[tuple[Audience, Row]]]


class ViewError(Exception):
    """Some views cannot be kept: a deal has no rows in them, or rows that cannot be written."""

    def __init__(self, views: Sequence[View], deal: str) -> None:
        super().__init__(f"{', '.join(view.name for view in views)}: {deal}")
        self.views = tuple(views)
        self.deal = deal

    @property
    def error(self) -> str:
        """The class of what was wrong. Its words may be private."""
        return type(self.__cause__).__name__


@dataclass(frozen=True, slots=True)
class Folding:
    """Folds deals as of a position and a moment, into the served tables or those beside."""

    connection: Connection
    entries: Entries
    up_to: int
    now: datetime
    beside: str = ""

    def organisation(self, views: Sequence[View]) -> Sequence[Entry]:
        """The organisation's entries. Raises ViewError for all views when they cannot be read."""
        return self._read(ORGANISATION, views)

    def write(self, wanted: Mapping[str, Sequence[View]], organisation: Sequence[Entry]) -> int:
        """Replace the rows of deals in the views that want them; gives how many entries they have.

        Raises ViewError.
        """
        waiting: dict[str, list[Made]] = defaultdict(list)
        by_name = {view.name: view for views in wanted.values() for view in views}
        rows = entries = 0
        for deal in sorted(wanted):
            version = 0
            for view, made in self._of(deal, wanted[deal], organisation):
                waiting[view.name].append(made)
                rows += 1 + len(made[1])
                version = made[0].version
            entries += version
            if rows >= MOST_ROWS:
                self._flush(waiting, by_name)
                rows = 0
        self._flush(waiting, by_name)
        return entries

    def _of(
        self, deal: str, views: Sequence[View], organisation: Sequence[Entry]
    ) -> Iterator[tuple[View, Made]]:
        entries = self._read(deal, views)
        if not entries:
            return
        try:
            found = folded(deal, entries, organisation, self.now)
        except Exception as fault:
            raise ViewError(views, deal) from fault
        for view in views:
            try:
                rows = [(to, row) for to, known in found.known.items() for row in view.rows(known)]
            except Exception as fault:
                raise ViewError([view], deal) from fault
            yield view, (found.stands, rows)

    def _read(self, stream: str, views: Sequence[View]) -> Sequence[Entry]:
        try:
            return self.entries.entries(stream, self.up_to)
        except EntriesUnavailableError:
            raise
        except Exception as fault:
            raise ViewError(views, stream) from fault

    def _flush(self, waiting: dict[str, list[Made]], views: Mapping[str, View]) -> None:
        for name, made in waiting.items():
            self._put(views[name], made)
        waiting.clear()

    def _put(self, view: View, made: list[Made]) -> None:
        """Write them together; when the database refuses, find the deal that it refuses."""
        try:
            with self.connection.transaction():
                replace_rows(self.connection, view, self.beside, made)
        except (psycopg.DataError, psycopg.IntegrityError) as fault:
            if len(made) == 1:
                raise ViewError([view], made[0][0].deal) from fault
            for each in made:
                self._put(view, [each])
