"""An entry is a record with what the ledger added: where it stands, when, and who brought it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import pytest

from domain.events.disputes import AnswerIssued
from domain.record import ORGANISATION, Credential, Record, record_of
from domain.refusals import NotCorrectable
from tests.domain.cases import LEDGER_TIME, entry_of, given
from tests.domain.examples import FULL, MINIMAL
from tests.records import a_record


def test_an_entry_is_kept_with_what_the_ledger_added() -> None:
    record = record_of(FULL["message.sent"])
    kept = replace(
        entry_of(record, 7),
        recorded_by=Credential("crm hook", "connection", "ana"),
        received_at=datetime(2025, 5, 31, 23, 59, 59, 5, UTC),
    ).as_kept()
    assert {name: kept.pop(name) for name in list(kept) if name not in FULL["message.sent"]} == {
        "position": 7,
        "version": 7,
        "leaf": "",
        "recorded_at": "2025-06-01T00:00:00.000000Z",
        "received_at": "2025-05-31T23:59:59.000005Z",
        "recorded_by": {"name": "crm hook", "kind": "connection", "person": "ana"},
    }
    assert kept == record.as_sent()


def test_an_entry_that_came_by_no_hook_was_received_at_no_other_time() -> None:
    kept = entry_of(record_of(MINIMAL["message.sent"]), 1).as_kept()
    assert "received_at" not in kept
    assert kept["recorded_by"] == {"name": "import", "kind": "admin_import"}


def test_an_entry_has_the_names_that_the_event_store_asks_for() -> None:
    entry = entry_of(record_of(MINIMAL["catalogue.item_defined"]), 3)
    assert (entry.originator_id, entry.originator_version) == (ORGANISATION, 3)
    assert entry.recorded_at == LEDGER_TIME


@pytest.mark.parametrize(
    ("kind", "believed"),
    [
        ("admin_import", True),
        ("connection", True),
        ("ledger", True),
        ("unverified_connection", False),
        ("token", False),
    ],
)
def test_who_is_believed_about_itself(
    kind: Literal["admin_import", "connection", "ledger", "unverified_connection", "token"],
    *,
    believed: bool,
) -> None:
    assert Credential("somebody", kind).believed is believed


def test_what_the_ledger_wrote_itself_is_neither_struck_nor_corrected() -> None:
    asked = record_of(MINIMAL["dispute.opened"])
    moment = "2025-05-16T10:00Z"
    basis = {"effective_at": moment, "known_at": 1, "now_at": moment, "now_position": 1}
    answer = AnswerIssued.model_validate(
        {
            "question": "Were add-ons included?",
            "answer": "{}",
            "digest": "0" * 64,
            "basis": basis | {"role": "legal", "rules": "1"},
        }
    )
    envelope = asked.envelope.model_copy(update={"id": "answer", "type": "answer.issued"})
    case = given(asked).keep(Record(envelope, answer))
    case.when(a_record("record.struck", record="answer", reason="Wrong.")).is_refused(
        NotCorrectable.code, "/data/record"
    )
    corrected = a_record("record.corrected", corrects="answer", data={}, reason="Wrong.")
    case.when(corrected).is_refused(NotCorrectable.code, "/data/corrects")
