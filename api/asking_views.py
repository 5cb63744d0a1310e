"""Questions across deals: asked of the views by connections of their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

from domain.refusals import Refusal
from ledger.application import Ledger
from ledger.database import VIEWS as ROLE
from ledger.database import reaching
from ledger.patience import Patience, UnavailableError
from projections.views.all import VIEWS
from projections.views.status import Status, statuses

Done = TypeVar("Done")
AT_ONCE = 4
"""Connections; a question takes a few milliseconds."""
SEEN_FOR = 0.05
"""Seconds for which nobody looks again how far the views are."""


class ViewsNotGranted(Refusal):
    """The login of the service may not ask views."""

    code = "view_not_ready"
    status = 503

    def __init__(self, user: str) -> None:
        super().__init__(
            f"Questions across deals are not answered: GRANT {ROLE} TO {user}, and start the "
            "service again."
        )


class AskedViews:
    """What the views say, for threads to share."""

    def __init__(self, url: str, patience: Patience) -> None:
        given = conninfo_to_dict(reaching(url))
        own = str(given.get("options") or "")
        given["options"] = f"{own} -c role={ROLE} {patience.options}".strip()
        self._pool: ConnectionPool[Connection[TupleRow]] = ConnectionPool(
            kwargs={**given, "autocommit": True},
            min_size=0,
            max_size=AT_ONCE,
            timeout=patience.free,
            name="views",
            open=True,
        )
        self._lacks: str | None = None
        self._lock = Lock()
        self._seen = {view.name: Status(view.name, "missing", None, 0) for view in VIEWS}
        self._looked = float("-inf")

    def refuse_unless_granted(self, user: str, *, granted: bool) -> None:
        """Remember whether the login may act as the views' role: without, nothing is asked."""
        self._lacks = None if granted else user

    def ask(self, question: Callable[[Connection[TupleRow]], Done]) -> Done:
        """The answer to a question. Raises what it raises, ViewsNotGranted, UnavailableError."""
        if self._lacks is not None:
            raise ViewsNotGranted(self._lacks)
        try:
            with self._pool.connection() as connection:
                return question(connection)
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as fault:
            raise UnavailableError(str(fault)) from fault

    def seen(self) -> dict[str, Status]:
        """How far the views are, as of a moment ago. Raises ViewsNotGranted, UnavailableError.

        One looks at a time; while it waits for a database that hangs, others have what was seen.
        """
        if self._lock.acquire(blocking=False):
            try:
                if time.monotonic() - self._looked > SEEN_FOR:
                    self._seen = self.ask(statuses)
                    self._looked = time.monotonic()
            finally:
                self._lock.release()
        return self._seen

    def close(self) -> None:
        """Give the connections back."""
        self._pool.close()


def may_ask_views(ledger: Ledger) -> tuple[str, bool]:
    """The login of the service, and whether it may act as the views' role."""
    query = "SELECT session_user::text AS login, pg_has_role(session_user, %s, 'MEMBER') AS may"
    [row] = ledger.rows.all(query, ROLE)
    return row["login"], row["may"]
