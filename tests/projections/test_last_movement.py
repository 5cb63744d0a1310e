"""When a deal last moved, as the register has it: not by being looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from domain.events.base import DealEvent
from domain.events.disputes import AnswerIssued
from domain.events.evidence import EvidenceExported
from domain.occurrence import Occurrence
from domain.record import Envelope, Record
from projections.views.rows.register import Line, line
from tests.projections.given import given
from tests.records import DEAL, a_record

LATER = Occurrence.of("2026-05-01T12:00:00Z")
BASIS = {
    "effective_at": LATER, "known_at": 1, "now_at": LATER, "now_position": 1, "role": "legal",
    "rules": "1",
}  # fmt: skip
EVENTS = (
    AnswerIssued.model_validate(
        {"question": "What?", "answer": "{}", "digest": sha256(b"{}").hexdigest(), "basis": BASIS}
    ),
    EvidenceExported.model_validate(
        {
            "export": "x",
            "versions": 1,
            "contents": "0" * 64,
            "basis": BASIS,
            "asked_by": "command line",
        }
    ),
)


def written(event: DealEvent) -> Record:
    envelope = Envelope(
        id=f"w-{event.stored_as}",
        deal=DEAL,
        type=event.stored_as,
        occurred_at=LATER,
        actor="system:deal-ledger",
        privilege="work_product",
    )
    return Record(envelope, event)


def of(records: Sequence[Record]) -> Line:
    return line(given(*records).known())


@pytest.mark.parametrize("event", EVENTS)
def test_to_answer_or_to_export_moves_no_deal(event: AnswerIssued | EvidenceExported) -> None:
    told = (a_record("deal.opened"), a_record("value.reported", id="v", at="2026-03-01T10:00Z"))
    before, after = of(told), of((*told, written(event)))
    assert after.last_movement == before.last_movement == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert after.last_record == "v"
    assert after.entries == before.entries + 1


def test_where_nothing_has_happened_yet_it_is_what_was_recorded() -> None:
    opened = a_record("deal.opened", at="2030-01-01")
    before, after = of((opened,)), of((opened, *map(written, EVENTS)))
    assert (after.last_movement, after.last_record) == (before.last_movement, None)
