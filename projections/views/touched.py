"""Which deals have other rows once some more entries are known, or some more time has passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from psycopg import sql

from domain.events import Event
from domain.events.organisation import PersonIdentified
from domain.record import ORGANISATION, Entry
from projections.facts import facts_of
from projections.people import People
from projections.views.ports import Connection
from projections.views.tables import named
from projections.views.view import View


def touched(
    connection: Connection,
    view: View,
    beside: str,
    streams: Sequence[str],
    organisation: Sequence[Entry],
    after: int,
) -> set[str]:
    """The deals of a view that entries after a position touch.

    `organisation` are all of its entries. What identifies people touches the deals that name one of
    them; anything else of the organisation every deal of a view that rests on it.
    """
    found = {stream for stream in streams if stream != ORGANISATION}
    if ORGANISATION in streams:
        events = [entry.event for entry in organisation if entry.position > after]
        concerning = [event for event in events if view.concerned_by(event)]
        if all(isinstance(event, PersonIdentified) for event in concerning):
            found |= _naming(connection, view, beside, _identified(concerning, organisation))
        else:
            found |= _deals(connection, sql.SQL("SELECT deal FROM {}"), view, beside, ())
    return found


def due(connection: Connection, view: View, beside: str, now: datetime) -> set[str]:
    """The deals whose rows time alone has changed by now."""
    query = sql.SQL("SELECT deal FROM {} WHERE changes_at <= %s")
    return _deals(connection, query, view, beside, (now,))


def _identified(events: Iterable[Event], organisation: Sequence[Entry]) -> list[str]:
    """Every id of the humans that these events are about."""
    people = People(facts_of(organisation).counted, {}, set())
    named_in = (e for e in events if isinstance(e, PersonIdentified))
    ids = {id_ for event in named_in for id_ in (event.person, event.same_as)}
    return sorted({alias for id_ in ids for alias in (id_, *people.aliases(id_))})


def _naming(connection: Connection, view: View, beside: str, ids: list[str]) -> set[str]:
    if not ids:
        return set()
    query = sql.SQL("SELECT deal FROM {} WHERE persons && %s::text[]")
    return _deals(connection, query, view, beside, (ids,))


def _deals(
    connection: Connection,
    query: sql.SQL,
    view: View,
    beside: str,
    parameters: tuple[object, ...],
) -> set[str]:
    rows = connection.execute(query.format(named(view.stands, beside)), parameters)
    return {deal for (deal,) in rows}
