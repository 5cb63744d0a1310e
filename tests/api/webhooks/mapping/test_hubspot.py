"""What HubSpot tells, through the mapping that comes with the program."""

from __future__ import annotations

from typing import Any

import pytest

from api.webhooks.mapping.translating import UntranslatableError
from tests.api.webhooks.mapping.translated import (
    UNVERIFIED,
    changed,
    outcomes,
    records,
    reported,
    sent,
)

CHANGE: dict[str, Any] = {
    "eventId": 2995724042,
    "subscriptionType": "deal.propertyChange",
    "objectId": 332507367156,
    "propertyName": "amount",
    "propertyValue": "2000",
    "changeSource": "CRM_UI",
    "sourceId": "userId:45678",
    "occurredAt": 1782371972438,
    "portalId": 48975575,
    "attemptNumber": 0,
}


def test_an_amount_is_reported_beside_the_terms_with_who_typed_it_and_when() -> None:
    [record] = sent(records("hubspot", [CHANGE]))
    assert record["deal"] == "hubspot-332507367156"
    assert record["type"] == "value.reported"
    assert record["occurred_at"] == "2026-06-25T07:19:32.438Z"
    assert record["actor"] == "hubspot:user:45678"
    assert record["source"]["system"] == "hubspot"
    assert record["source"]["recorded_at"] == "2026-06-25T07:19:32.438Z"
    assert record["evidence"] == {"class": "system_observed", "sha256": "ab" * 32}
    assert record["id"].startswith("crm-1:2995724042:")
    assert record["id"].endswith(":field:amount")
    assert record["data"] == {
        "system": "hubspot",
        "object": "deal 332507367156",
        "field": "amount",
        "value": "2000",
    }


def test_another_attempt_gives_the_same_record() -> None:
    again = CHANGE | {"attemptNumber": 3}
    assert records("hubspot", [CHANGE]) == records("hubspot", [again])


def test_a_time_told_in_milliseconds_is_one_also_where_they_are_zero() -> None:
    [record] = sent(records("hubspot", [CHANGE | {"occurredAt": 1782371972000}]))
    assert record["occurred_at"] == "2026-06-25T07:19:32.000Z"


def test_what_a_delivery_of_a_stranger_may_have_said_is_asserted() -> None:
    [record] = sent(records("hubspot", CHANGE, arrived=UNVERIFIED))
    assert record["evidence"]["class"] == "asserted"


@pytest.mark.parametrize("source", [None, "39522895", 7])
def test_an_automatic_change_is_by_the_system(source: object) -> None:
    [record] = records("hubspot", CHANGE | {"sourceId": source})
    assert record.envelope.actor == "system:hubspot"


@pytest.mark.parametrize(
    ("property_", "label"),
    [
        ("dealstage", "stage"),
        ("hs_deal_stage_probability", "probability"),
        ("closedate", "close date"),
        ("dealname", "name"),
    ],
)
def test_the_standard_properties_have_plain_names(property_: str, label: str) -> None:
    assert reported(records("hubspot", CHANGE | {"propertyName": property_})) == {label: "2000"}


def test_a_property_that_was_emptied_is_reported_as_empty() -> None:
    assert reported(records("hubspot", CHANGE | {"propertyValue": ""})) == {"amount": ""}
    assert reported(records("hubspot", CHANGE | {"propertyValue": None})) == {"amount": ""}


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("deal.creation", "created"),
        ("deal.deletion", "deleted"),
        ("deal.restore", "restored"),
    ],
)
def test_what_happens_to_the_deal_itself_is_reported(kind: str, status: str) -> None:
    event = {"subscriptionType": kind, "objectId": 7, "occurredAt": 1782371972438, "eventId": 1}
    assert reported(records("hubspot", event)) == {"status": status}


def test_events_of_generic_subscriptions_and_of_older_ones_say_the_same() -> None:
    generic = CHANGE | {"subscriptionType": "object.propertyChange", "objectTypeId": "0-3"}
    older = {name: value for name, value in CHANGE.items() if name != "subscriptionType"}
    older["eventType"] = "deal.propertyChange"
    assert reported(records("hubspot", generic)) == {"amount": "2000"}
    assert reported(records("hubspot", older)) == {"amount": "2000"}


