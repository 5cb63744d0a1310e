"""How it stands with the authorities, as the database has it: for health, metrics, doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.signing.published import CHANGED
from ledger.subtrees import Ask

_ALL = """
    SELECT authority, stamped_at, size, failing_since, tries, again_at, reason
    FROM ledger.time_stamping ORDER BY authority"""
_STAMPED = """
    WITH told AS (
        INSERT INTO ledger.time_stamping AS t (authority, stamped_at, size) VALUES (%s, %s, %s)
        ON CONFLICT (authority) DO UPDATE SET stamped_at = excluded.stamped_at,
            size = excluded.size, failing_since = NULL, tries = 0, again_at = NULL, reason = NULL
        RETURNING authority
    )
    SELECT pg_notify(%s, authority)::text FROM told"""
_FAILED = """
    WITH told AS (
        INSERT INTO ledger.time_stamping AS t (authority, failing_since, tries, again_at, reason)
        VALUES (%s, %s, 1, %s, %s)
        ON CONFLICT (authority) DO UPDATE SET tries = t.tries + 1, again_at = excluded.again_at,
            failing_since = coalesce(t.failing_since, excluded.failing_since),
            reason = excluded.reason
        RETURNING authority
    )
    SELECT pg_notify(%s, authority)::text FROM told"""
_ONLY = """
    WITH gone AS (
        DELETE FROM ledger.time_stamping WHERE authority <> ALL (%s) RETURNING authority
    )
    SELECT pg_notify(%s, authority)::text FROM gone"""


@dataclass(frozen=True, slots=True)
class AuthorityStanding:
    """The last stamp of an authority that was recorded, and what failed since."""

    authority: str
    stamped_at: datetime | None
    size: int | None
    failing_since: datetime | None
    tries: int
    again_at: datetime | None
    reason: str | None


def authorities(ask: Ask) -> Sequence[AuthorityStanding]:
    """All that are asked."""
    return tuple(AuthorityStanding(**row) for row in ask(_ALL))


def tell_stamped(ask: Ask, authority: str, stamped_at: datetime, size: int) -> None:
    """A stamp of a tree of `size` is on record."""
    ask(_STAMPED, authority, stamped_at, size, CHANGED)


def tell_failed(ask: Ask, authority: str, now: datetime, again_at: datetime, reason: str) -> None:
    """There was none, or none that counts."""
    ask(_FAILED, authority, now, again_at, reason, CHANGED)


def tell_only(ask: Ask, names: Sequence[str]) -> None:
    """These are asked, and no others."""
    ask(_ONLY, list(names), CHANGED)
