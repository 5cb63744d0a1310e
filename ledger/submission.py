"""A unit of writing: records that are added together or not at all, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain.record import Credential, Record
from domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a record stands in the ledger. `added` is False when it was there already.

    `leaf` is its 32-byte Merkle leaf; the clock is the database's, in UTC. `first_named` are the
    persons (and parties that stand where a person might) that nothing in the ledger named before.
    """

    record: str
    stream: str
    position: int
    version: int
    leaf: bytes
    recorded_at: datetime
    added: bool
    first_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """An item of the inbox that is worked on, and the number of the worker that has it."""

    item: int
    worker: int


@dataclass(slots=True, eq=False)
class Submission:
    """Records with whose credentials they came; filled in by the one who writes it.

    `expected` is the version that the stream of the first record must have; None asks nothing.
    `claim` is the item that they come from: it is marked as recorded in the same transaction.
    `noticed` are those that nobody sent: the ledger says them itself, before what was sent.
    """

    records: tuple[Record, ...]
    by: Credential
    received_at: datetime | None = None
    expected: int | None = None
    claim: Claim | None = None
    noticed: tuple[Record, ...] = ()
    receipts: dict[str, Receipt] = field(default_factory=dict)
    refusal: Exception | None = None
    conflicts: int = 0

    @property
    def settled(self) -> bool:
        """Whether it is known what became of it."""
        return self.refusal is not None or len(self.receipts) == len(self._ids)

    @property
    def size(self) -> int:
        """How many records it has."""
        return len(self.every)

    @property
    def every(self) -> tuple[Record, ...]:
        """All of its records, in the order in which they are added."""
        return (*self.noticed, *self.records)

    def fail(self, fault: Exception) -> None:
        """What became of it is not known: it may be sent again."""
        self.refusal = fault

    @property
    def _ids(self) -> set[str]:
        return {record.id for record in self.every}

    @property
    def missing(self) -> list[Record]:
        """The records that are not known to be on record, each once."""
        found: dict[str, Record] = {}
        for record in self.every:
            if record.id not in self.receipts:
                found.setdefault(record.id, record)
        return list(found.values())

    def answer(self) -> list[Receipt]:
        """One receipt per record that was sent, in their order; raises the refusal, if any."""
        if self.refusal is not None:
            raise self.refusal
        return [self.receipts[record.id] for record in self.records]

    def outcome(self) -> list[Receipt] | Refusal:
        """The receipts or the refusal; a fault of the program or the database is raised."""
        if isinstance(self.refusal, Refusal):
            return self.refusal
        return self.answer()
