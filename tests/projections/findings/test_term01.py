"""TERM01: a hold or a discount without an end, or ending before the agreement does."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.records import a_clause, a_record

PERCENT = {"percent": "22"}


def term(kind: str = "discount", value: Any = None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "scope": [], **({"value": value} if value else {}), **more}


def clause(name: str = "4.2", /, **more: Any) -> Record:
    given = {"id": f"c-{name}", "at": "2025-05-01", **more}
    return a_clause(name, **{"term": term(value=PERCENT), **given})


@pytest.mark.parametrize("kind", ["discount", "price_hold", "price_cap"])
def test_without_an_end_it_is_a_finding(kind: str) -> None:
    [one] = found("TERM01", clause(term=term(kind, PERCENT)))
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [
        {"clause": "4.2", "version": 1},
        {"record": "c-4.2"},
    ]
    assert one.sentence.endswith("is stated without an end.")


@pytest.mark.parametrize("kind", ["price", "payment", "liability"])
def test_terms_that_need_no_end_are_none(kind: str) -> None:
    assert found("TERM01", clause(term=term(kind, PERCENT))) == []


@pytest.mark.parametrize("value", [{"months": 24}, {"days": 90}, {"text": "as long as it runs"}])
def test_a_hold_ends_by_its_value_and_a_discount_does_not(value: dict[str, Any]) -> None:
    assert found("TERM01", clause(term=term("price_hold", value))) == []
    assert len(found("TERM01", clause(term=term("discount", value)))) == 1


def test_a_discount_with_an_end_is_none() -> None:
    assert found("TERM01", clause(term=term(value=PERCENT, until="2028-05-31"))) == []


def duration(**of: Any) -> Record:
    return clause("1.1", term=term("duration", **of))


def test_a_hold_shorter_than_the_agreement_in_months_is_a_finding() -> None:
    hold = clause(term=term("price_hold", {"months": 24}))
    [one] = found("TERM01", hold, duration(value={"months": 36}))
    assert one.severity == "medium"
    assert "ends after 24 months, and the agreement, by clause 1.1 (wording 1)" in one.sentence
    assert [each.id for each in one.records] == ["c-4.2", "c-1.1"]
    assert len(one.about) == 4


def test_one_as_long_as_the_agreement_is_none() -> None:
    hold = clause(term=term("price_hold", {"months": 36}))
    assert found("TERM01", hold, duration(value={"months": 36})) == []


def test_an_end_before_the_agreements_is_a_finding_and_the_same_day_is_none() -> None:
    discount = clause(term=term(value=PERCENT, until="2027-12-31"))
    assert len(found("TERM01", discount, duration(until="2028-01-01"))) == 1
    assert found("TERM01", discount, duration(until="2027-12-31")) == []
    within = {"from": "2027-12-01", "to": "2028-01-31"}
    assert found("TERM01", discount, duration(until=within)) == []


def test_a_date_and_a_number_of_months_are_not_compared() -> None:
    discount = clause(term=term(value=PERCENT, until="2025-12-31"))
    assert found("TERM01", discount, duration(value={"months": 36})) == []


def test_it_is_there_from_when_the_wording_is_and_not_of_a_struck_one() -> None:
    assert found("TERM01", clause(), effective_at="2025-04-30") == []
    assert found("TERM01", clause(), a_record("record.struck", record="c-4.2")) == []


def test_a_reader_sees_none_that_rests_on_what_is_withheld() -> None:
    assert found("TERM01", clause(privilege="work_product"), role="reader") == []
    hold = clause(term=term("price_hold", {"months": 24}))
    whole = clause("1.1", term=term("duration", {"months": 36}), privilege="work_product")
    assert found("TERM01", hold, whole, role="reader") == []


def test_it_is_settled_until_the_term_is_stated_anew() -> None:
    [one] = opened("TERM01", clause())
    closing = settling(one, at="2025-05-02")
    assert opened("TERM01", clause(), closing) == []
    assert len(settled("TERM01", clause(), closing)) == 1
    stated = a_record(
        "term.stated", clause="4.2", term=term(value=PERCENT), method="human", at="2025-05-03"
    )
    assert len(opened("TERM01", clause(), closing, stated)) == 1
    assert opened("TERM01", clause(), closing, stated, effective_at="2025-05-02") == []
