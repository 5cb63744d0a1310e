"""What is said, and done, when the database is not there."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import structlog

from api.logs import Log
from ledger.embedded import EmbeddedServerError

SAID_EVERY = 60
"""Tries: about a minute."""

Revive = Callable[[], None]
"""Starts the database again when it was killed."""


class Outage:
    """Is told of every try to reach the database."""

    def __init__(self, revive: Revive | None) -> None:
        self._revive = revive
        self._log: Log = structlog.get_logger()
        self._tries = 0
        self._said = ""

    def told(self, fault: psycopg.Error | None) -> None:
        """Why the database was not reached; None when it was."""
        if fault is None:
            if self._tries:
                self._log.info("database_found", tries=self._tries)
            self._tries, self._said = 0, ""
            return
        # What libpq says names host and user, and never a password.
        says = (str(fault).strip().splitlines() or [type(fault).__name__])[0]
        if says != self._said or self._tries % SAID_EVERY == 0:
            self._log.error("database_lost", says=says, sqlstate=fault.sqlstate)
        self._tries, self._said = self._tries + 1, says
        if self._revive is not None:
            self._start_again(self._revive)

    def _start_again(self, revive: Revive) -> None:
        try:
            revive()
        except (EmbeddedServerError, psycopg.Error, OSError) as fault:
            self._log.error("database_not_started", fault=type(fault).__name__)
