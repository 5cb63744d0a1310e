"""SCOPE01: prices say nothing about something that is likely to be ordered."""

from __future__ import annotations

from typing import Any

from tests.projections.findings.rules import found, opened, reading, settled, settling
from tests.records import a_clause, a_record

EVERYTHING = (
    *("orders:expansion", "orders:renewal"),
    *("beneficiaries:affiliates", "quantity:additional"),
)


def a_term(*items: str, kind: str = "discount") -> dict[str, Any]:
    pairs = [item.split(":") for item in items]
    scope = [{"axis": axis, "item": item, "state": "in"} for axis, item in pairs]
    return {"kind": kind, "value": {"percent": "22"}, "scope": scope}


def priced(clause: str, *items: str, **more: Any) -> Any:
    return a_clause(clause, **{"term": a_term(*items), "at": "2025-05-01", **more})


def test_a_price_that_says_nothing_of_expansion_is_grave() -> None:
    [one] = found("SCOPE01", priced("4.2", *EVERYTHING[1:]))
    assert one.severity == "high"
    assert one.about[0].json == {"clause": "4.2", "version": 1}
    assert "expansion" in one.sentence
    assert "renewals" not in one.sentence


def test_one_that_says_nothing_of_renewals_is_less_grave() -> None:
    [one] = found("SCOPE01", priced("4.2", *EVERYTHING[:1], *EVERYTHING[2:]))
    assert one.severity == "medium"
    assert "renewals" in one.sentence


def test_a_price_that_rules_on_all_of_them_is_no_finding() -> None:
    assert found("SCOPE01", priced("4.2", *EVERYTHING)) == []


def test_out_is_no_silence() -> None:
    term = a_term(*EVERYTHING)
    for statement in term["scope"]:
        statement["state"] = "out"
    assert found("SCOPE01", a_clause("4.2", term=term)) == []


def test_what_another_clause_of_prices_rules_on_is_no_silence() -> None:
    assert found("SCOPE01", priced("3.1"), priced("4.2", *EVERYTHING)) == []


def test_what_a_clause_of_another_kind_rules_on_is() -> None:
    other = a_clause("5.1", term=a_term(*EVERYTHING, kind="service_level"))
    assert [each.code for each in found("SCOPE01", priced("3.1"), other)] == ["SCOPE01"]


def test_a_clause_without_a_stated_price_is_not_looked_at() -> None:
    assert found("SCOPE01", a_clause("4.2")) == []
    by_a_parser = a_record("term.stated", clause="4.2", term=a_term(), method="parser")
    assert found("SCOPE01", a_clause("4.2"), by_a_parser) == []


def test_it_is_there_from_when_the_wording_is() -> None:
    told = priced("4.2")
    assert found("SCOPE01", told, effective_at="2025-04-30") == []
    assert len(found("SCOPE01", told, effective_at="2025-05-01")) == 1


def test_the_drafts_are_looked_at_beside_the_offer() -> None:
    sealed = a_record("proposal.sealed", proposal="P1", at="2025-05-02")
    drafted = priced("4.2", at="2025-05-03")
    told = (priced("3.1", *EVERYTHING), sealed)
    assert found("SCOPE01", *told) == []
    assert found("SCOPE01", *told, drafted) == []  # the drafts hold 3.1 too
    removed = a_record("clause.removed", clause="3.1", at="2025-05-04")
    [one] = found("SCOPE01", *told, drafted, removed)
    assert one.about[0].id == "4.2"


def test_it_is_settled_for_this_wording_and_opens_with_the_next() -> None:
    told = priced("4.2")
    [one] = opened("SCOPE01", told)
    closing = settling(one, id="close", at="2025-05-02")
    assert opened("SCOPE01", told, closing) == []
    [kept] = settled("SCOPE01", told, closing)
    assert kept["settled_by"]["record"] == "close"
    revised = a_record(
        "clause.revised", clause="4.2", text="Now so.", term=a_term(), at="2025-05-03"
    )
    assert len(opened("SCOPE01", told, closing, revised)) == 1
    assert settled("SCOPE01", told, closing, revised) == []
    assert [each["record"] for each in reading(told, closing, revised)["unfit"]] == ["close"]


def test_it_opens_again_when_less_is_said_in_another_statement_of_the_same_wording() -> None:
    told = priced("4.2", *EVERYTHING[:1])
    [one] = opened("SCOPE01", told)
    closing = settling(one, at="2025-05-02")
    restated = a_record("term.stated", clause="4.2", term=a_term(), method="human", at="2025-05-03")
    [again] = opened("SCOPE01", told, closing, restated)
    assert again["severity"] == "high"


def test_a_settlement_counts_from_when_it_occurred_and_while_it_is_not_struck() -> None:
    told = priced("4.2")
    [one] = opened("SCOPE01", told)
    closing = settling(one, id="close", at="2025-05-03")
    assert len(opened("SCOPE01", told, closing, effective_at="2025-05-02")) == 1
    struck = a_record("record.struck", record="close", reason="By mistake.")
    assert len(opened("SCOPE01", told, closing, struck)) == 1
