"""What subscriptions are told of findings: which ones ask for it, and what comes next for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

import psycopg

from api.outwards.messages import Message, message_named
from api.views import connect_as_views
from ledger.application import Ledger
from ledger.outbox.subscriptions import Subscription, SubscriptionRole, Subscriptions
from projections.facts import withheld_from_readers
from projections.findings.wanted import TITLES
from projections.views.telling import (
    AT_ONCE,
    Mark,
    Telling,
    following,
    look,
    mark_of,
    move_on,
    waiting,
)

CHANGES = ("finding.opened", "finding.reopened", "finding.closed")
"""What a subscription may name as a type, beside the types of records. It is told only by name."""
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
LOOK = 1.0
"""Seconds between two looks at the view."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change to push. `privileged`: it rests on a record that readers may not see."""

    telling: Telling
    message: Message
    privileged: bool


class FindingsTold:
    """Looks what changed, and gives it out. Whatever touches the database raises psycopg.Error."""

    def __init__(self, url: str, ledger: Ledger) -> None:
        self._connect = connect_as_views(url)
        self._ledger = ledger
        self._subscriptions = Subscriptions(ledger.rows)
        self._open: Any = None
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._looked = -LOOK
        self._seen: tuple[Mark | None, int, tuple[tuple[str, str], ...]] | None = None
        # Each subscription is asked for by a task of its own, and they share one connection.
        self._lock = Lock()

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)
        self._open = self._connection = self._seen = None

    def due(self) -> list[str]:
        """The subscriptions that have changes before them; looks for new ones once in a while."""
        wanting = self._subscriptions.naming(CHANGES)
        if not wanting:
            return []
        with self._lock:
            connection = self._session()
            if monotonic() - self._looked >= LOOK:
                self._look(connection, wanting)
                self._looked = monotonic()
            return sorted(waiting(connection, wanting))

    def _look(
        self, connection: psycopg.Connection[tuple[Any, ...]], to: Mapping[str, SubscriptionRole]
    ) -> None:
        """Whoever reads is told of nothing before the view has come to the last mark of privilege.

        Else it would tell what rests on a record that is marked by now.
        """
        mark, last_mark = mark_of(connection), self._ledger.last_mark
        seen = mark, last_mark, tuple(sorted(to.items()))
        if mark is not None and seen != self._seen:
            look(connection, to, ("reader",) if mark.position < last_mark else ())
            self._seen = seen

    def following(self, to: Subscription) -> list[Told | Telling]:
        """The next changes: those to push, and those to pass over."""
        if not to.types or to.types.isdisjoint(CHANGES):
            return []
        with self._lock:
            found = following(self._session(), to.id, to.role)
        return [self._told(to, each) or each for each in found[:AT_ONCE]]

    def _told(self, to: Subscription, telling: Telling) -> Told | None:
        if f"finding.{telling.change}" not in (to.types or ()):
            return None
        if to.deals is not None and telling.deal not in to.deals:
            return None
        rests_on = (*telling.records, *([telling.settled_by] if telling.settled_by else []))
        found = [self._ledger.entry(each) for each in rests_on]
        privileged = any(each is not None and withheld_from_readers(each) for each in found)
        # What was marked since is told to no reader any more.
        if privileged and to.role == "reader":
            return None
        return Told(telling, message_of_telling(telling, to), privileged)

    def move_on(self, to: Subscription, number: int) -> None:
        """A subscription has what comes up to and with a number."""
        with self._lock:
            move_on(self._session(), to.id, number)

    def _session(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            self._close()
            self._open = self._connect()
            self._connection = self._open.__enter__()
        return self._connection


def message_of_telling(telling: Telling, to: Subscription) -> Message:
    """What is pushed of a change: which finding, by which records; what it says is a reading's."""
    moment = telling.found_at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    told = {
        "deal": telling.deal,
        "key": telling.key,
        "code": telling.code,
        "title": TITLES.get(telling.code, telling.code),
        "severity": telling.severity,
        "about": telling.about,
        "records": list(telling.records),
        "settled_by": telling.settled_by,
        "how": telling.how,
        "position": telling.position,
    }
    # Changes are numbered over all roles: a gap in numbers would tell how many others were told.
    at = telling.found_at - _BEGIN
    id_ = f"{to.id}:{telling.key}:{telling.position}:{at // timedelta(microseconds=1)}"
    return message_named(id_, f"finding.{telling.change}", moment, told)
