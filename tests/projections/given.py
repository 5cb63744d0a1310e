"""A deal without a database: records are decided and folded as the ledger would do it.

given(a_clause(…), a_record(…)).ask("Does the discount cover analytics?")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain import deal as deals
from domain import organisation as organisations
from domain.record import Credential, Entry, Record
from projections.answers.answering import answer, in_two_readings
from projections.answers.asked import Question
from projections.answers.known import Known
from projections.answers.parameters import from_parameters
from projections.answers.question import read
from projections.basis import Asked, resolve
from projections.deal import KnownDeal
from projections.facts import Role
from projections.terms import terms
from tests.records import BY, DEAL

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Given:
    """Entries in order, a second apart, and the questions that a reader may put to them."""

    def __init__(self, records: Sequence[Record], by: Credential = BY) -> None:
        self.entries: list[Entry] = []
        self._deal = deals.Deal()
        self._organisation = organisations.Organisation()
        self.add(records, by)

    def add(self, records: Sequence[Record], by: Credential = BY) -> None:
        """More records, in this order."""
        for record in records:
            self.entries.append(self._entry(record, by))

    def _entry(self, record: Record, by: Credential) -> Entry:
        own = (entry for entry in self.entries if entry.record.stream == record.stream)
        target = next((entry for entry in own if entry.id == _named(record)), None)
        if record.deal is None:
            [event] = organisations.decide(self._organisation, record, target)
            version = self._organisation.version + 1
            organisations.evolve(self._organisation, replace(record, event=event), version)
        else:
            [event] = deals.decide(self._deal, record, target)
            version = self._deal.version + 1
            deals.evolve(self._deal, replace(record, event=event), version)
        position = len(self.entries) + 1
        recorded_at = BEGAN + timedelta(seconds=position)
        decided = replace(record, event=event)
        return Entry(decided, 1, by, None, position, version, recorded_at, b"")

    # What resolving a basis asks of a ledger.

    @property
    def size(self) -> int:
        return len(self.entries)

    def position_at(self, moment: datetime) -> int:
        return sum(entry.recorded_at <= moment for entry in self.entries)

    def entry(self, record: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == record), None)

    def root(self, size: int | None = None) -> bytes:
        return (self.size if size is None else size).to_bytes(32, "big")

    # Readings.

    def known(
        self,
        effective_at: object = None,
        known_at: object = None,
        role: Role = "admin",
        now: datetime = NOW,
    ) -> KnownDeal:
        """The deal as a reader at these two times knows it."""
        own = [entry for entry in self.entries if entry.record.deal is not None]
        shared = [entry for entry in self.entries if entry.record.deal is None]
        basis = resolve(self, own, now, Asked(effective_at, known_at, role))
        return KnownDeal(DEAL, own, shared, basis)

    def terms(self, effective_at: object = None, known_at: object = None) -> dict[str, Any]:
        """The reading `terms`."""
        return terms(self.known(effective_at, known_at))

    def ask(self, question: str | dict[str, Any], **times: Any) -> dict[str, Any]:
        """The answer to a question; times that its words give count where none is given."""
        known = self.known(**times)
        timed = known.basis.effective_at < known.basis.now_at
        names = Known(known.now(self.root().hex()), timed=timed)
        read_as = (
            read(question, names)
            if isinstance(question, str)
            else (from_parameters(question, names),)
        )
        answers = [answer(self._at(each, times), each, self.root, self) for each in read_as]
        return in_two_readings(answers) if len(answers) > 1 else answers[0]

    def _at(self, question: Question, times: dict[str, Any]) -> KnownDeal:
        own = {at: getattr(question, at) for at in ("effective_at", "known_at")}
        return self.known(**(own | {at: time for at, time in times.items() if time is not None}))

    # What lies beyond the deal: nothing else is on record here, and nobody touched it.

    def proof(self, deal: KnownDeal) -> dict[str, Any]:
        return {"holds": True, "sentence": "The proof holds.", "last_full_verify": None}

    def other_deals(self, deal: KnownDeal) -> list[KnownDeal]:
        return []


def given(*records: Record, by: Credential = BY) -> Given:
    """A deal in which these records were recorded, in this order."""
    return Given(records, by)


def scope(*items: str, terms: Sequence[str] = ("discount",)) -> dict[str, Any]:
    """A question of scope as parameters; items are written `axis:item`."""
    pairs = (item.split(":", 1) for item in items)
    found = [{"axis": axis, "item": item} for axis, item in pairs]
    return {"kind": "scope", "items": found, "terms": list(terms)}


def records(evidence: Sequence[dict[str, Any]]) -> list[str]:
    """The record ids that are cited."""
    return [each["record"] for each in evidence]


def _named(record: Record) -> str | None:
    named = getattr(record.event, "corrects", None) or getattr(record.event, "record", None)
    return str(named) if named else None
