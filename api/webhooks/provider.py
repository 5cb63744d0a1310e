"""What each provider's file gives: is a delivery theirs, what tells it apart, what does it hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from ledger.inbox.delivery import Numbered

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery as it came, before anybody believes it.

    `uri` is the whole address as the sender knows it, query included. `headers` has lower-case
    names; a header that came several times has its values in their order.
    """

    method: str
    uri: str
    headers: Mapping[str, tuple[str, ...]]
    body: bytes
    received_at: datetime

    def header(self, name: str) -> str | None:
        """The value of a header that must stand once; None when it is absent or doubled."""
        values = self.headers.get(name, ())
        return values[0] if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of a connection: its id, what it was set up with, the secrets that count.

    `settings` are the provider's own (its `SETTINGS` says which).
    """

    connection: str
    settings: Mapping[str, str]
    secrets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a delivery tells, e.g. one of the changes in a batch.

    `object` is what it is about in the sender's system (order holds within one), e.g. `deal:1234`.
    `ref` names this part, the same when it is sent again and never for anything else; ids of
    records are made of it. `happened_at` is by the sender's clock, with an offset; `has_millis`
    says that the sender writes the fraction of a second, also where it is zero.
    `payload` is what the expressions of a mapping see: JSON with numbers that are no whole ones as
    texts. A provider that sends records whole gives them in `records`, and needs no mapping.
    `of_all` says that it concerns all objects of a kind, which nobody names.
    `numbered` is the number that the sender gives to what is told, in one of its sources.
    `fault` says why nothing can be made of this part, though the others of its delivery can be
    read: it is parked with that reason, and they are not held up.
    """

    object: str
    ref: str
    happened_at: datetime | None
    payload: Any
    records: Sequence[Any] = field(default=())
    fault: str | None = None
    numbered: Numbered | None = None
    has_millis: bool = False
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a sender is told when its delivery is kept."""

    status: int = 200
    body: bytes = b""
    media_type: str = JSON


class NotBelievedError(Exception):
    """A delivery is not from who it says: answered 401, and only counted. `code` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UnreadableError(Exception):
    """A delivery that is kept, and of which nothing can be made: `code` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


SETTINGS_OF_ALL: Mapping[str, str] = {
    "silent_after": "hours without a delivery after which a gap in its coverage is recorded, e.g. "
    "48 or 0.5; 0: never (default: three times its longest pause of late, at a "
    "time at which it was heard in the weeks before)",
}
"""What every connection may be set up with, whoever its provider is: name and meaning."""


class Provider(Protocol):
    """One provider. Pure: the time and the secrets come from outside."""

    name: str
    system: str
    """The id of the system in records, e.g. `hubspot`."""
    channel: str
    """What `source.connected` says of it, e.g. `crm`."""
    signs: bool
    """Whether a delivery that passed `verify` is the sender's own word (VOCABULARY 7)."""
    settings: Mapping[str, str]
    """What a connection may be set up with, beside SETTINGS_OF_ALL: name and meaning.

    Those that it needs end in ` *`.
    """

    def verify(self, arrival: Arrival, account: Account) -> None:
        """Raise NotBelievedError unless the delivery is from who it says, and of now."""
        ...

    def key(self, arrival: Arrival) -> str:
        """The sender's own ids of this delivery; with the digest of the body they tell doubles."""
        ...

    def parts(self, body: bytes, headers: Mapping[str, tuple[str, ...]]) -> list[Part]:
        """What a delivery tells, in its order. Raises UnreadableError when it can't be read."""
        ...

    def reply(self) -> Reply:
        """What the sender is told once its delivery is kept."""
        ...
