"""A row of the stress test is settled by a record, for exactly what it is bound to."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.answers import speech
from projections.stress import outcome, stress
from tests.projections.findings.rules import reading
from tests.projections.given import given
from tests.projections.stress.trying import SERVICES, a_scenario, a_term, priced
from tests.records import a_record

DEAL = (a_record("deal.opened"), *SERVICES, priced("4.2", "services:suite"))


def tried(*records: Record, proposal: str | None = None) -> dict[str, Any]:
    return stress(given(*DEAL, *records).known(), proposal)


def row(of: dict[str, Any], scenario: str = "renewal") -> dict[str, Any]:
    [found] = [each for each in of["scenarios"] if each["scenario"] == scenario]
    return dict(found)


def settling(found: dict[str, Any], **more: Any) -> Record:
    code, _, _ = found["key"].partition("-")
    how = {"how": "accepted", "reason": "Renewals are priced anew.", "id": "settles"}
    return a_record("finding.settled", finding=code, about=found["about"], **how, **more)


def test_it_is_bound_to_the_scenario_and_the_wordings_that_state_prices() -> None:
    found = row(tried())
    assert found["key"].startswith("STRESS01-")
    assert found["about"] == [{"topic": "renewal"}, {"clause": "4.2", "version": 1}]
    assert found["settled_by"] is None


def test_a_record_settles_it_and_nothing_else() -> None:
    before = tried()
    by = settling(row(before))
    after = tried(by)
    assert row(after)["settled_by"]["record"] == by.id
    assert row(after)["settled_by"]["reason"] == "Renewals are priced anew."
    assert (after["findings"], after["settled"]) == (before["findings"] - 1, 1)
    assert row(after)["says"] == "silent"
    assert reading(*DEAL, by)["unfit"] == []


def test_sealed_with_the_same_wordings_it_is_the_same_row() -> None:
    by = settling(row(tried()))
    assert row(tried(by, a_record("proposal.sealed"), proposal="P1"))["settled_by"]


@pytest.mark.parametrize(
    "then",
    [
        a_record("clause.revised", clause="4.2", term=a_term("services:suite"), at="2025-06-01"),
        a_record("term.stated", clause="4.2", term=a_term("services:lab"), method="human"),
        priced("5", "services:lab"),
    ],
)
def test_another_wording_or_term_opens_it_again(then: Record) -> None:
    found = row(tried(settling(row(tried())), then))
    assert found["finding"] == "no_term"
    assert found["settled_by"] is None


def test_a_scenario_that_is_defined_anew_is_another() -> None:
    first = a_scenario(id="s1", order_type="renewal")
    by = settling(row(tried(first), "tried"))
    assert row(tried(first, by), "tried")["settled_by"]
    again = a_scenario(id="s2", order_type="renewal", month=30)
    assert row(tried(first, by, again), "tried")["settled_by"] is None


def test_two_readings_are_another_finding_than_no_term() -> None:
    by = settling(row(tried()))
    odds = priced("6", "orders:renewal", document="a"), priced("7", "-orders:renewal", document="b")
    found = row(tried(by, *odds))
    assert (found["finding"], found["key"][:8]) == ("two_readings", "STRESS02")
    assert found["settled_by"] is None


def test_what_is_decided_has_nothing_to_settle() -> None:
    found = row(tried(priced("5", "orders:renewal", "services:suite")))
    assert (found["finding"], found["key"], found["about"]) == (None, None, [])


def test_of_the_scenarios_at_which_the_same_terms_speak_the_text_is_folded_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folded = []

    def counted(*asked: Any) -> Any:
        folded.append(asked)
        return speech.text_of(*asked)

    monkeypatch.setattr(outcome, "text_of", counted)
    assert len(tried()["scenarios"]) == 12
    assert len(folded) <= 4
