"""Keeping what is delivered, as it came, before anybody is told that it arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from psycopg.types.json import Jsonb

from ledger.readable_times import readable
from ledger.recorder import EntryRecorder

ARRIVED = "deal_ledger_inbox"
"""The channel on which it is told that something waits in the inbox."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery that is believed. `key` are the sender's own ids of it.

    `headers` are those that are kept: none with credentials. Names are in lower case.
    """

    connection: str
    key: str
    headers: Mapping[str, tuple[str, ...]]
    body: bytes
    received_at: datetime
    verified: bool

    @property
    def doubles(self) -> bytes:
        """The same for the same delivery sent again, and for nothing else."""
        return sha256(self.key.encode() + b"\0" + sha256(self.body).digest()).digest()


class Inbox:
    """Where deliveries are put. `rows` are the queries of a ledger."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def keep(self, arrived: Arrived) -> bool:
        """Keep a delivery on disk; False when it was kept before. Raises UnavailableError."""
        kept = self._rows.all(
            "INSERT INTO ledger.inbox"
            " (connection, doubles, received_at, verified, body_digest, headers, body)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT ON CONSTRAINT kept_once DO NOTHING"
            " RETURNING pg_notify(%s, '')::text AS told",
            *(arrived.connection, arrived.doubles, arrived.received_at, arrived.verified),
            sha256(arrived.body).digest(),
            Jsonb({name: list(values) for name, values in arrived.headers.items()}),
            *(arrived.body, ARRIVED),
        )
        if not kept:
            self._heard(arrived.connection, arrived.received_at)
        return bool(kept)

    def _heard(self, connection: str, at: datetime) -> None:
        """What is kept already came again: nothing new, but the sender is there."""
        self._rows.all(
            "INSERT INTO ledger.inbox_heard AS h (connection, last_at) VALUES (%s, %s)"
            " ON CONFLICT (connection) DO UPDATE"
            " SET last_at = greatest(h.last_at, excluded.last_at) RETURNING last_at",
            *(connection, at),
        )

    def refused(self, connection: str, code: str, body: bytes, now: datetime) -> None:
        """Count a delivery that was not believed; nothing of it is kept but a digest."""
        self._rows.all(
            "INSERT INTO ledger.inbox_refused AS r"
            " (connection, code, day, times, last_at, last_digest)"
            " VALUES (%s, %s, (%s AT TIME ZONE 'UTC')::date, 1, %s, %s)"
            " ON CONFLICT (connection, code, day) DO UPDATE"
            " SET times = r.times + 1, last_at = excluded.last_at,"
            " last_digest = excluded.last_digest RETURNING r.times",
            *(connection, code, now, now, sha256(body).digest()),
        )

    def counted(self, connection: str | None = None) -> list[dict[str, Any]]:
        """What was refused, by connection, code and day; of one connection or of all.

        `day` and `last_at` are None where they cannot be read.
        """
        return self._rows.all(
            f"SELECT connection, code, {readable('day')} AS day, times,"  # noqa: S608 - our own text
            f" {readable('last_at')} AS last_at, last_digest FROM ledger.inbox_refused"
            " WHERE %s::text IS NULL OR connection = %s ORDER BY connection, day, code",
            *(connection, connection),
        )
