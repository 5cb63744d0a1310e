"""Connections: which systems may deliver, with which secrets, and how what they say is mapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from ledger.recorder import EntryRecorder
from ledger.shared_secrets import Secret, active, secrets_of

CHANGED = "deal_ledger_connections"
"""The channel on which a connection's id is told when anything of it has changed."""
_FOUND = """
    SELECT c.connection, c.provider, c.settings, c.mapping, c.path_digest, c.created_at, c.ended_at,
        coalesce(jsonb_agg(jsonb_build_array(s.secret, s.value, s.created_at, s.ended_at)
            ORDER BY s.secret) FILTER (WHERE s.secret IS NOT NULL), '[]') AS secrets
    FROM ledger.connections c LEFT JOIN ledger.connection_secrets s USING (connection)
    {} GROUP BY c.connection ORDER BY c.created_at, c.connection"""


@dataclass(frozen=True, slots=True)
class Connection:
    """A system that may deliver. `mapping` is the text of its mapping file."""

    id: str
    provider: str
    settings: Mapping[str, str]
    mapping: str
    path_digest: bytes | None
    created_at: datetime
    ended_at: datetime | None = None
    secrets: tuple[Secret, ...] = ()

    @property
    def active_secrets(self) -> tuple[str, ...]:
        """Those that count, the newest first."""
        return active(self.secrets)


class ConnectionExistsError(Exception):
    """There is, or was, a connection of this id: records carry it, so it is not given twice."""


class Connections:
    """The connections of a ledger. `rows` are its queries. Each change is told on CHANGED."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def create(self, made: Connection) -> None:
        """Make a connection; `add_secret` adds its secrets. Raises ConnectionExistsError."""
        rows = self._rows.all(
            "INSERT INTO ledger.connections"
            " (connection, provider, settings, mapping, path_digest, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING connection",
            *(made.id, made.provider, Jsonb(dict(made.settings)), made.mapping, made.path_digest),
            made.created_at,
        )
        if not rows:
            raise ConnectionExistsError(made.id)

    def all(self) -> list[Connection]:
        """Every connection that was ever made, the oldest first."""
        return [_connection(row) for row in self._rows.all(_FOUND.format(""))]

    def get(self, connection: str) -> Connection | None:
        """The connection, also when it has ended; None when there is none."""
        query = _FOUND.format("WHERE c.connection = %s")
        rows = self._rows.all(query, connection)
        return _connection(rows[0]) if rows else None

    def change(self, connection: str, settings: Mapping[str, str], mapping: str) -> bool:
        """Let it have other settings and another mapping from now on. False: there is none."""
        return self._changed(
            "UPDATE ledger.connections SET settings = %s, mapping = %s WHERE connection = %s",
            *(Jsonb(dict(settings)), mapping, connection),
        )

    def end(self, connection: str, now: datetime) -> bool:
        """Take no more deliveries of it. False: there is none."""
        return self._changed(
            "UPDATE ledger.connections SET ended_at = coalesce(ended_at, %s) WHERE connection = %s",
            *(now, connection),
        )

    def add_secret(self, connection: str, value: str, now: datetime) -> int:
        """A further secret that counts from now on; gives its number."""
        rows = self._rows.all(
            "INSERT INTO ledger.connection_secrets (connection, value, created_at)"
            " VALUES (%s, %s, %s) RETURNING secret, pg_notify(%s, connection)::text AS told",
            *(connection, value, now, CHANGED),
        )
        return int(rows[0]["secret"])

    def end_secret(self, connection: str, number: int, now: datetime) -> bool:
        """Let a secret count no more, in every process at once. False: there is none."""
        return self._changed(
            "UPDATE ledger.connection_secrets SET ended_at = coalesce(ended_at, %s)"
            " WHERE secret = %s AND connection = %s",
            *(now, number, connection),
        )

    def _changed(self, update: str, *parameters: Any) -> bool:
        told = f"{update} RETURNING pg_notify(%s, connection)::text AS told"
        return bool(self._rows.all(told, *parameters, CHANGED))


def _connection(row: dict[str, Any]) -> Connection:
    return Connection(
        id=row["connection"],
        provider=row["provider"],
        settings=row["settings"],
        mapping=row["mapping"],
        path_digest=row["path_digest"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
        secrets=secrets_of(row["secrets"]),
    )
