"""Which scenarios are tried, against which text, and for whose eyes."""

from __future__ import annotations

from typing import Any

import pytest

from domain.refusals import Refusal
from projections.stress import newest, stress
from projections.stress.scenarios import shipped
from tests.projections.given import given
from tests.projections.stress.trying import a_scenario, priced
from tests.records import a_clause, a_record

NAMES = [each.scenario for each in shipped()]


def names(*records: Any, **times: Any) -> list[str]:
    deal = given(priced("4.2", "orders:expansion"), *records).known(**times)
    return [each["name"] for each in stress(deal)["scenarios"]]


def test_an_organisation_adds_its_own() -> None:
    assert names() == [each.name for each in shipped()]
    assert names(a_scenario(name="Of ours"))[-1] == "Of ours"


def test_a_redefinition_replaces_from_then_on_also_one_that_is_shipped() -> None:
    first = a_scenario(scenario="renewal", name="First", at="2025-05-02")
    then = a_scenario(scenario="renewal", name="Then", at="2025-06-01")
    place = NAMES.index("renewal")
    assert names(first, then, effective_at="2025-05-03")[place] == "First"
    assert names(first, then)[place] == "Then"


def test_a_struck_definition_counts_for_nothing() -> None:
    struck = a_record("record.struck", record="own", reason="By mistake.", deal=None)
    assert names(a_scenario(id="own"), struck) == [each.name for each in shipped()]


def test_a_privileged_scenario_is_not_for_every_reader() -> None:
    own = a_scenario(name="Secret", privilege="work_product")
    assert "Secret" in names(own, role="legal")
    assert "Secret" not in names(own, role="reader")


def test_some_can_be_wanted_each_once() -> None:
    deal = given(priced("4.2", "orders:expansion")).known()
    found = stress(deal, None, ["renewal", "co-term", "renewal"])["scenarios"]
    assert [each["scenario"] for each in found] == ["renewal", "co-term"]


def test_what_is_not_there_is_refused() -> None:
    deal = given(priced("4.2")).known()
    with pytest.raises(Refusal) as refused:
        stress(deal, None, ["zebra"])
    assert refused.value.faults[0].code == "scenario_not_on_record"
    with pytest.raises(Refusal) as refused:
        stress(deal, "P9")
    assert refused.value.faults[0].code == "proposal_not_on_record"


def test_a_proposal_is_not_on_record_before_its_seal() -> None:
    told = (priced("4.2"), a_record("proposal.sealed", at="2025-06-01"))
    stress(given(*told).known(effective_at="2025-06-01"), "P1")
    with pytest.raises(Refusal):
        stress(given(*told).known(effective_at="2025-05-31"), "P1")


def test_without_a_seal_nothing_is_tried_and_that_is_said() -> None:
    told = (priced("4.2"), a_record("proposal.sent", at="2025-06-01"))
    deal = given(*told).known()
    found = stress(deal, "P1")
    assert (found["scenarios"], found["findings"]) == ([], 0)
    assert found["missing"] == ["What P1 holds is not known: no seal of it is on record."]
    assert newest(deal) == "P1"


def test_without_a_clause_nothing_is_tried() -> None:
    found = stress(given(a_record("deal.opened")).known())
    assert (found["scenarios"], found["missing"]) == (
        [],
        ["No clause stands in the drafts: nothing was tried."],
    )


def test_a_sealed_wording_that_is_withheld_is_named_and_not_tried() -> None:
    told = (
        a_clause("4.1", privilege="work_product", at="2025-05-01"),
        priced("4.2", "orders:expansion"),
        a_record("proposal.sealed", at="2025-06-01"),
    )
    found = stress(given(*told).known(role="reader"), "P1")
    assert [each["clause"] for each in found["clauses"]] == ["4.2"]
    assert "Clause 4.1 (wording 1)" in found["missing"][0]
    assert found["withheld"] == 1


def test_the_sealed_wording_is_tried_and_not_the_one_that_came_later() -> None:
    told = (
        priced("4.2", "orders:renewal"),
        a_record("proposal.sealed", at="2025-06-01"),
        a_record("clause.revised", clause="4.2", text="Nothing of it.", at="2025-07-01"),
    )
    deal = given(*told).known()
    sealed, drafted = (stress(deal, each, ["renewal"]) for each in ("P1", None))
    assert sealed["clauses"][0]["version"] == 1
    assert drafted["clauses"][0]["version"] == 2
    assert (sealed["findings"], drafted["findings"]) == (0, 1)
    assert [each["scenarios"][0]["items"][0]["verdict"] for each in (sealed, drafted)] == [
        "yes",
        "silent",
    ]


def test_an_amendment_lies_over_what_it_amends() -> None:
    told = (
        priced("4.1", "orders:expansion"),
        priced("4.2", "orders:renewal"),
        a_record("proposal.sealed", proposal="P1", at="2025-06-01"),
        a_record("clause.revised", clause="4.2", text="Nothing of it.", at="2025-07-01"),
        a_record("clause.added", clause="4.3", text="More.", at="2025-07-01"),
        a_record(
            "proposal.sealed",
            proposal="P2",
            amends="P1",
            clauses=["4.2", "4.3"],
            at="2025-07-02",
        ),
    )
    found = stress(given(*told).known(), "P2")
    assert [(each["clause"], each["version"]) for each in found["clauses"]] == [
        ("4.1", 1),
        ("4.2", 2),
        ("4.3", 1),
    ]
