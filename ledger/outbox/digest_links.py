"""Links by which one person opens one digest, and what became of its mail.

Of the text of a link the SHA-256 is kept.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from ledger.recorder import EntryRecorder
from ledger.tokens import Token, token_of

NAME = "digest link"
"""The name of the tokens that such links stand for, one for each. Nobody has their text."""
Outcome = Literal["accepted", "failed", "unknown"]
"""What is known of a mail: the next server has it; it did not leave; that it left is not known."""
_TEXT = re.compile(r"[0-9a-f]{16}_[A-Za-z0-9_-]{43}")
_LINKS = """
    SELECT token, name, secret_digest, roles, deals, person, created_at, expires_at, revoked_at,
        l.record, l.outcome, l.said
    FROM ledger.digest_links l JOIN ledger.tokens USING (token)"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link to be made, into the digest that was sent by a record."""

    record: str
    deal: str
    person: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DigestLink:
    """A link, as far as it is kept. `token` is what it stands for; `said` why it did not arrive."""

    token: Token
    record: str
    outcome: Outcome | None
    said: str | None

    def counts(self, now: datetime) -> bool:
        """Whether it opens anything at `now`; nothing once the person was erased."""
        return self.token.person is not None and self.token.counts(now)


class DigestLinks:
    """The links of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def make(self, wanted: Wanted, secret: bytes, now: datetime) -> str:
        """Make a link of SECRET_BYTES random bytes; gives its text, told only once."""
        id_ = secret[:8].hex()
        text = f"{id_}_{urlsafe_b64encode(secret[8:]).rstrip(b'=').decode()}"
        self._rows.all(
            "WITH made AS (INSERT INTO ledger.tokens (token, name, secret_digest, roles, deals,"
            " person, created_at, expires_at)"
            " VALUES (%s, %s, %s, ARRAY['reader'], ARRAY[%s::text], %s, %s, %s) RETURNING token)"
            " INSERT INTO ledger.digest_links (record, token)"
            " SELECT %s, token FROM made RETURNING token",
            *(id_, NAME, _digest(text), wanted.deal, wanted.person, now, wanted.expires_at),
            wanted.record,
        )
        return text

    def of(self, text: str) -> DigestLink | None:
        """The link with this text, whether it still counts or not; None when there is none."""
        if not _TEXT.fullmatch(text):
            return None
        for row in self._rows.all(f"{_LINKS} WHERE token = %s", text.partition("_")[0]):
            if hmac.compare_digest(bytes(row["secret_digest"]), _digest(text)):
                return _link(row)
        return None

    def into(self, record: str) -> DigestLink | None:
        """The link into the digest that was sent by a record."""
        rows = self._rows.all(f"{_LINKS} WHERE l.record = %s", record)
        return _link(rows[0]) if rows else None

    def settle(self, record: str, outcome: Outcome, said: str | None, now: datetime) -> None:
        """What became of the mail; what is settled stays."""
        self._rows.all(
            "UPDATE ledger.digest_links SET outcome = %s, said = %s, settled_at = %s"
            " WHERE record = %s AND outcome IS NULL RETURNING record",
            *(outcome, said, now, record),
        )


def _digest(text: str) -> bytes:
    return sha256(b"digest:" + text.encode("utf-8", "surrogatepass")).digest()


def _link(row: dict[str, Any]) -> DigestLink:
    return DigestLink(token_of(row), row["record"], row["outcome"], row["said"])
