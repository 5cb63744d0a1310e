"""Tokens: who may come in, as what, and until when. Of a secret only its digest is kept."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args

from ledger.recorder import EntryRecorder

TokenRole = Literal["recorder", "reader", "legal", "admin"]
ROLES: tuple[TokenRole, ...] = get_args(TokenRole)
SECRET_BYTES = 40
"""Of these random bytes the first 8 name the token, the rest are its secret."""
CHANGED = "deal_ledger_tokens"
"""The channel on which a token's id is told when it is revoked."""
_PREFIX = "dl"
_TOKENS = """
    SELECT token, name, secret_digest, roles, deals, person, created_at, expires_at, revoked_at
    FROM ledger.tokens"""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token allows. `deals` None: all deals. `person`: who speaks when it is used."""

    id: str
    name: str
    roles: tuple[TokenRole, ...]
    deals: frozenset[str] | None
    person: str | None
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def counts(self, now: datetime) -> bool:
        """Whether it opens anything at `now`."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token to be made."""

    name: str
    roles: Sequence[TokenRole]
    deals: Sequence[str] | None = None
    person: str | None = None
    expires_at: datetime | None = None


class Tokens:
    """The tokens of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def create(self, wanted: Wanted, secret: bytes, now: datetime) -> tuple[Token, str]:
        """Make a token of SECRET_BYTES random bytes; gives it with its text, told only once."""
        id_ = secret[:8].hex()
        text = "_".join((_PREFIX, id_, urlsafe_b64encode(secret[8:]).rstrip(b"=").decode()))
        roles = [role for role in ROLES if role in wanted.roles]
        deals = None if wanted.deals is None else sorted(set(wanted.deals))
        self._rows.all(
            "INSERT INTO ledger.tokens (token, name, secret_digest, roles, deals, person,"
            " created_at, expires_at) VALUES (%s, %s, %s, %s::text[], %s::text[], %s, %s, %s)"
            " RETURNING token",
            *(id_, wanted.name, _digest(text), roles, deals, wanted.person),
            *(now, wanted.expires_at),
        )
        token = self.with_id(id_)
        assert token is not None
        return token, text

    def of(self, text: str) -> Token | None:
        """The token with this text, whether it still counts or not; None when there is none."""
        parts = text.split("_", 2)
        if len(parts) != 3 or parts[0] != _PREFIX:
            return None
        for token, digest in self._found("WHERE token = %s", parts[1]):
            if hmac.compare_digest(digest, _digest(text)):
                return token
        return None

    def with_id(self, id_: str) -> Token | None:
        """The token of this id, whether it still counts or not; None when there is none."""
        return next((token for token, _ in self._found("WHERE token = %s", id_)), None)

    def all(self) -> list[Token]:
        """Every token that was ever made, the oldest first."""
        return [token for token, _ in self._found("ORDER BY created_at, token")]

    def revoke(self, id_: str, now: datetime) -> bool:
        """Let a token open nothing any more, in every process at once. False: there is none."""
        revoked = self._rows.all(
            "UPDATE ledger.tokens SET revoked_at = coalesce(revoked_at, %s) WHERE token = %s"
            " RETURNING pg_notify(%s, token)::text AS told",
            *(now, id_, CHANGED),
        )
        return bool(revoked)

    def _found(self, which: str, *parameters: Any) -> list[tuple[Token, bytes]]:
        rows = self._rows.all(f"{_TOKENS} {which}", *parameters)
        return [(token_of(row), row["secret_digest"]) for row in rows]


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def token_of(row: dict[str, Any]) -> Token:
    """The token in a row of ledger.tokens."""
    return Token(
        id=row["token"],
        name=row["name"],
        roles=tuple(row["roles"]),
        deals=None if row["deals"] is None else frozenset(row["deals"]),
        person=row["person"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
    )
