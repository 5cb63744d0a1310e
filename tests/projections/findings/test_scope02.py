"""SCOPE02: two clauses rule differently, and no precedence decides."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.records import a_clause, a_record


def term(state: str, item: str = "orders:expansion", kind: str = "discount") -> dict[str, Any]:
    axis, name = item.split(":")
    scope = [{"axis": axis, "item": name, "state": state}]
    return {"kind": kind, "value": {"percent": "22"}, "scope": scope}


ORDER = a_clause("4.2", id="order", term=term("in"), at="2025-05-01")


def schedule(state: str = "out", /, **more: Any) -> Record:
    given = {"id": "schedule", "document": "schedule-a", "at": "2025-05-02", **more}
    return a_clause("A.1", **{"term": term(state), **given})


def test_two_documents_that_differ_are_grave() -> None:
    [one] = found("SCOPE02", ORDER, schedule())
    assert one.severity == "high"
    assert [each.json for each in one.about] == [
        {"clause": "4.2", "version": 1},
        {"clause": "A.1", "version": 1},
        {"record": "order"},
        {"record": "schedule"},
        {"topic": "expansion"},
    ]
    assert [each.id for each in one.records] == ["order", "schedule"]
    assert "On expansion the terms of prices differ" in one.sentence
    assert one.persons == ()


def test_one_document_at_odds_with_itself_is_too() -> None:
    own = a_clause("4.3", term=term("out"), at="2025-05-02")
    assert [each.severity for each in found("SCOPE02", ORDER, own)] == ["high"]


def test_two_prices_of_different_kinds_are_read_together() -> None:
    assert len(found("SCOPE02", ORDER, schedule(term=term("out", kind="price_hold")))) == 1


def test_terms_of_another_kind_are_read_by_themselves() -> None:
    other = term("out", kind="service_level")
    assert found("SCOPE02", ORDER, schedule(term=other)) == []
    against = a_clause("B.1", document="b", term=term("in", kind="service_level"))
    [one] = found("SCOPE02", ORDER, schedule(term=other), against)
    assert "terms of service level differ" in one.sentence


def test_the_same_direction_is_no_finding() -> None:
    assert found("SCOPE02", ORDER, schedule("in")) == []


def test_another_item_is_no_finding() -> None:
    assert found("SCOPE02", ORDER, schedule(term=term("out", "orders:renewal"))) == []


def test_a_precedence_that_ranks_them_decides() -> None:
    ranked = a_record("precedence.stated", order=["order", "schedule-a"], at="2025-05-03")
    told = (ORDER, schedule(), ranked)
    assert found("SCOPE02", *told) == []
    assert len(found("SCOPE02", *told, effective_at="2025-05-02")) == 1
    other = a_record("precedence.stated", order=["order", "annex"], at="2025-05-03")
    assert len(found("SCOPE02", ORDER, schedule(), other)) == 1


def test_it_is_there_from_when_both_are() -> None:
    assert found("SCOPE02", ORDER, schedule(), effective_at="2025-05-01") == []


def test_a_struck_clause_takes_no_part() -> None:
    struck = a_record("record.struck", record="schedule")
    assert found("SCOPE02", ORDER, schedule(), struck) == []
    assert len(found("SCOPE02", ORDER, schedule(), struck, known_at=2)) == 1


def test_a_corrected_term_takes_the_place_of_the_wrong_one() -> None:
    data = {"clause": "A.1", "heading": "Discount", "text": "Twenty percent."}
    right = {**data, "document": "schedule-a", "term": term("in")}
    corrected = a_record("record.corrected", corrects="schedule", data=right)
    assert found("SCOPE02", ORDER, schedule(), corrected) == []


def test_a_reader_sees_none_that_rests_on_what_is_withheld() -> None:
    withheld = schedule(privilege="attorney_client")
    assert found("SCOPE02", ORDER, withheld, role="reader") == []
    assert len(found("SCOPE02", ORDER, withheld, role="admin")) == 1


def test_it_is_settled_until_one_of_them_is_worded_anew() -> None:
    told = (ORDER, schedule())
    [one] = opened("SCOPE02", *told)
    closing = settling(one, at="2025-05-03")
    assert opened("SCOPE02", *told, closing) == []
    assert len(settled("SCOPE02", *told, closing)) == 1
    assert len(opened("SCOPE02", *told, closing, effective_at="2025-05-02")) == 1
    again = a_record(
        "clause.revised", clause="A.1", text="Now so.", term=term("out"), at="2025-05-04"
    )
    assert len(opened("SCOPE02", *told, closing, again)) == 1
