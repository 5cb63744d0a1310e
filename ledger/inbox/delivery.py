"""What passes between the inbox and the translator that it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from domain.events.proposals import ProposalSealed
from domain.persons import persons_of
from domain.record import Record
from domain.refusals import Refusal
from ledger.pseudonyms import ERASED


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it was kept. `body` is empty when it was erased."""

    number: int
    connection: str
    received_at: datetime
    verified: bool
    body_digest: bytes
    headers: Mapping[str, tuple[str, ...]]
    body: bytes

    @classmethod
    def of(cls, row: dict[str, Any]) -> Delivery:
        """From a row of `ledger.inbox`."""
        headers = row["headers"] or {}
        return cls(
            number=row["delivery"],
            connection=row["connection"],
            received_at=row["received_at"],
            verified=row["verified"],
            body_digest=bytes(row["body_digest"]),
            headers={name: tuple(values) for name, values in headers.items()},
            body=bytes(row["body"] or b""),
        )


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number that a sender gives an event of one of its sources: the next has the next one.

    `at` is when it happened by the sender's clock, where it says so.
    """

    source: str
    number: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a delivery tells: what it is about in the sender's system, and since when."""

    object: str
    happened_at: datetime
    numbered: Numbered | None = None


@dataclass(frozen=True, slots=True)
class Translated:
    """The records of one thing that was told; none when no rule covers it, and then `reason`.

    `settled_by` are, per record id, the codes of refusals that mean: this was there already.
    `feeding` are the records that its deals are fed from here, recorded before their first ones.
    """

    records: Sequence[Record]
    reason: str = ""
    settled_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    feeding: Sequence[Record] = ()


class UntranslatableError(Exception):
    """Nothing can be recorded of it as it is: it is parked, with this reason.

    With `waits_for` it waits until something of these streams is recorded.
    """

    def __init__(self, code: str, message: str, *, waits_for: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.waits_for = waits_for


class Translator(Protocol):
    """Turns deliveries into records. Pure: the same delivery gives the same records."""

    def split(self, delivery: Delivery) -> Sequence[Told]:
        """What it tells, in its order. Raises UntranslatableError for one that can't be read."""
        ...

    def translate(self, delivery: Delivery, place: int) -> Translated:
        """The records of one thing that it tells. Raises UntranslatableError."""
        ...


def same_but_for_the_delivery(record: Record, known: Record) -> bool:
    """Whether two records differ in nothing but the digest of the body that they came in."""
    return _without_digest(record) == _without_digest(known)


def names_others(record: Record, known: Record) -> bool:
    """Whether two records of one id name different persons: neither tells less than the other.

    Who was erased may be anybody.
    """
    sent, kept = set(persons_of(record)), set(persons_of(known))
    if any(each.startswith(ERASED) for each in kept):
        return False
    return not (sent <= kept or kept <= sent)


def _without_digest(record: Record) -> dict[str, Any]:
    sent = record.as_sent()
    evidence = {name: each for name, each in sent["evidence"].items() if name != "sha256"}
    return sent | {"evidence": evidence}


_HEALS = frozenset(
    {"clause_not_on_record", "wording_not_on_record", "record_not_on_record", "nothing_to_seal"}
)


def heals(refusal: Refusal) -> bool:
    """Whether what is refused will be taken once something else is recorded."""
    return refusal.code in _HEALS


def seals_what_stands(record: Record) -> bool:
    """Whether it seals what is on record when it comes: what comes later is not in the seal."""
    return isinstance(record.event, ProposalSealed) and record.event.contents is None


def name_of(connection: str) -> str:
    """The name of a connection as a credential."""
    return f"connection:{connection}"
