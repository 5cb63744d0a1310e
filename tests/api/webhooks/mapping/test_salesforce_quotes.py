"""What Salesforce tells about quotes, their lines and tasks, through the default mapping."""

from __future__ import annotations

from typing import Any

import pytest

from api.webhooks.mapping.translating import UntranslatableError
from tests.api.webhooks.mapping.test_salesforce import change
from tests.api.webhooks.mapping.translated import changed, outcomes, records, reported, sent

OPPORTUNITY = "0065w000023STAmAAO"
QUOTE = "0Q05w000000XyzACAS"
NAMED = changed("salesforce", (f'# "{QUOTE}" =', f'"{QUOTE}" ='))


def of(kind: str, id_: str, what: str = "UPDATE", **fields: object) -> dict[str, Any]:
    """A change of an object of this kind."""
    return change(what, {"entityName": kind, "recordIds": [id_]}, **fields)


def test_a_quote_is_reported_on_the_deal_of_the_opportunity_that_it_names() -> None:
    body = of(
        "Quote", QUOTE, "CREATE", OpportunityId=OPPORTUNITY, Name="Q-7", Status="Draft",
        Discount=12.5, GrandTotal=45000.0, Description="Not a field of the mapping",
    )  # fmt: skip
    found = sent(records("salesforce", body))
    assert {each["deal"] for each in found} == {f"salesforce-{OPPORTUNITY}"}
    assert {each["data"]["object"] for each in found} == {f"quote {QUOTE}"}
    assert {each["type"] for each in found} == {"value.reported"}
    assert reported(records("salesforce", body)) == {
        "status": "created", "name": "Q-7", "quote status": "Draft", "discount": "12.5",
        "grand total": "45000.0",
    }  # fmt: skip


def test_a_quote_that_is_accepted_there_accepts_nothing_here() -> None:
    body = of("Quote", QUOTE, OpportunityId=OPPORTUNITY, Status="Accepted")
    [record] = records("salesforce", body)
    assert record.event.stored_as == "value.reported"


def test_a_quote_that_names_no_opportunity_is_parked_with_what_to_do() -> None:
    for what in ("UPDATE", "DELETE", "GAP_UPDATE"):
        with pytest.raises(UntranslatableError, match="enriched with OpportunityId"):
            records("salesforce", of("Quote", QUOTE, what, Status="Presented"))
    [record] = records("salesforce", of("Quote", QUOTE, Status="Presented"), NAMED)
    assert record.deal == f"salesforce-{OPPORTUNITY}"
    assert reported(records("salesforce", of("Quote", QUOTE, "DELETE"), NAMED)) == {
        "status": "deleted"
    }


def test_a_gap_of_a_quote_is_one_of_its_deal() -> None:
    [gap] = sent(records("salesforce", of("Quote", QUOTE, "GAP_UPDATE"), NAMED))
    assert (gap["type"], gap["deal"]) == ("coverage_gap.recorded", f"salesforce-{OPPORTUNITY}")


def test_a_quote_line_is_reported_where_the_opportunity_of_its_quote_is_known() -> None:
    body = of("QuoteLineItem", "0QL1", QuoteId=QUOTE, Quantity="50", UnitPrice="12.50")
    assert outcomes("salesforce", body)[0].uncovered
    [*found] = sent(records("salesforce", body, NAMED))
    assert {each["deal"] for each in found} == {f"salesforce-{OPPORTUNITY}"}
    assert {each["data"]["object"] for each in found} == {"quote line 0QL1"}
    assert reported(records("salesforce", body, NAMED)) == {
        "quote": QUOTE, "quantity": "50", "unit price": "12.50",
    }  # fmt: skip
    later = of("QuoteLineItem", "0QL1", Quantity="60")
    assert outcomes("salesforce", later, NAMED)[0].uncovered


def test_a_task_about_an_opportunity_is_reported_and_is_no_message() -> None:
    body = of("Task", "00T1", WhatId=OPPORTUNITY, Subject="Email: the offer", Status="Completed")
    found = records("salesforce", body)
    assert {each.deal for each in found} == {f"salesforce-{OPPORTUNITY}"}
    assert {each.event.stored_as for each in found} == {"value.reported"}
    assert reported(found) == {"subject": "Email: the offer", "task status": "Completed"}


@pytest.mark.parametrize("about", ["001A", "", None])
def test_a_task_about_something_else_is_kept_and_counted(about: object) -> None:
    assert outcomes("salesforce", of("Task", "00T1", WhatId=about, Subject="s"))[0].uncovered
    assert outcomes("salesforce", of("Task", "00T1", Subject="s"))[0].uncovered