def association(kind: str = "DEAL_TO_LINE_ITEM", **given: object) -> dict[str, Any]:
    return {
        "eventId": 6, "subscriptionType": "deal.associationChange", "associationType": kind,
        "fromObjectId": 1, "toObjectId": 2, "associationRemoved": False, "portalId": 48975575,
        "occurredAt": 1782371972438, "isPrimaryAssociation": False, **given,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("event", "deal", "field", "value"),
    [
        (association(), "hubspot-1", "line_item 2", "associated"),
        (association("LINE_ITEM_TO_DEAL"), "hubspot-2", "line_item 1", "associated"),
        (association("DEAL_TO_DEAL"), "hubspot-1", "deal 2", "associated"),
        (association(associationRemoved=True), "hubspot-1", "line_item 2", "no longer associated"),
        (
            association(
                "",
                subscriptionType="object.associationChange",
                fromObjectTypeId="0-3",
                toObjectTypeId="0-14",
            ),
            *("hubspot-1", "quote 2", "associated"),
        ),
    ],
)
def test_an_association_is_reported_on_the_deal_by_its_other_end(
    event: dict[str, Any], deal: str, field: str, value: str
) -> None:
    [record] = sent(records("hubspot", event))
    assert (record["deal"], record["data"]["object"]) == (deal, f"deal {deal[8:]}")
    assert (record["data"]["field"], record["data"]["value"]) == (field, value)


def test_an_association_told_from_the_other_end_is_the_other_ends() -> None:
    event = association(subscriptionType="line_item.associationChange")
    assert outcomes("hubspot", event)[0].uncovered


@pytest.mark.parametrize("missing", ["associationRemoved", "toObjectId", "associationType"])
def test_what_an_association_does_not_say_is_not_made_up(missing: str) -> None:
    event = {name: value for name, value in association().items() if name != missing}
    with pytest.raises(UntranslatableError, match="Rule 'associated'"):
        records("hubspot", event)


def test_a_merge_is_told_on_each_of_its_deals() -> None:
    merge = {
        "eventId": 9,
        "subscriptionType": "deal.merge",
        "primaryObjectId": 1,
        "mergedObjectIds": [1, 2],
        "newObjectId": 3,
        "occurredAt": 1782371972438,
    }
    told = {each["deal"]: each["data"]["value"] for each in sent(records("hubspot", merge))}
    assert told == {
        "hubspot-3": "merged with 1, 2",
        "hubspot-1": "merged into 3",
        "hubspot-2": "merged into 3",
    }


@pytest.mark.parametrize(
    "other",
    [
        {"propertyName": "hs_lastmodifieddate"},
        {"subscriptionType": "contact.propertyChange"},
        {"subscriptionType": "object.propertyChange", "objectTypeId": "0-1"},
    ],
)
def test_what_no_rule_covers_is_said_to_be_uncovered(other: dict[str, str]) -> None:
    [found] = outcomes("hubspot", CHANGE | other)
    assert found.uncovered
    assert found.reason == "No rule of the mapping for hubspot covers it."


def test_one_event_of_a_batch_that_cannot_be_translated_says_which_rule_and_field() -> None:
    with pytest.raises(UntranslatableError) as caught:
        records("hubspot", CHANGE | {"propertyValue": ["a", "list"]})
    assert caught.value.code == "wrong_type"
    assert caught.value.pointer == "/data/value"
    assert "Rule 'field' (field 'amount'), data.value, expression 'value()'" in str(caught.value)


def test_an_event_without_a_time_is_not_given_one() -> None:
    with pytest.raises(UntranslatableError) as caught:
        records("hubspot", CHANGE | {"occurredAt": None})
    assert (caught.value.code, caught.value.pointer) == ("value_missing", "/occurred_at")


def test_a_deal_may_be_in_the_ledger_under_another_id() -> None:
    mapping = changed("hubspot", ('# "332507367156" = "northcare', '"332507367156" = "northcare'))
    assert records("hubspot", CHANGE, mapping)[0].deal == "northcare-2025"
    assert records("hubspot", CHANGE | {"objectId": 5}, mapping)[0].deal == "hubspot-5"


def test_a_property_of_their_own_needs_one_line() -> None:
    mapping = changed(
        "hubspot", ('amount = "amount"', 'amount = "amount"\ndiscount_pct = "discount"')
    )
    event = CHANGE | {"propertyName": "discount_pct", "propertyValue": "12.5"}
    assert reported(records("hubspot", event, mapping)) == {"discount": "12.5"}
