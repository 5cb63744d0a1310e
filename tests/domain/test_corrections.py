"""A correction gives the right data in the old place: same type, same ids."""

from __future__ import annotations

from typing import Any

import pytest

from domain.corrections import corrected_event
from domain.deal import Deal
from domain.events.disputes import RecordCorrected
from domain.events.proposals import ProposalSealed
from domain.record import Record, record_of
from tests.domain.cases import Case, given, given_organisation
from tests.domain.examples import BEFORE, FULL, SAID_OF_OTHERS
from tests.records import a_clause, a_record


def corrected(record: str, data: dict[str, Any], **given_: Any) -> Record:
    return a_record("record.corrected", corrects=record, data=data, **given_)


def decided(case: Case, record: Record) -> RecordCorrected:
    event = case.when(record).adds()
    assert isinstance(event, RecordCorrected)
    return event


TEXT = {"clause": "4.2", "text": "Thirty percent."}


def revision() -> Case:
    return given(a_clause(at="2025-05-01"), a_record("clause.revised", at="2025-05-10"))


def test_a_record_that_is_not_here_cannot_be_corrected() -> None:
    revision().when(corrected("r-99", TEXT)).is_refused("record_not_on_record", "/data/corrects")


def test_the_ledger_writes_which_type_was_corrected_and_fills_in_defaults() -> None:
    data = {"clause": "4.2", "heading": "Discount", "text": "Thirty percent."}
    event = decided(revision(), corrected("r-1", data))
    assert event.type == "clause.added"
    assert event.data == data | {"document": "order"}


@pytest.mark.parametrize(
    ("data", "code", "pointer"),
    [
        ({"clause": "4.2"}, "missing_field", "/data/data/text"),
        (TEXT | {"surprise": 1}, "unknown_field", "/data/data/surprise"),
        (TEXT | {"clause": "3.1"}, "correction_changes_identity", "/data/data/clause"),
        (TEXT | {"text": 30}, "wrong_type", "/data/data/text"),
    ],
)
def test_the_right_data_is_judged_as_the_wrong_data_was(
    data: dict[str, Any], code: str, pointer: str
) -> None:
    revision().when(corrected("r-2", data)).is_refused(code, pointer)


def test_the_right_data_names_only_clauses_on_record() -> None:
    case = given(a_record("message.sent"))
    data = {"message": "M1", "to": ["ana"], "channel": "sms", "about": [{"clause": "4.2"}]}
    case.when(corrected("r-1", data)).is_refused(
        "clause_not_on_record", "/data/data/about/0/clause"
    )


@pytest.mark.parametrize("type_", sorted(FULL.keys() - SAID_OF_OTHERS))
def test_every_other_record_can_be_corrected(type_: str) -> None:
    of_a_deal = "deal" in FULL[type_]
    before = [record_of(each) for each in BEFORE] if of_a_deal else []
    case = (given if of_a_deal else given_organisation)(*before, record_of(FULL[type_]))
    extra = {} if of_a_deal else {"deal": None}
    event = decided(case, corrected(f"{type_}-full", FULL[type_]["data"], **extra))
    assert event.type == type_
    wrong = case.entries[f"{type_}-full"].event
    assert event.data == wrong.model_dump(mode="json", exclude_none=True)
    assert corrected_event(event) == wrong


def test_a_corrected_time_moves_the_wording() -> None:
    case = revision().record(corrected("r-2", TEXT, occurred_at="2025-05-05"))
    assert case.current("4.2", "2025-05-04") == 1
    assert case.current("4.2", "2025-05-05") == 2


def test_when_the_correction_itself_happened_moves_nothing() -> None:
    case = revision().record(corrected("r-2", TEXT, at="2025-06-01"))
    assert case.current("4.2", "2025-05-09") == 1
    assert case.current("4.2", "2025-05-10") == 2


def test_the_latest_correction_counts_by_itself() -> None:
    case = revision().record(corrected("r-2", TEXT, occurred_at="2025-05-20"))
    assert case.current("4.2", "2025-05-10") == 1
    case.record(corrected("r-2", TEXT))
    # The second says nothing of the time: it is as it was first sent.
    assert case.current("4.2", "2025-05-10") == 2


def test_a_corrected_time_zone_moves_the_days_of_the_deal() -> None:
    case = given(a_record("deal.opened"), a_clause(at="2025-05-10"))
    assert case.current("4.2", "2025-05-09T23:00Z") is None
    data = FULL["deal.opened"]["data"]
    case.record(corrected("r-1", data | {"time_zone": "Europe/Berlin"}))
    assert case.current("4.2", "2025-05-09T22:00Z") == 1
    case.record(corrected("r-1", data | {"time_zone": "Asia/Tokyo"}))
    assert case.current("4.2", "2025-05-09T15:00Z") == 1


def test_a_correction_of_a_struck_opening_changes_no_zone() -> None:
    case = given(a_record("deal.opened"))
    case.record(a_record("record.struck", record="r-1", reason="A test."))
    case.record(corrected("r-1", FULL["deal.opened"]["data"]))
    assert isinstance(case.state, Deal)
    assert case.state.zone == "UTC"


def test_a_correction_of_something_else_changes_no_wording() -> None:
    case = given(a_clause(), a_record("message.sent"))
    data = {"message": "M1", "to": ["ana"], "channel": "sms", "about": []}
    case.record(corrected("r-2", data))
    assert case.current("4.2", "2025-06-01") == 1


@pytest.mark.parametrize("privilege", ["none", "work_product"])
def test_a_privileged_correction_leaves_no_digest_of_its_text(privilege: str) -> None:
    case = revision().record(corrected("r-2", TEXT, privilege=privilege))
    seal = case.when(a_record("proposal.sealed", at="2025-06-01")).adds()
    assert isinstance(seal, ProposalSealed)
    [wording] = seal.contents or ()
    assert (wording.digest is None) is (privilege == "work_product")


def test_a_corrected_term_stays_with_the_wording_that_it_was_stated_for() -> None:
    term = {"clause": "4.2", "term": {"kind": "other", "scope": []}, "method": "human"}
    case = revision().record(a_record("term.stated", at="2025-05-05", **term))
    event = decided(case, corrected("r-3", term | {"method": "parser"}))
    assert (event.data["version"], event.data["method"]) == (1, "parser")


def test_the_identity_of_an_organisation_record_stays_too() -> None:
    case = given_organisation(a_record("authority.granted", grant="G1"))
    data = {"grant": "G2", "person": "vera", "over": "any"}
    case.when(corrected("r-1", data, deal=None)).is_refused(
        "correction_changes_identity", "/data/data/grant"
    )
    decided(case, corrected("r-1", data | {"grant": "G1", "over": "scope"}, deal=None))
