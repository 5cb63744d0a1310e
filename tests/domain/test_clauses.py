"""Clauses: named once they were added, numbered as they come, current by when they happened."""

from __future__ import annotations

import pytest

from domain.deal import Deal
from domain.record import Record
from tests.domain.cases import given
from tests.records import a_clause, a_record


def revised(at: str, clause: str = "4.2") -> Record:
    return a_record("clause.revised", clause=clause, at=at)


def removed(at: str, clause: str = "4.2") -> Record:
    return a_record("clause.removed", clause=clause, at=at)


def stated(at: str) -> Record:
    term = {"kind": "other", "scope": []}
    return a_record("term.stated", at=at, clause="4.2", term=term, method="human")


@pytest.mark.parametrize("type_", ["clause.revised", "clause.removed"])
def test_a_clause_that_was_never_added_cannot_be_changed(type_: str) -> None:
    given(a_clause("3.1")).when(a_record(type_, clause="4.2")).is_refused(
        "clause_not_on_record", "/data/clause"
    )


def test_a_clause_that_stands_is_not_added_again() -> None:
    case = given(a_clause(at="2025-05-10"))
    for day in ("2025-05-05", "2025-05-10", "2025-05-15"):
        case.when(a_clause(at=day)).is_refused("id_already_used", "/data/clause")


def test_a_clause_that_was_removed_may_be_added_again_and_counts_on() -> None:
    case = given(a_clause(at="2025-05-01"), removed("2025-05-02"), a_clause(at="2025-05-03"))
    assert [case.current("4.2", f"2025-05-0{day}") for day in (1, 2, 3)] == [1, None, 2]
    case.when(a_clause(at="2025-05-04")).is_refused("id_already_used", "/data/clause")


def test_a_clause_removed_twice_over_is_added_again_only_once() -> None:
    case = given(a_clause(at="2025-05-01"), removed("2025-05-02"), removed("2025-05-02"))
    case.record(a_clause(at="2025-05-03"))
    case.when(a_clause(at="2025-05-04")).is_refused("id_already_used", "/data/clause")


def test_an_addition_that_arrives_late_is_taken_where_it_belongs() -> None:
    case = given(a_clause(at="2025-05-01"), revised("2025-05-20"), removed("2025-05-10"))
    case.record(a_clause(at="2025-05-15"))
    assert [case.current("4.2", f"2025-05-{day}") for day in (14, 15, 20)] == [None, 3, 2]


def test_an_addition_is_taken_before_the_removal_that_it_followed() -> None:
    # Added, removed, added on the 20th, removed on the 30th; the second and third arrive late.
    case = given(a_clause(at="2025-05-01"), removed("2025-05-30"), a_clause(at="2025-05-20"))
    case.record(removed("2025-05-10"))
    assert [case.current("4.2", f"2025-05-{day}") for day in (15, 25, 30)] == [None, 2, None]


def test_a_removal_of_what_is_removed_already_is_taken() -> None:
    case = given(a_clause(), removed("2025-05-17"), removed("2025-05-18"))
    assert case.current("4.2", "2025-05-19") is None


def test_a_clause_that_was_removed_may_still_be_named_and_revised() -> None:
    case = given(a_clause(at="2025-05-01"), removed("2025-05-02"))
    case.when(a_record("objection.raised", about=[{"clause": "4.2"}], words="No.")).adds()
    assert case.record(revised("2025-05-03")).current("4.2", "2025-05-04") == 2


def test_wordings_are_numbered_as_they_are_recorded() -> None:
    case = given(a_clause(at="2025-05-01"), revised("2025-05-20"), revised("2025-05-10"))
    assert [case.current("4.2", day) for day in ("2025-05-05", "2025-05-15", "2025-05-25")] == [
        1,
        3,
        2,
    ]


def test_a_revision_that_arrives_late_takes_its_place_in_time_not_at_the_end() -> None:
    case = given(a_clause(at="2025-05-01"), revised("2025-05-20"))
    case.record(revised("2025-05-10"))
    assert case.current("4.2", "2025-05-21") == 2


def test_before_it_was_added_a_clause_has_no_wording() -> None:
    assert given(a_clause(at="2025-05-10")).current("4.2", "2025-05-09") is None


