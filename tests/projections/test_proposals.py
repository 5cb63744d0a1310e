"""Which text governs, and what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.given import given
from tests.records import a_clause, a_record


def sealed(proposal: str, at: str, **more: Any) -> Record:
    return a_record("proposal.sealed", proposal=proposal, at=at, **more)


def sent(proposal: str, at: str) -> Record:
    return a_record("proposal.sent", proposal=proposal, at=at)


def accepted(proposal: str, at: str, **more: Any) -> Record:
    return a_record("proposal.accepted", proposal=proposal, by="acme", at=at, **more)


def executed(proposal: str, at: str) -> Record:
    return a_record("agreement.executed", agreement=f"A-{proposal}", proposal=proposal, at=at)


def retracted(proposal: str, at: str, **more: Any) -> Record:
    reason = {"reason_class": "commercial", "reason": "Changed our mind."}
    return a_record(
        "proposal.retracted", proposal=proposal, to=["acme"], at=at, **{**reason, **more}
    )


FIRST = (a_clause(id="c1", at="2025-05-01"), sealed("P1", "2025-05-02"))


def test_the_drafts_govern_until_something_is_sealed() -> None:
    assert given(a_clause(at="2025-05-01")).terms()["governing"]["by"] == "drafts"


def test_a_seal_keeps_its_wordings_whatever_comes_later() -> None:
    deal = given(*FIRST, a_record("clause.revised", at="2025-05-03", text="Thirty."))
    found = deal.terms()
    assert found["governing"] == {
        "by": "sealed",
        "proposal": "P1",
        "amendments": [],
        "contents_on_record": True,
    }
    assert [each["version"] for each in found["clauses"]] == [1]
    assert [(each["version"], each["governs"]) for each in found["current"]] == [(2, False)]


def test_what_arrives_after_a_seal_is_not_in_it_though_it_happened_before() -> None:
    deal = given(*FIRST, a_record("clause.revised", at="2025-05-01T12:00Z", text="Late."))
    assert [each["version"] for each in deal.terms()["clauses"]] == [1]


@pytest.mark.parametrize(
    ("then", "governs"),
    [
        ((), ("sealed", "P2")),
        ((sent("P1", "2025-05-05"),), ("sent", "P1")),
        ((sent("P1", "2025-05-05"), sent("P2", "2025-05-06")), ("sent", "P2")),
        ((sent("P2", "2025-05-06"), accepted("P1", "2025-05-05")), ("accepted", "P1")),
        ((accepted("P2", "2025-05-07"), executed("P1", "2025-05-05")), ("executed", "P1")),
        (
            (sent("P1", "2025-05-05"), accepted("P2", "2025-05-06", qualifications=["but"])),
            ("sent", "P1"),
        ),
        ((sent("P2", "2025-05-05"), retracted("P2", "2025-05-06")), ("sent", "P2")),
    ],
)
def test_the_executed_text_governs_else_the_accepted_else_the_latest_sent_else_sealed(
    then: tuple[Record, ...], governs: tuple[str, str]
) -> None:
    governing = given(*FIRST, sealed("P2", "2025-05-03"), *then).terms()["governing"]
    assert (governing["by"], governing["proposal"]) == governs


def test_an_amendment_lies_over_its_base_once_it_is_accepted() -> None:
    records = (
        a_clause("3", at="2025-05-01"),
        a_clause("4", at="2025-05-01"),
        sealed("P1", "2025-05-02"),
        executed("P1", "2025-05-03"),
        a_record("clause.revised", clause="4", text="Amended.", at="2025-05-04"),
        sealed("A1", "2025-05-05", clauses=["4"], amends="P1"),
        sent("A1", "2025-05-06"),
        accepted("A1", "2025-05-08"),
    )
    deal = given(*records)
    before = deal.terms(effective_at="2025-05-07")
    assert [(each["clause"], each["version"]) for each in before["clauses"]] == [("3", 1), ("4", 1)]
    after = deal.terms()
    assert [(each["clause"], each["version"]) for each in after["clauses"]] == [("3", 1), ("4", 2)]
    assert after["governing"]["proposal"] == "P1"
    assert after["governing"]["amendments"] == ["A1"]


def test_a_proposal_whose_seal_is_not_on_record_is_said_to_be_so() -> None:
    found = given(a_clause(at="2025-05-01"), sent("P9", "2025-05-02")).terms()
    assert found["governing"]["contents_on_record"] is False
    assert found["clauses"] == []


@pytest.mark.parametrize(
    ("then", "standing"),
    [
        ((), "draft"),
        ((sent("P1", "2025-05-05"),), "offered"),
        ((sent("P1", "2025-05-05"), retracted("P1", "2025-05-06")), "retracted"),
        (
            (sent("P1", "2025-05-05"), retracted("P1", "2025-05-06", clauses=["4.2"])),
            "offered",
        ),
        ((accepted("P1", "2025-05-06"),), "in_force"),
        ((accepted("P1", "2025-05-06"), retracted("P1", "2025-05-08")), "in_force"),
        ((retracted("P1", "2025-05-06"), accepted("P1", "2025-05-08")), "retracted"),
        ((retracted("P1", "2025-05-06"), accepted("P1", "2025-05-06")), "contested"),
        (
            (sent("P1", "2025-05-05"), accepted("P1", "2025-05-06", qualifications=["but"])),
            "countered",
        ),
        (
            (
                sent("P1", "2025-05-05"),
                a_record("proposal.rejected", id="no", proposal="P1", at="2025-05-07"),
            ),
            "rejected",
        ),
        (
            (
                sent("P1", "2025-05-05"),
                a_record("proposal.lapsed", id="over", proposal="P1", at="2025-05-07"),
            ),
            "lapsed",
        ),
    ],
)
def test_the_standing_is_the_first_that_applies(then: tuple[Record, ...], standing: str) -> None:
    assert given(*FIRST, *then).terms()["standing"] == standing


def test_two_rules_that_differ_leave_the_order_of_acceptance_and_retraction_undetermined() -> None:
    def contest(dispatched: str, received: str) -> str:
        deal = given(
            *FIRST,
            accepted("P1", dispatched, dispatched_at=dispatched, received_at=received),
            retracted("P1", "2025-05-06T10:30Z", received_at="2025-05-06T10:31Z"),
        )
        return str(deal.terms()["standing"])

    assert contest("2025-05-06T10:29Z", "2025-05-06T10:33Z") == "contested"
    assert contest("2025-05-06T10:29Z", "2025-05-06T10:30Z") == "in_force"
    assert contest("2025-05-06T10:32Z", "2025-05-06T10:33Z") == "retracted"
    assert contest("2025-05-06T10:31Z", "2025-05-06T10:31Z") == "contested"
