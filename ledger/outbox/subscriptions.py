"""Subscriptions: where to push what, as which role, with which secrets; and how far they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from ledger.recorder import EntryRecorder
from ledger.shared_secrets import Secret, active, secrets_of

SubscriptionRole = Literal["reader", "legal"]
ROLES: tuple[SubscriptionRole, ...] = get_args(SubscriptionRole)
BY_COMMAND = "ended by command"
"""Why a subscription ended that did not end by itself."""
_FOUND = """
    SELECT s.subscription, s.url, s.role, s.types, s.deals, s.created_at, s.position, s.pushed_at,
        s.tries, s.again_at, s.last_error, s.ended_at, s.reason,
        coalesce(jsonb_agg(jsonb_build_array(k.secret, k.value, k.created_at, k.ended_at)
            ORDER BY k.secret) FILTER (WHERE k.secret IS NOT NULL), '[]') AS secrets
    FROM ledger.subscriptions s LEFT JOIN ledger.subscription_secrets k USING (subscription)
    {} GROUP BY s.subscription ORDER BY s.created_at, s.subscription"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription to be made. `types`, `deals` None: all of them.

    `after` is the position after which it begins; None: the end of the ledger.
    """

    id: str
    url: str
    role: SubscriptionRole
    types: Sequence[str] | None = None
    deals: Sequence[str] | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where to push what, and how far it came.

    `position` is the last entry that was taken or passed over, `tries` failed since. `reason` says
    why it ended.
    """

    id: str
    url: str
    role: SubscriptionRole
    types: frozenset[str] | None
    deals: frozenset[str] | None
    created_at: datetime
    position: int
    pushed_at: datetime | None
    tries: int
    again_at: datetime | None
    last_error: str | None
    ended_at: datetime | None
    reason: str | None
    secrets: tuple[Secret, ...]

    @property
    def active_secrets(self) -> tuple[str, ...]:
        """Those that count, the newest first."""
        return active(self.secrets)

    def rests(self, now: datetime) -> bool:
        """Whether nothing is to be pushed at `now`: it has ended, or waits for its next try."""
        waits = self.again_at is not None and self.again_at > now
        return self.ended_at is not None or waits


class Subscriptions:
    """The subscriptions of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def create(self, wanted: Wanted, secret: str, now: datetime) -> Subscription:
        """Make a subscription with its first secret, both at once."""
        self._rows.all(
            "WITH made AS (INSERT INTO ledger.subscriptions"
            " (subscription, url, role, types, deals, created_at, position)"
            " SELECT %s, %s, %s, %s::text[], %s::text[], %s, coalesce(%s::bigint, size)"
            " FROM ledger.log RETURNING subscription, created_at)"
            " INSERT INTO ledger.subscription_secrets (subscription, value, created_at)"
            " SELECT subscription, %s, created_at FROM made RETURNING secret",
            *(wanted.id, wanted.url, wanted.role, _sorted(wanted.types), _sorted(wanted.deals)),
            *(now, wanted.after, secret),
        )
        made = self.get(wanted.id)
        assert made is not None
        return made

    def all(self) -> list[Subscription]:
        """Every subscription that was ever made, the oldest first."""
        return [_subscription(row) for row in self._rows.all(_FOUND.format(""))]

    def get(self, subscription: str) -> Subscription | None:
        """The subscription, also when it has ended; None when there is none."""
        rows = self._rows.all(_FOUND.format("WHERE s.subscription = %s"), subscription)
        return _subscription(rows[0]) if rows else None

    def naming(self, types: Sequence[str]) -> dict[str, SubscriptionRole]:
        """The subscriptions that have not ended and name one of these types, with their roles."""
        rows = self._rows.all(
            "SELECT subscription, role FROM ledger.subscriptions"
            " WHERE ended_at IS NULL AND types && %s::text[]",
            list(types),
        )
        return {row["subscription"]: row["role"] for row in rows}

    def add_secret(self, subscription: str, value: str, now: datetime) -> int:
        """A further secret that pushes are signed with from now on; gives its number."""
        rows = self._rows.all(
            "INSERT INTO ledger.subscription_secrets (subscription, value, created_at)"
            " VALUES (%s, %s, %s) RETURNING secret",
            *(subscription, value, now),
        )
        return int(rows[0]["secret"])

    def end_secret(self, subscription: str, number: int, now: datetime) -> bool:
        """Sign with a secret no more. False: there is none, or no other one would be left."""
        rows = self._rows.all(
            "UPDATE ledger.subscription_secrets k SET ended_at = coalesce(k.ended_at, %s)"
            " WHERE k.secret = %s AND k.subscription = %s AND EXISTS ("
            " SELECT FROM ledger.subscription_secrets o WHERE o.subscription = k.subscription"
            " AND o.secret <> k.secret AND o.ended_at IS NULL) RETURNING k.secret",
            *(now, number, subscription),
        )
        return bool(rows)

    def end(self, subscription: str, reason: str, now: datetime) -> bool:
        """Push nothing more. False: there is none, or it ended before."""
        rows = self._rows.all(
            "UPDATE ledger.subscriptions SET ended_at = %s, reason = %s, again_at = NULL"
            " WHERE subscription = %s AND ended_at IS NULL RETURNING subscription",
            *(now, reason, subscription),
        )
        return bool(rows)


def _sorted(names: Sequence[str] | None) -> list[str] | None:
    return None if names is None else sorted(set(names))


def _set(names: Sequence[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _subscription(row: dict[str, Any]) -> Subscription:
    secrets = secrets_of(row["secrets"])
    sets = {"types": _set(row["types"]), "deals": _set(row["deals"]), "secrets": secrets}
    own = {name: value for name, value in row.items() if name != "subscription"}
    return Subscription(id=row["subscription"], **(own | sets))
