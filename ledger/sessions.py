"""Sessions: a browser's secret that stands for a token until it ends. Of it the digest is kept."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from ledger.recorder import EntryRecorder
from ledger.tokens import CHANGED, Token, Tokens

LINKED, BY_ORGANISATION = "sign-in link", "sign-in by the organisation"
"""The names of the tokens that signing in makes, one for each sign-in. Nobody has their text."""
LASTS = timedelta(hours=12)
"""How long somebody stays signed in: a day's work."""


class Sessions:
    """The sessions of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder, tokens: Tokens) -> None:
        self._rows = rows
        self._tokens = tokens

    def begin(self, token: str, secret: bytes, now: datetime) -> str:
        """Sign in with a token's id; gives the session's text. Ended ones are deleted."""
        text = urlsafe_b64encode(secret).rstrip(b"=").decode()
        self._rows.all(
            "WITH over AS (DELETE FROM ledger.sessions WHERE expires_at <= %s)"
            " INSERT INTO ledger.sessions (session_digest, token, created_at, expires_at)"
            " VALUES (%s, %s, %s, %s) RETURNING token",
            *(now, _digest(text), token, now, now + LASTS),
        )
        return text

    def of(self, text: str) -> Token | None:
        """The token that a session stands for, for no longer than the session; None without one."""
        rows = self._rows.all(
            "SELECT token, expires_at FROM ledger.sessions WHERE session_digest = %s",
            _digest(text),
        )
        token = self._tokens.with_id(rows[0]["token"]) if rows else None
        if token is None:
            return None
        ends = [rows[0]["expires_at"], *([token.expires_at] if token.expires_at else [])]
        return replace(token, expires_at=min(ends))

    def end(self, text: str) -> None:
        """Sign out, in every process at once."""
        self._rows.all(
            "DELETE FROM ledger.sessions WHERE session_digest = %s"
            " RETURNING pg_notify(%s, token)::text AS told",
            *(_digest(text), CHANGED),
        )


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
