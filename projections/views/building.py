"""Views built anew beside those that are served, and put in their place in one transaction.

Every deal is folded once, as of one position; then the batches of what came meanwhile; then the
swap, as a part of the last one. Nothing is kept in memory but the deal at hand and the rows that
wait to be written. What is built beside is nobody's until then: ended early, it is begun anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from psycopg import errors

from projections.views.following import Span, clock, first_failing, fold_span
from projections.views.ports import Connection, Entries
from projections.views.status import locked, move, stop, tell_moved
from projections.views.tables import drop, make, make_shared, put_in_place
from projections.views.view import BESIDE, View
from projections.views.writing import Folding, ViewError

BUILD_LOCK = 4919131752989213767
"""Held by the session that builds: there is one set of tables beside."""
PAGE = 50
"""Deals in one commit of what is built beside."""
LONGEST_SPAN = 2_000
LAST_SPAN = 500
"""Entries that may be left for the batch in which the tables change places."""
READERS = "SET LOCAL lock_timeout = '2s'"
"""How long readers that come now may have to wait for those that are there already."""

Progress = Callable[[int, int], None]
"""Is told how many of how many entries are in what is built."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """What stopped a view: the position of an entry, its deal, and the class of the error."""

    at: int
    deal: str
    error: str


@dataclass(slots=True)
class Build:
    """Views to build anew, on a connection that holds the lock of building.

    `stopped` are those that an entry stopped, by name.
    """

    connection: Connection
    entries: Entries
    views: Sequence[View]
    progress: Progress = lambda _, __: None
    stopped: dict[str, Stopped] = field(default_factory=dict)

    def steps(self) -> Iterator[None]:
        """Build, and give way after every commit. Exhausted: every view is in its place.

        A view that an entry stops is built up to the entry before it, and its status says so.
        """
        make_shared(self.connection)
        waiting = [(list(self.views), self.entries.size)]
        while waiting:
            views, up_to = waiting.pop()
            built = list(views)
            yield from self._built(built, up_to)
            waiting += [([v], self.stopped[v.name].at - 1) for v in views if v not in built]

    def _built(self, views: list[View], up_to: int) -> Iterator[None]:
        """Build these; those that were stopped on the way are no longer among them."""
        with self.connection.transaction():
            for view in views:
                make(self.connection, view, BESIDE)
                self._begun(view, up_to)
        done, after = 0, ""
        while views and (deals := self.entries.deals(after, PAGE)):
            done += self._page(views, deals, up_to)
            after = deals[-1]
            self.progress(done, up_to)
            yield
        for view in views:
            yield from self._finished(view, up_to)

    def _page(self, views: list[View], deals: Sequence[str], up_to: int) -> int:
        """One page of deals, in one commit; gives how many entries they have."""
        while views:
            try:
                with self.connection.transaction():
                    now = clock(self.connection)
                    folding = Folding(self.connection, self.entries, up_to, now, BESIDE)
                    organisation = folding.organisation(views)
                    done = folding.write(dict.fromkeys(deals, views), organisation)
                    self._further(views, done)
            except ViewError as fault:
                for view in fault.views:
                    self._stop(view, fault, Span(0, up_to, BESIDE))
                    views.remove(view)
            else:
                return done
        return 0

    def _finished(self, view: View, position: int) -> Iterator[None]:
        """Take in what came meanwhile, and change places."""
        while True:
            size = self.entries.size
            if view.name in self.stopped:
                size = self.stopped[view.name].at - 1
            span = Span(position, min(size, position + LONGEST_SPAN), BESIDE)
            try:
                if size - position > LAST_SPAN:
                    with self.connection.transaction():
                        fold_span(self.connection, self.entries, [view], span)
                    position = span.up_to
                elif self._swapped(view, span):
                    return
            except ViewError as fault:
                if self._stop(view, fault, span) <= position:
                    raise
            yield

    def _swapped(self, view: View, span: Span) -> bool:
        """The last batch, with the change of places; False when readers hold it up."""
        with suppress(errors.LockNotAvailable), self.connection.transaction():
            self.connection.execute(READERS)
            version, position = locked(self.connection, [view]).get(view.name, (0, 0))
            self.connection.execute("DELETE FROM views.builds WHERE view = %s", (view.name,))
            if version == view.version and span.up_to < position <= self.entries.size:
                # Stopped before it got as far as the one that is served: that one stays.
                drop(self.connection, view, BESIDE)
                return True
            fold_span(self.connection, self.entries, [view], span)
            put_in_place(self.connection, view)
            move(self.connection, view, span.up_to)
            if at := self.stopped.get(view.name):
                stop(self.connection, view, at.at, at.deal, at.error)
            tell_moved(self.connection, span.up_to)
            return True
        return False

    def _stop(self, view: View, fault: ViewError, span: Span) -> int:
        at = first_failing(self.connection, self.entries, view, fault.deal, span)
        self.stopped[view.name] = Stopped(at, fault.deal, fault.error)
        return at

    def _begun(self, view: View, total: int) -> None:
        self.connection.execute(
            "INSERT INTO views.builds (view, version, done, total) VALUES (%s, %s, 0, %s)"
            " ON CONFLICT (view) DO UPDATE SET version = excluded.version, done = 0,"
            " total = excluded.total, began = now()",
            (view.name, view.version, total),
        )

    def _further(self, views: Sequence[View], entries: int) -> None:
        self.connection.execute(
            "UPDATE views.builds SET done = done + %s WHERE view = ANY(%s)",
            (entries, [view.name for view in views]),
        )
