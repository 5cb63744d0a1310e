"""The bodies of what is sent, and answered, when a person is erased."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Body
from domain.values import ID_PATTERN, SHA256_PATTERN

Value = Annotated[str, Field(min_length=2, max_length=200)]
Digest = Annotated[str, Field(pattern=SHA256_PATTERN)]


class ErasureWanted(BaseModel):
    """Who is to be erased, and why. The reason is kept: it must not say who.

    `also`: other values that tell who it is, as addresses and numbers. `words`: what they said goes
    too, whatever it says. `documents`: contents that are about them, by SHA-256, where nobody can
    look into them. `dry_run`: only tell what would go. `id`: of the record of it, so that the same
    may be sent again: 200 once it was done. It is kept, too. `after`: the
    record of an erasure of this person, of which something was left.
    """

    model_config = ConfigDict(extra="forbid", strict=True)
    person: str = Field(pattern=ID_PATTERN)
    reason: str = Field(min_length=1, max_length=2_000)
    also: list[Value] = Field(default=[], max_length=50)
    words: bool = False
    documents: list[Digest] = Field(default=[], max_length=1_000)
    dry_run: bool = False
    id: str | None = Field(default=None, pattern=ID_PATTERN)
    after: str | None = Field(default=None, pattern=ID_PATTERN)


class ErasedCount(Body):
    """How many of one kind."""

    kind: str
    count: int


class ClearEntry(Body):
    """An entry in whose hashed bytes something stands that stays, by JSON pointers."""

    position: int
    record: str
    pointers: list[str]


class InClear(Body):
    """What cannot be erased: all entries are counted, the first are shown."""

    count: int
    entries: list[ClearEntry]


class UnreadDocument(Body):
    """A content that stays as nobody can look into it: compressed, an image, in codes of its own.

    `documents` are the ids that it was filed under on the deal.
    """

    deal: str
    documents: list[str]
    sha256: str
    bytes: int


class UnreadContents(Body):
    """What is to be looked at by somebody: all are counted, the first are shown."""

    count: int
    documents: list[UnreadDocument]


class NamingEntry(Body):
    """An entry that says what somebody else is called."""

    position: int
    record: str


class NamesOfOthers(Body):
    """Whose names go too, as theirs stands in them: all are counted, the first are shown."""

    count: int
    entries: list[NamingEntry]


class Erasure(Body):
    """What was erased, and the record of it (null: nothing was, it was only asked).

    `added` is whether it was erased now; what was sent again was erased before, and of that only
    what its record says is known: `records`, `names_of_others`, `unread` and `set_up` are null.
    `records` counts the entries that named the person, or of which a value goes. `set_up` names
    connections, subscriptions and gaps in which something stands: they are to be set up otherwise.
    """

    added: bool
    record: str | None
    position: int | None
    erased: list[ErasedCount]
    records: int | None
    in_clear: InClear
    names_of_others: NamesOfOthers | None
    unread: UnreadContents | None
    set_up: list[str] | None
