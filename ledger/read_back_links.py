"""Links by which one person answers the read-back of one proposal. Of each the digest is kept."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from ledger.recorder import EntryRecorder
from ledger.tokens import Token, Tokens, token_of

NAME = "read-back link"
"""The name of the tokens that such links stand for, one for each. Nobody has their text."""
RECORDED_BY = "read-back-link:"
"""How the credentials begin with which an answer by a link is recorded; the link's id follows."""
_ID = "[0-9a-f]{16}"
_TEXT = re.compile(f"({_ID})_[A-Za-z0-9_-]{{43}}", re.ASCII)
_LINKS = """
    SELECT token, name, secret_digest, roles, deals, person, created_at, expires_at, revoked_at,
        l.deal, l.proposal, l.made_by
    FROM ledger.read_back_links l JOIN ledger.tokens USING (token)"""
_AFTER = "(created_at, token) < (SELECT created_at, token FROM ledger.tokens WHERE token = %s)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link to be made; `made_by` is the token, or the command, that asks for it."""

    deal: str
    proposal: str
    person: str
    expires_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link, as far as it is kept. `token` is what it stands for, and has its id."""

    token: Token
    deal: str
    proposal: str
    made_by: str

    @property
    def id(self) -> str:
        """What names it; it opens nothing."""
        return self.token.id

    @property
    def person(self) -> str | None:
        """Who is asked; None once they were erased."""
        return self.token.person

    def counts(self, now: datetime) -> bool:
        """Whether it can be answered by at `now`."""
        return self.person is not None and self.token.counts(now)


class ReadBackLinks:
    """The links of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows
        self._tokens = Tokens(rows)

    def make(self, wanted: Wanted, secret: bytes, now: datetime) -> tuple[Link, str]:
        """Make a link of SECRET_BYTES random bytes; gives it with its text, told only once."""
        id_ = secret[:8].hex()
        text = f"{id_}_{urlsafe_b64encode(secret[8:]).rstrip(b'=').decode()}"
        self._rows.all(
            "WITH made AS (INSERT INTO ledger.tokens (token, name, secret_digest, roles, deals,"
            " person, created_at, expires_at)"
            " VALUES (%s, %s, %s, ARRAY['recorder'], ARRAY[%s::text], %s, %s, %s) RETURNING token)"
            " INSERT INTO ledger.read_back_links (token, deal, proposal, made_by)"
            " SELECT token, %s, %s, %s FROM made RETURNING token",
            *(id_, NAME, _digest(text), wanted.deal, wanted.person, now, wanted.expires_at),
            *(wanted.deal, wanted.proposal, wanted.made_by),
        )
        made = self.with_id(wanted.deal, id_)
        assert made is not None
        return made, text

    def of(self, text: str) -> Link | None:
        """The link with this text, whether it still counts or not; None when there is none."""
        if not (found := _TEXT.fullmatch(text)):
            return None
        for row in self._rows.all(f"{_LINKS} WHERE token = %s", found[1]):
            if hmac.compare_digest(bytes(row["secret_digest"]), _digest(text)):
                return _link(row)
        return None

    def with_id(self, deal: str, id_: str) -> Link | None:
        """The link of this id, of this deal, whether it still counts or not."""
        if not re.fullmatch(_ID, id_):
            return None
        rows = self._rows.all(f"{_LINKS} WHERE token = %s AND l.deal = %s", id_, deal)
        return _link(rows[0]) if rows else None

    def page(self, deal: str, proposal: str | None, after: str | None, limit: int) -> list[Link]:
        """At most so many links of a deal, or of one proposal, the latest first; after one of them.

        `after` that is no link's id gives none.
        """
        which = "l.deal = %s AND (%s::text IS NULL OR l.proposal = %s)"
        which += f" AND (%s::text IS NULL OR {_AFTER})"
        rows = self._rows.all(
            f"{_LINKS} WHERE {which} ORDER BY created_at DESC, token DESC LIMIT %s",
            *(deal, proposal, proposal, after, after, limit),
        )
        return [_link(row) for row in rows]

    def revoke(self, deal: str, id_: str, now: datetime) -> Link | None:
        """Let it lead nowhere any more, in every process at once; None: the deal has none such."""
        if self.with_id(deal, id_) is None:
            return None
        self._tokens.revoke(id_, now)
        return self.with_id(deal, id_)


def _digest(text: str) -> bytes:
    return sha256(b"read-back:" + text.encode("utf-8", "surrogatepass")).digest()


def _link(row: dict[str, Any]) -> Link:
    return Link(token_of(row), row["deal"], row["proposal"], row["made_by"])
