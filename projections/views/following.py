"""One batch: the rows of every deal that some entries touch, and the position, in one commit."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.record import ORGANISATION
from projections.views.ports import Connection, Entries, EntriesUnavailableError
from projections.views.status import locked, move, tell_moved
from projections.views.touched import due, touched
from projections.views.view import View
from projections.views.writing import Folding, ViewError


@dataclass(frozen=True, slots=True)
class Span:
    """The entries after a position, up to and with another; `beside`: for tables being built."""

    after: int
    up_to: int
    beside: str = ""


def follow(connection: Connection, entries: Entries, views: Sequence[View], span: Span) -> bool:
    """Bring views over a span, exactly once; False when they do not stand where it begins.

    Raises ViewError, and then nothing of the batch was done.
    """
    with connection.transaction():
        here = locked(connection, views)
        if any(here.get(view.name) != (view.version, span.after) for view in views):
            return False
        fold_span(connection, entries, views, span)
        if span.up_to > span.after:
            for view in views:
                move(connection, view, span.up_to)
            tell_moved(connection, span.up_to)
    return True


def fold_span(connection: Connection, entries: Entries, views: Sequence[View], span: Span) -> None:
    """Write the rows of what a span touches, and of what is due by now. Raises ViewError."""
    now = clock(connection)
    folding = Folding(connection, entries, span.up_to, now, span.beside)
    streams = entries.touched(span.after, span.up_to) if span.up_to > span.after else ()
    organisation = folding.organisation(views)
    wanted: dict[str, list[View]] = defaultdict(list)
    for view in views:
        given = (connection, view, span.beside)
        found = touched(*given, streams, organisation, span.after)
        for deal in found | due(connection, view, span.beside, now):
            wanted[deal].append(view)
    folding.write(wanted, organisation)


def first_failing(
    connection: Connection, entries: Entries, view: View, deal: str, span: Span
) -> int:
    """The position of the first entry of a span after which a deal has no rows that can be written.

    Of a deal that fails by time alone it is the first of the span: the view cannot move at all.
    """
    now = clock(connection)
    positions = _positions(entries, deal, span)

    def fails(position: int) -> bool:
        there = Folding(connection, entries, position, now, span.beside)
        return _fails(there, view, deal)

    return positions[bisect_left(positions[:-1], 1, key=lambda each: int(fails(each)))]


def _fails(folding: Folding, view: View, deal: str) -> bool:
    try:
        with folding.connection.transaction(force_rollback=True):
            organisation = folding.organisation([view])
            if deal != ORGANISATION:
                folding.write({deal: [view]}, organisation)
    except ViewError:
        return True
    return False


def _positions(entries: Entries, deal: str, span: Span) -> list[int]:
    """Where the deal, or the organisation, got entries; the span's begin where it got none."""
    found: set[int] = set()
    for stream in {deal, ORGANISATION}:
        found |= {at for at in _places(entries, stream, span.up_to) if at > span.after}
    return sorted(found) or [span.after + 1]


def _places(entries: Entries, stream: str, up_to: int) -> list[int]:
    try:
        return [each.position for each in entries.entries(stream, up_to)]
    except EntriesUnavailableError:
        raise
    except Exception:  # noqa: BLE001 - what cannot be read tells no positions
        return []


def clock(connection: Connection) -> datetime:
    """Now, by the database's clock: the one by which entries are recorded."""
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row
    moment: datetime = row[0]
    return moment
