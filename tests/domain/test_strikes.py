"""A struck record counts for nothing from then on; it stays where it is."""

from __future__ import annotations

import pytest

from domain.record import Record, record_of
from domain.refusals import Malformed
from tests.domain.cases import given, given_organisation
from tests.domain.examples import BEFORE, FULL, SAID_OF_OTHERS
from tests.records import a_clause, a_record


def struck(record: str) -> Record:
    return a_record("record.struck", record=record, reason="Recorded for the wrong deal.")


def test_a_record_that_is_not_here_cannot_be_struck() -> None:
    given(a_clause()).when(struck("r-99")).is_refused("record_not_on_record", "/data/record")


def test_a_record_cannot_strike_itself() -> None:
    itself = a_record("record.struck", id="s", record="s", reason="A paradox.")
    given().when(itself).is_refused("record_not_on_record", "/data/record")


@pytest.mark.parametrize("type_", sorted(FULL.keys() - SAID_OF_OTHERS))
def test_every_other_record_can_be_struck(type_: str) -> None:
    if "deal" not in FULL[type_]:
        case = given_organisation(record_of(FULL[type_]))
        case.record(a_record("record.struck", record=f"{type_}-full", reason="No.", deal=None))
        return
    case = given(*(record_of(each) for each in BEFORE), record_of(FULL[type_]))
    case.record(struck(f"{type_}-full"))


@pytest.mark.parametrize("type_", sorted(SAID_OF_OTHERS))
def test_what_is_said_of_other_records_cannot_be_struck_or_corrected(type_: str) -> None:
    case = given(*(record_of(each) for each in BEFORE), record_of(FULL[type_]))
    case.when(struck(f"{type_}-full")).is_refused("not_correctable", "/data/record")
    corrected = a_record("record.corrected", corrects=f"{type_}-full", data={}, reason="No.")
    case.when(corrected).is_refused("not_correctable", "/data/corrects")


def test_a_struck_revision_is_not_current() -> None:
    case = given(a_clause(at="2025-05-01"), a_record("clause.revised", at="2025-05-10"))
    case.record(struck("r-2"))
    assert case.current("4.2", "2025-05-20") == 1


def test_a_struck_removal_leaves_the_clause_standing() -> None:
    case = given(a_clause(at="2025-05-01"), a_record("clause.removed", at="2025-05-10"))
    case.record(struck("r-2"))
    assert case.current("4.2", "2025-05-20") == 1
    case.when(a_clause(at="2025-05-20")).is_refused("id_already_used", "/data/clause")


def test_a_clause_whose_addition_was_struck_may_be_added_again_and_still_be_named() -> None:
    case = given(a_clause(at="2025-05-01"), struck("r-1"))
    case.when(a_record("objection.raised", about=[{"clause": "4.2"}], words="No.")).adds()
    case.record(a_clause(at="2025-05-02"))
    assert case.current("4.2", "2025-05-20") == 2


def test_a_clause_added_again_stands_although_its_first_addition_was_struck() -> None:
    case = given(
        a_clause(at="2025-05-01"),
        a_record("clause.removed", at="2025-05-02"),
        a_clause(at="2025-05-03"),
        struck("r-1"),
    )
    case.when(a_clause(at="2025-05-04")).is_refused("id_already_used", "/data/clause")


def test_striking_twice_is_no_fault() -> None:
    case = given(a_clause(), struck("r-1")).record(struck("r-1"))
    assert case.current("4.2", "2025-06-01") is None


def test_a_strike_of_an_organisation_record_is_about_the_organisation() -> None:
    case = given_organisation(a_record("authority.granted", grant="G1"))
    again = a_record("authority.granted", grant="G1")
    case.when(again).is_refused("id_already_used", "/data/grant")
    case.record(a_record("record.struck", record="r-1", reason="A test.", deal=None))
    case.when(again).adds()


def test_a_strike_says_why() -> None:
    with pytest.raises(Malformed):
        record_of(FULL["record.struck"] | {"data": {"record": "r-wrong"}})
