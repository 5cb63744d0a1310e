"""Answers given in a dispute: recorded with their bytes, and given again as they were.

The record is written by the ledger itself. Its id follows from dispute, question and basis, so the
same question on the same basis finds it again, whatever was recorded, or decided anew, meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from domain.canonical import canonical
from domain.events import WRITTEN_BY_THE_LEDGER
from domain.events.disputes import (
    AnswerBasis,
    AnswerIssued,
    DisputeOpened,
    RecordCorrected,
    RecordStruck,
)
from domain.occurrence import Occurrence
from domain.record import ORGANISATION, Credential, Entry, Envelope, Record
from domain.refusals import Refusal
from ledger.application import Ledger
from projections.answers.answering import answer_bytes
from projections.basis import Basis
from projections.deal import KnownDeal
from projections.facts import visible

WRITER = Credential("deal-ledger", "ledger")
Question = str | dict[str, Any]
"""In plain words, or as parameters."""


class DisputeNotOnRecord(Refusal):
    """There is no such dispute on the deal that an answer could be recorded for."""

    code = "dispute_not_on_record"

    def __init__(self, dispute: str) -> None:
        super().__init__(f"No dispute {dispute!r} was opened on this deal.", "/dispute")


class AnswerErased(Refusal):
    """The bytes of the answer were erased: they cannot be given again."""

    code = "answer_erased"
    status = 410

    def __init__(self, record: str) -> None:
        super().__init__(f"What {record!r} answered was erased; its digest stays.", "/dispute")


@dataclass(frozen=True, slots=True)
class Dispute:
    """An answer that is wanted for a dispute of a deal, by somebody (None: by nobody named).

    `sees` are the deals that who asks may see (None: all): an answer may rest on other deals, so
    what was answered to one who sees more is not found again by one who sees less.
    """

    deal: str
    id: str
    question: Question
    asked_by: str | None
    sees: frozenset[str] | None = None

    def given(self, ledger: Ledger, basis: Basis) -> dict[str, Any] | None:
        """The answer that was recorded on this basis, as it was; None when none was.

        Raises AnswerErased.
        """
        entry = self._entry(ledger, basis)
        if entry is None or not isinstance(entry.event, AnswerIssued):
            return None
        sent = entry.event.answer.encode()
        if sha256(sent).hexdigest() != entry.event.digest:
            raise AnswerErased(entry.id)
        answered: dict[str, Any] = json.loads(sent)
        return answered

    def issue(self, ledger: Ledger, deal: KnownDeal, answered: dict[str, Any]) -> dict[str, Any]:
        """Record an answer, unless it is on record already, and give it as it will be given again.

        Raises DisputeNotOnRecord.
        """
        opened = (f.event for f in deal.now("").facts.counted)
        if not any(isinstance(e, DisputeOpened) and e.dispute == self.id for e in opened):
            raise DisputeNotOnRecord(self.id)
        sent = answer_bytes(answered)
        event = AnswerIssued(
            dispute=self.id,
            question=_words(self.question),
            answer=sent.decode(),
            digest=sha256(sent).hexdigest(),
            basis=_basis(answered["basis"]),
        )
        envelope = Envelope(
            id=self._record(answered["basis"]),
            deal=self.deal,
            type=event.stored_as,
            occurred_at=Occurrence.of(answered["basis"]["now_at"]["time"]),
            actor="system:deal-ledger",
            on_behalf_of=self.asked_by,
            privilege="work_product",
        )
        ledger.record(Record(envelope, event), WRITER)
        kept: dict[str, Any] = json.loads(sent)
        return kept

    def beside(self, ledger: Ledger, deal: KnownDeal, answered: dict[str, Any]) -> dict[str, Any]:
        """What stands beside the answer: where it is on record, and what has changed since."""
        basis = answered["basis"]
        entry = ledger.entry(self._record(basis))
        assert entry is not None
        assert isinstance(entry.event, AnswerIssued)
        issued = {
            "record": entry.id,
            "dispute": self.id,
            "position": entry.position,
            "recorded_at": entry.as_kept()["recorded_at"],
            "digest": entry.event.digest,
        }
        return {"issued": issued, "since": since(ledger, deal, answered)}

    def _entry(self, ledger: Ledger, basis: Basis) -> Entry | None:
        entry = ledger.entry(self._record(basis.json))
        return entry if entry is not None and entry.record.stream == self.deal else None

    def _record(self, basis: dict[str, Any]) -> str:
        asked: dict[str, Any] = {
            "deal": self.deal,
            "dispute": self.id,
            "question": self.question,
            "basis": basis,
        }
        if self.sees is not None:
            asked["sees"] = sorted(self.sees)
        return f"answer:{sha256(canonical(asked)).hexdigest()[:40]}"


def since(ledger: Ledger, deal: KnownDeal, answered: dict[str, Any]) -> dict[str, Any]:
    """What was recorded after an answer, and which of it takes back what the answer cites."""
    cited = {
        each["record"] for side in ("supports", "opposes", "also_said") for each in answered[side]
    }
    after = answered["basis"]["now_at"]["position"]
    entries = [*deal.entries, *ledger.entries(ORGANISATION, deal.basis.now_position)]
    later = [each for each in entries if each.position > after]
    shown, withheld = visible(later, deal.basis.role, deal.basis.now_position)
    records = [
        _later(each, cited)
        for each in sorted(shown, key=lambda each: each.position)
        if each.event.stored_as not in WRITTEN_BY_THE_LEDGER
    ]
    return {
        "position": deal.basis.now_position,
        "records": records,
        "withheld": withheld,
        "sentence": " ".join(_told(records)),
    }


def _later(entry: Entry, cited: set[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "record": entry.id,
        "position": entry.position,
        "type": entry.event.stored_as,
        "recorded_at": entry.as_kept()["recorded_at"],
    }
    match entry.event:
        case RecordCorrected(corrects=record) | RecordStruck(record=record):
            told["takes_back"] = record
            told["cited"] = record in cited
        case _:
            pass
    return told


def _told(records: list[dict[str, Any]]) -> Iterator[str]:
    if not records:
        yield "Nothing was recorded on the deal or the organisation since."
        return
    yield f"Since then {len(records)} record(s) were added."
    for each in records:
        if each.get("cited"):
            verb = "corrects" if each["type"] == "record.corrected" else "strikes"
            yield f"{each['record']} {verb} {each['takes_back']}, which the answer cites."


def _words(question: Question) -> str:
    return question if isinstance(question, str) else canonical(question).decode()


def _basis(printed: dict[str, Any]) -> AnswerBasis:
    return AnswerBasis(
        effective_at=Occurrence.of(printed["effective_at"]),
        known_at=printed["known_at"],
        now_at=Occurrence.of(printed["now_at"]["time"]),
        now_position=printed["now_at"]["position"],
        role=printed["role"],
        rules=printed["rules"],
    )
