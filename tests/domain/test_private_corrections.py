"""A correction never opens what the record that it corrects kept closed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.marking import as_private_as
from domain.record import Entry, Record
from tests.domain.cases import given
from tests.records import BY, DEAL, a_clause, a_record

RIGHT = {"clause": "4.2", "heading": "Discount", "text": "Ten percent."}


def corrected(privilege: str) -> Record:
    return a_record(
        "record.corrected", deal=DEAL, corrects="c", data=RIGHT, reason="Typo", privilege=privilege
    )


def kept(privilege: str) -> Entry:
    record = a_clause(id="c", privilege=privilege)
    return Entry(record, 1, BY, None, 1, 1, datetime(2026, 1, 1, tzinfo=UTC), b"")


@pytest.mark.parametrize(
    ("first", "then", "stands"),
    [
        ("none", "none", "none"),
        ("none", "work_product", "work_product"),
        ("work_product", "none", "work_product"),
        ("attorney_client", "confidential", "attorney_client"),
        ("attorney_client", "work_product", "work_product"),
        ("confidential", "none", "confidential"),
    ],
)
def test_a_correction_is_at_least_as_private_as_what_it_corrects(
    first: str, then: str, stands: str
) -> None:
    assert as_private_as(corrected(then), kept(first)).envelope.privilege == stands


def test_a_correction_may_change_which_other_things_a_record_names() -> None:
    case = given(a_record("sign_off.granted", id="s", sign_off="S1", proposal="P1"))
    right = {"sign_off": "S1", "proposal": "P2"}
    correction = a_record("record.corrected", deal=DEAL, corrects="s", data=right, reason="P2")
    assert case.when(correction).adds().data["proposal"] == "P2"  # type: ignore[attr-defined]
