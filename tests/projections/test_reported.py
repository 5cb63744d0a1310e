"""What other systems report stands beside the terms, and never among them."""

from __future__ import annotations

from typing import Any

from projections.terms import terms
from tests.projections.given import given
from tests.records import a_clause, a_record

BETWEEN = {"from": "2025-05-01T09:00:00Z", "to": "2025-05-08T00:00Z"}


def value(value: str, at: Any, **more: Any) -> Any:
    return a_record("value.reported", object="deal 7", field="amount", value=value, at=at, **more)


def shown(*records: Any, **times: Any) -> list[tuple[Any, str, list[Any]]]:
    found = terms(given(*records).known(**times))["reported"]
    return [(each["value"], each["record"], each["or"]) for each in found]


def test_the_latest_by_occurrence_is_shown_whenever_it_was_recorded() -> None:
    records = (value("2", "2025-05-02", id="b"), value("1", "2025-05-01", id="a"))
    assert shown(*records) == [("2", "b", [])]
    assert shown(*records, effective_at="2025-05-01") == [("1", "a", [])]
    assert shown(*records, effective_at="2025-04-30") == []


def test_values_without_a_known_order_are_all_shown() -> None:
    records = (value("1", "2025-05-02", id="a"), value("2", "2025-05-02T09:00Z", id="b"))
    assert shown(*records) == [("2", "b", [{"value": "1", "record": "a"}])]


def test_a_difference_follows_the_reports_before_it_that_it_names() -> None:
    sent = value("sent", "2025-05-01T09:00:00Z", id="a")
    won = value("won", BETWEEN, id="b", previous="sent")
    assert shown(sent, won) == [("won", "b", [])]
    lost = value("lost", BETWEEN | {"to": "2025-05-09T00:00Z"}, id="c", previous="won")
    assert shown(sent, won, lost) == [("lost", "c", [])]


def test_what_a_difference_does_not_name_has_no_known_order_with_it() -> None:
    other = value("draft", "2025-05-01T09:00:00Z", id="a")
    won = value("won", BETWEEN, id="b", previous="sent")
    assert shown(other, won) == [("won", "b", [{"value": "draft", "record": "a"}])]
    contrary = value("sent", "2025-05-01T09:00:00Z", id="c", previous="won")
    assert shown(contrary, won) == [("won", "b", [{"value": "sent", "record": "c"}])]


def test_each_field_of_each_object_of_each_system_stands_apart() -> None:
    records = (
        value("1", "2025-05-02", id="a"),
        a_record("value.reported", id="b", field="stage", object="deal 7", value="won"),
        a_record("value.reported", id="c", system="erp", field="amount", object="o", value="3"),
    )
    found = terms(given(*records).known())["reported"]
    assert [(each["system"], each["field"]) for each in found] == [
        ("crm", "amount"),
        ("crm", "stage"),
        ("erp", "amount"),
    ]


def test_it_changes_no_term() -> None:
    before = terms(given(a_clause("4.2", id="c")).known())
    after = terms(given(a_clause("4.2", id="c"), value("1", "2025-05-02")).known())
    assert after["clauses"] == before["clauses"]
    assert after["standing"] == before["standing"]


def test_what_was_struck_is_not_shown() -> None:
    records = (value("1", "2025-05-02", id="a"), a_record("record.struck", record="a"))
    assert shown(*records) == []
