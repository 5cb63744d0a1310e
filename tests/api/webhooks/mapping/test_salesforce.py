"""What Salesforce tells, through the mapping that comes with the program."""

from __future__ import annotations

from typing import Any

import pytest

from api.webhooks.mapping.translating import UntranslatableError
from tests.api.webhooks.mapping.translated import UNVERIFIED, records, reported, sent


def message(**fields: str | None) -> str:
    """An outbound message of one opportunity."""
    inner = "".join(
        f'<sf:{name} xsi:nil="true"/>' if value is None else f"<sf:{name}>{value}</sf:{name}>"
        for name, value in {"Id": "0065w000023STAmAAO", **fields}.items()
    )
    return (
        '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Body>'
        '<notifications xmlns="http://soap.sforce.com/2005/09/outbound">'
        "<OrganizationId>00D5w000004qGTOEA2</OrganizationId><Notification><Id>04l5w</Id>"
        '<sObject xsi:type="sf:Opportunity" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">'
        f"{inner}</sObject></Notification></notifications></Body></Envelope>"
    )


def change(kind: str, header: dict[str, Any] | None = None, **fields: object) -> dict[str, Any]:
    """A change event of one opportunity."""
    return {
        "payload": fields
        | {
            "ChangeEventHeader": {
                "entityName": "Opportunity",
                "changeType": kind,
                "recordIds": ["0065w000023STAmAAO"],
                "commitTimestamp": 1689691610500,
                "commitUser": "0050600000H0tB5AAJ",
                "transactionKey": "t",
                "sequenceNumber": 1,
                **(header or {}),
            }
        }
    }


def test_an_outbound_message_reports_the_values_of_then_and_names_nobody() -> None:
    body = message(
        Amount="45000.0", StageName="Review", LastModifiedDate="2020-05-09T03:04:32.000Z"
    )
    found = sent(records("salesforce", body, arrived=UNVERIFIED))
    assert {each["deal"] for each in found} == {"salesforce-0065w000023STAmAAO"}
    assert {each["actor"] for each in found} == {"system:salesforce"}
    assert {each["evidence"]["class"] for each in found} == {"asserted"}
    assert {each["occurred_at"] for each in found} == {"2020-05-09T03:04:32Z"}
    assert reported(records("salesforce", body)) == {"amount": "45000.0", "stage": "Review"}


def test_a_message_without_a_date_was_reported_when_it_came() -> None:
    [record] = sent(records("salesforce", message(Amount="1")))
    assert record["occurred_at"] == "2026-07-01T12:00:00Z"
    assert "recorded_at" not in record["source"]


def test_a_field_that_a_message_tells_to_be_empty_is_reported_as_empty() -> None:
    assert reported(records("salesforce", message(Amount=None))) == {"amount": ""}


def test_a_deal_is_opened_once_name_account_and_currency_are_known() -> None:
    fields = {"Name": "Backpackers", "AccountId": "001A", "CurrencyIsoCode": "EUR"}
    made = "2020-05-08T13:40:22.000Z"
    dates = {"CreatedDate": made, "LastModifiedDate": "2020-05-09T03:04:32.000Z"}
    opened = sent(records("salesforce", message(**fields, **dates)))[0]
    assert opened["type"] == "deal.opened"
    assert opened["occurred_at"] == made
    assert opened["data"]["client"] == "salesforce:account:001A"
    assert opened["data"]["currency"] == "EUR"
    fields |= {"CreatedDate": made}
    for name in fields:
        without = {key: value for key, value in fields.items() if key != name}
        kinds = {each.envelope.type for each in records("salesforce", message(**without))}
        assert kinds == {"value.reported"}


def test_a_change_event_reports_what_changed_and_what_was_emptied_with_who_did_it() -> None:
    event = change("UPDATE", {"nulledFields": ["CloseDate"]}, Amount="7.50", Rating="Hot")
    found = records("salesforce", event)
    assert reported(found) == {"amount": "7.50", "close date": ""}
    assert {each.envelope.actor for each in found} == {"salesforce:user:0050600000H0tB5AAJ"}


@pytest.mark.parametrize(
    ("kind", "status"), [("CREATE", "created"), ("DELETE", "deleted"), ("UNDELETE", "restored")]
)
def test_creation_and_deletion_are_reported(kind: str, status: str) -> None:
    assert reported(records("salesforce", change(kind)))["status"] == status


def test_of_a_deleted_opportunity_an_outbound_message_says_so() -> None:
    assert reported(records("salesforce", message(IsDeleted="true"))) == {"status": "deleted"}


def test_each_opportunity_of_an_event_is_told_on_its_own_deal() -> None:
    event = change("UPDATE", {"recordIds": ["006A", "006B"]}, Amount="1")
    assert [each.deal for each in records("salesforce", event)] == [
        "salesforce-006A",
        "salesforce-006B",
    ]


def test_a_gap_event_becomes_a_gap_and_no_value() -> None:
    [gap] = sent(records("salesforce", change("GAP_UPDATE", Amount="1")))
    assert gap["type"] == "coverage_gap.recorded"
    assert gap["occurred_at"] == "2023-07-18T14:46:50.500Z"
    assert "until" not in gap["data"]  # what changed is not known after it either
    assert "GAP_UPDATE" in gap["data"]["cause"]
    assert gap["actor"] == "system:salesforce"  # whoever changed it did not make the gap


def test_a_gap_of_all_opportunities_says_what_to_do() -> None:
    event = change("GAP_OVERFLOW", {"recordIds": ["000000000000000AAA"]})
    with pytest.raises(UntranslatableError, match="compare with an export") as refused:
        records("salesforce", event)
    assert refused.value.code == "all_of_a_kind"
    elsewhere = change("GAP_OVERFLOW", {"recordIds": [], "entityName": "Lead"})
    assert records("salesforce", elsewhere) == []


def test_a_commit_is_told_to_the_millisecond_also_where_that_is_zero() -> None:
    event = change("UPDATE", {"commitTimestamp": 1689691610000}, Amount="1")
    [record] = sent(records("salesforce", event))
    assert record["occurred_at"] == "2023-07-18T14:46:50.000Z"