def test_of_wordings_that_overlap_the_one_recorded_later_is_current() -> None:
    case = given(a_clause(at="2025-05-01"), revised("2025-05-10T09:00Z"), revised("2025-05-10"))
    assert case.current("4.2", "2025-05-10") == 3
    # The day began before nine o'clock, and may have brought its change then.
    assert case.current("4.2", "2025-05-10T08:00Z") == 3


def test_of_two_changes_in_the_same_microsecond_the_later_recorded_is_current() -> None:
    moment = "2025-05-10T09:00:00.123456Z"
    case = given(a_clause(at="2025-05-01"), revised(moment), revised(moment))
    assert case.current("4.2", moment) == 3
    assert case.current("4.2", "2025-05-10T09:00:00.123455Z") == 1


def test_overlaps_that_go_round_in_a_circle_have_an_answer() -> None:
    # By position 3 is after 2 and 2 after 1; by the clock 1 is after 3. What certainly ended
    # before another began is out; of the rest the later position is current.
    case = given(
        a_clause(at="2025-05-20"),
        a_record("clause.revised", at={"from": "2025-05-05", "to": "2025-05-25"}),
        a_record("clause.revised", at={"from": "2025-05-01", "to": "2025-05-10"}),
    )
    assert case.current("4.2", "2025-05-12") == 3
    assert case.current("4.2", "2025-05-30") == 2


def test_a_day_is_the_deals_own_day() -> None:
    opened = a_record("deal.opened", time_zone="America/New_York", at="2025-04-01")
    case = given(opened, a_clause(at="2025-05-01"), revised("2025-05-10"))
    assert case.current("4.2", "2025-05-10T03:59Z") == 1
    assert case.current("4.2", "2025-05-10T04:00Z") == 2


def test_a_term_that_was_stated_on_a_day_is_of_the_wording_of_that_day_there() -> None:
    opened = a_record("deal.opened", time_zone="America/New_York")
    case = given(opened, a_clause(at="2025-05-01"), revised("2025-05-11T03:00Z"))
    assert case.when(stated("2025-05-10")).adds().model_dump()["version"] == 2
    assert case.when(stated("2025-05-09")).adds().model_dump()["version"] == 1


@pytest.mark.parametrize(
    ("type_", "given_", "pointer"),
    [
        ("clause.displayed", {"clause": "4.2", "version": 2, "to": "vera"}, "/data/version"),
        (
            "term.stated",
            {
                "clause": "4.2",
                "version": 2,
                "term": {"kind": "other", "scope": []},
                "method": "human",
            },
            "/data/version",
        ),
        (
            "proposal.sealed",
            {"contents": [{"clause": "4.2", "version": 1}, {"clause": "4.2", "version": 2}]},
            "/data/contents/1/version",
        ),
        ("message.sent", {"about": [{"clause": "4.2", "version": 2}]}, "/data/about/0/version"),
        (
            "reliance.reported",
            {"by": "acme", "act": "Waited.", "on": {"clause": "4.2", "version": 2}},
            "/data/on/version",
        ),
    ],
)
def test_only_a_wording_that_is_on_record_can_be_named(
    type_: str, given_: dict[str, object], pointer: str
) -> None:
    record = a_record(type_, **given_)
    message = given(a_clause()).when(record).is_refused("wording_not_on_record", pointer)
    assert "no wording 2" in message
    given(a_clause(), revised("2025-05-17")).when(record).adds()


def test_a_term_belongs_to_the_wording_that_was_current() -> None:
    case = given(a_clause(at="2025-05-01"), revised("2025-05-10"), removed("2025-05-20"))
    for day, version in {
        "2025-04-01": 1,
        "2025-05-05": 1,
        "2025-05-15": 2,
        "2025-05-25": 2,
    }.items():
        assert case.when(stated(day)).adds().model_dump()["version"] == version


def test_deciding_changes_nothing() -> None:
    case = given(a_clause())
    before = repr(case.state)
    case.decide(revised("2025-05-17"))
    assert isinstance(case.state, Deal)
    assert repr(case.state) == before
