"""What a reading stands on."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Credential
from projections.basis import BadBasis, basis_of
from projections.facts import Role
from projections.overview import register_notes
from projections.terms import terms
from tests.projections.given import given, scope
from tests.records import a_clause, a_record

RECORDS = (
    a_record("deal.opened", id="opened", at="2025-05-01", time_zone="America/New_York"),
    a_clause(
        id="clause",
        at="2025-05-02",
        source={"system": "clm", "recorded_at": "2025-05-02T12:00:00Z"},
    ),
    a_record(
        "clause.revised",
        id="revised",
        at="2025-05-10",
        text="Thirty.",
        source={"system": "clm", "recorded_at": "2025-05-20T12:00:00Z"},
    ),
)


def test_a_date_means_the_end_of_that_day_in_the_zone_of_the_deal() -> None:
    basis = given(*RECORDS).known(effective_at="2025-05-12").basis.json
    assert basis["effective_at"] == "2025-05-13T03:59:59Z"


def test_a_printed_basis_is_accepted_back_and_is_the_same() -> None:
    for times in ({}, {"effective_at": "2025-05-12"}, {"known_at": 2}, {"known_at": "2025-06-01"}):
        basis = given(*RECORDS).known(**times).basis
        assert basis_of(basis.json) == basis


def test_the_same_question_on_the_same_basis_gives_the_same_answer_whatever_came_since() -> None:
    before = given(*RECORDS)
    asked = scope("orders:expansion")
    first = before.ask(asked, effective_at="2025-05-12")
    known = given(*RECORDS, a_record("clause.removed", at="2025-05-11")).known()
    basis = basis_of(first["basis"])
    assert basis.known_at == 3
    assert [entry.id for entry in known.entries if basis.knows(entry, "UTC")] == [
        "opened",
        "clause",
        "revised",
    ]


@pytest.mark.parametrize("known_at", [2, "2", "record:clause", {"record": "clause"}])
def test_known_at_is_a_position_or_a_record(known_at: object) -> None:
    assert given(*RECORDS).known(known_at=known_at).basis.known_at == 2


def test_known_at_a_time_of_recording_is_resolved_to_a_position() -> None:
    basis = given(*RECORDS).known(known_at="2026-01-01T00:00:02Z").basis
    assert (basis.known_at, basis.known_by) == (2, "ledger")


def test_before_the_ledger_began_the_sources_own_times_say_what_was_known() -> None:
    deal = given(*RECORDS)
    known = deal.known(known_at="2025-05-15")
    assert known.basis.json["known_by"] == "source"
    assert [fact.id for fact in known.facts.counted] == ["clause"]
    answered = deal.ask(scope("orders:expansion"), known_at="2025-05-15")
    assert "began later" in answered["sentence"]


def test_a_source_that_is_not_believed_says_nothing_of_what_was_known() -> None:
    deal = given(*RECORDS, by=Credential("somebody", "token"))
    assert deal.known(known_at="2025-05-15").facts.counted == ()


@pytest.mark.parametrize(
    "times",
    [
        {"known_at": "2030-01-01"},
        {"known_at": 4},
        {"known_at": -1},
        {"known_at": "record:nowhere"},
        {"known_at": "yesterday"},
        {"effective_at": "2025-13-01"},
        {"effective_at": 7},
    ],
)
def test_a_time_that_cannot_be_stood_on_is_refused(times: dict[str, Any]) -> None:
    with pytest.raises(BadBasis):
        given(*RECORDS).known(**times)


def test_what_a_reader_may_not_see_is_withheld_and_counted() -> None:
    secret = a_clause("9", id="secret", at="2025-05-03", privilege="work_product")
    known = given(*RECORDS, secret).known(role="reader")
    assert known.withheld == 1
    assert "secret" not in {fact.id for fact in known.facts.counted}
    assert given(*RECORDS, secret).known(role="legal").withheld == 0


def test_a_withheld_revision_does_not_renumber_the_wordings() -> None:
    deal = given(
        a_clause(at="2025-05-01"),
        a_record("clause.revised", at="2025-05-02", text="Secret.", privilege="work_product"),
        a_record("clause.revised", at="2025-05-03", text="Thirty."),
    )
    [wording] = deal.known(role="reader").text
    assert wording.number == 3


def test_what_is_left_out_for_want_of_a_believed_time_is_counted_in_the_note() -> None:
    """Records without a time of their source are not known then, whatever they tell of."""
    private = a_record("message.sent", at="2025-05-03", privilege="work_product")
    deal = given(*RECORDS, private, a_record("authority.granted", at="2025-05-01"))
    seen: tuple[tuple[Role, int], ...] = (("legal", 2), ("reader", 1))
    for role, left_out in seen:
        known = deal.known(known_at="2025-05-10", role=role)
        [note] = known.notes
        assert f"are left out, whatever they tell: {left_out} of this deal and 1 of the" in note
        assert terms(known)["notes"] == [note]
    [note] = given(*RECORDS[1:]).known(known_at="2025-05-10").notes
    assert note == "The ledger itself began later: known by the sources' own times."
    assert deal.known().notes == []


def test_the_register_says_how_many_records_of_a_deal_are_left_out() -> None:
    [note] = register_notes([given(*RECORDS).known(known_at="2025-05-10")])
    assert note.endswith("are left out, whatever they tell: 1 of this deal. So of D-1.")
