"""What Pipedrive tells, through the mapping that comes with the program."""

from __future__ import annotations

from typing import Any

from tests.api.webhooks.mapping.translated import (
    UNVERIFIED,
    changed,
    default,
    outcomes,
    records,
    reported,
    sent,
)

DATA: dict[str, Any] = {
    "id": 1,
    "title": "Rollout",
    "value": 2,
    "currency": "EUR",
    "status": "open",
    "stage_id": 1,
    "org_id": 2,
    "probability": None,
    "expected_close_date": None,
}


def webhook(action: str, data: Any, previous: Any = None, **meta: object) -> dict[str, Any]:
    """A webhook of version 2."""
    told = {
        "action": action,
        "entity": "deal",
        "entity_id": 1,
        "user_id": 7,
        "company_id": 9,
        "timestamp": "2025-04-15T15:31:17.250Z",
        "change_source": "app",
    }
    return {"meta": told | meta, "data": data, "previous": previous}


def test_a_new_deal_opens_the_ledgers_deal_and_reports_its_values() -> None:
    found = records("pipedrive", webhook("create", DATA), arrived=UNVERIFIED)
    opened = sent(found)[0]
    assert opened["type"] == "deal.opened"
    assert opened["deal"] == "pipedrive-1"
    assert opened["data"]["name"] == "Rollout"
    assert opened["data"]["client"] == "pipedrive:org:2"
    assert opened["evidence"]["class"] == "asserted"
    assert reported(found) == {
        "status": "created",
        "amount": 2,
        "currency": "EUR",
        "stage": 1,
        "deal status": "open",
        "name": "Rollout",
    }


def test_that_the_deal_is_open_already_counts_as_done() -> None:
    [found] = outcomes("pipedrive", webhook("create", DATA))
    [opened] = [each for each in found.records if each.envelope.type == "deal.opened"]
    assert found.settled_by == {opened.id: frozenset({"deal_already_opened"})}


def test_a_deal_without_an_organisation_is_reported_and_not_opened() -> None:
    found = records("pipedrive", webhook("create", DATA | {"org_id": None}))
    assert {each.envelope.type for each in found} == {"value.reported"}


def test_a_change_reports_what_changed_with_the_value_before() -> None:
    changes = webhook("change", DATA | {"value": 5}, {"value": 2, "update_time": "x"})
    [record] = sent(records("pipedrive", changes))
    assert record["data"]["value"] == 5
    assert record["data"]["previous"] == 2
    assert record["actor"] == "pipedrive:user:7"


def test_version_1_tells_everything_before_and_only_the_difference_counts() -> None:
    body = {
        "v": 1,
        "meta": {
            "action": "updated",
            "object": "deal",
            "id": 1,
            "user_id": 7,
            "timestamp": 1727447128,
        },
        "current": DATA | {"stage_id": 3},
        "previous": DATA,
    }
    [record] = sent(records("pipedrive", body))
    assert (record["data"]["field"], record["data"]["previous"]) == ("stage", 1)
    assert record["occurred_at"] == "2024-09-27T14:25:28Z"


def test_a_field_that_became_empty_is_reported_as_empty() -> None:
    emptied = webhook("change", DATA | {"value": None}, {"value": 2})
    [record] = sent(records("pipedrive", emptied))
    assert (record["data"]["value"], record["data"]["previous"]) == ("", 2)


def test_true_is_another_value_than_one() -> None:
    flagged = webhook("change", DATA | {"value": True}, {"value": 1})
    assert reported(records("pipedrive", flagged)) == {"amount": True}


def test_a_number_that_records_cannot_hold_is_reported_as_a_text() -> None:
    large = webhook("change", DATA | {"value": 2**60}, {"value": 1})
    assert reported(records("pipedrive", large)) == {"amount": str(2**60)}


def test_a_custom_field_is_named_by_its_path() -> None:
    mapping = changed(
        "pipedrive", ('title = "name"', 'title = "name"\n"custom_fields.ab12.value" = "discount"')
    )
    fields = {"custom_fields": {"ab12": {"type": "double", "value": "12.5"}}}
    before = {"custom_fields": {"ab12": None}}
    assert reported(records("pipedrive", webhook("change", DATA | fields, before), mapping)) == {
        "discount": "12.5"
    }
    other = webhook("change", DATA | fields | {"value": 3}, {"value": 2})
    assert reported(records("pipedrive", other, mapping)) == {"amount": 3}


def test_what_a_program_did_is_by_the_system() -> None:
    changes = webhook("change", DATA, {"value": 1}, change_source="api")
    assert records("pipedrive", changes)[0].envelope.actor == "system:pipedrive"


def test_deletion_and_merge_are_reported() -> None:
    assert reported(records("pipedrive", webhook("delete", None, DATA))) == {"status": "deleted"}
    assert reported(records("pipedrive", webhook("merge", DATA))) == {"status": "merged"}


def test_a_merge_as_version_2_tells_it_is_reported_on_both_deals() -> None:
    body = webhook("delete", None, DATA, merged_to_id="8")
    told = {each["deal"]: each["data"] for each in sent(records("pipedrive", body))}
    assert {deal: (each["object"], each["value"]) for deal, each in told.items()} == {
        "pipedrive-1": ("deal 1", "merged into 8"),
        "pipedrive-8": ("deal 8", "merged with 1"),
    }


def test_another_object_is_uncovered() -> None:
    [found] = outcomes("pipedrive", webhook("create", DATA, entity="person"))
    assert found.uncovered


def test_the_channel_is_that_of_the_provider() -> None:
    assert default("pipedrive").channel == "crm"


def test_an_organisation_that_comes_as_an_object_is_the_client_all_the_same() -> None:
    body = webhook("create", DATA | {"org_id": {"name": "Acme", "value": 2}})
    [opened] = [each for each in sent(records("pipedrive", body)) if each["type"] == "deal.opened"]
    assert opened["data"]["client"] == "pipedrive:org:2"


def test_a_time_is_as_exact_as_it_is_written() -> None:
    told = {"2025-04-15T15:31:17.000Z": "2025-04-15T15:31:17.000Z"}
    told |= dict.fromkeys(("2025-04-15T15:31:17Z", "1744731077"), "2025-04-15T15:31:17Z")
    for written, expected in told.items():
        found = sent(records("pipedrive", webhook("delete", DATA, timestamp=written)))
        assert {each["occurred_at"] for each in found} == {expected}
