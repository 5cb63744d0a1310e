"""Salesforce's change events, as a relay brings them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from api.webhooks import salesforce_changes
from api.webhooks.provider import UnreadableError
from api.webhooks.reading import digest
from api.webhooks.salesforce import Salesforce
from tests.api.webhooks.delivering import (
    JSON,
    account,
    arrival,
    basic,
    body_of,
    found,
    read,
    refusal,
)

SALESFORCE = Salesforce()
ACCOUNT = "00106000029G61DAAS"


def event(change: str = "UPDATE", *ids: str, **header: Any) -> dict[str, Any]:
    told = {
        "entityName": "Opportunity",
        "recordIds": list(ids),
        "changeType": change,
        "changedFields": ["Amount"],
        "transactionKey": "000171b6-1688-feb9-f59e-bb0dbfe74dbc",
        "sequenceNumber": 1,
        "commitTimestamp": 1689691610123,
        **header,
    }
    payload = {"ChangeEventHeader": told, "Amount": 312321.5}
    return {"schema": "s", "payload": payload, "event": {"replayId": 5}}


def samples() -> list[dict[str, Any]]:
    return list(found("salesforce", "cdc_account_create_update.json"))


def test_a_relay_is_believed_with_its_token_or_its_password() -> None:
    body = body_of(event())
    for headers in ({"Authorization": "Bearer word:two"}, basic("word:two")):
        assert refusal(SALESFORCE, arrival(body, JSON | headers), account("word:two")) is None
    for headers, code in [
        ({}, "credentials_missing"),
        ({"Authorization": "Bearer word:tw"}, "credentials_wrong"),
        ({"Authorization": "Digest word:two"}, "credentials_missing"),
    ]:
        assert refusal(SALESFORCE, arrival(body, JSON | headers), account("word:two")) == code


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_a_relay_without_a_secret_is_not_believed(secrets: tuple[str, ...]) -> None:
    delivery = arrival(body_of(event()), JSON | {"Authorization": "Bearer "})
    assert refusal(SALESFORCE, delivery, account(*secrets)) == "no_secret"


def test_the_creation_and_the_change_of_an_account_are_read() -> None:
    created, changed = (
        read(SALESFORCE, {**each["ce"], "data": each["data"]}) for each in samples()
    )
    [part] = created
    assert part.object == f"Account:{ACCOUNT}"
    assert part.happened_at == datetime(2023, 7, 18, 14, 15, 24, tzinfo=UTC)
    assert (part.payload["change"], part.payload["object_type"]) == ("CREATE", "Account")
    assert part.payload["fields"]["Name"] == "Redpanda"
    assert (part.payload["id"], part.payload["replay_id"]) == (ACCOUNT, 31641490)
    assert "ChangeEventHeader" not in part.payload["fields"]
    [part] = changed
    assert part.payload["changed"] == ["Rating", "LastModifiedDate"]
    assert (part.payload["gap"], part.payload["overflow"]) == (False, False)


def test_a_change_is_the_same_in_whatever_it_is_wrapped() -> None:
    [sample, _] = samples()
    bare = sample["data"]
    expected = read(SALESFORCE, bare)
    binary = {f"ce-{name}": value for name, value in sample["ce"].items()}
    assert read(SALESFORCE, bare, JSON | binary) == expected
    for wrapped in (
        {**sample["ce"], "data": bare},
        {"data": bare, "channel": "/data/AccountChangeEvent"},
        {**sample["ce"], "data": {"data": bare}},
        [bare],
        [{**sample["ce"], "data": bare}],
    ):
        assert read(SALESFORCE, wrapped) == expected
    [alone] = read(SALESFORCE, bare["payload"])
    assert (alone.ref, alone.object) == (expected[0].ref, expected[0].object)
    assert alone.payload["replay_id"] is None


def test_one_event_about_several_records_is_a_part_for_each() -> None:
    parts = read(SALESFORCE, event("UPDATE", "006A", "006B", "006A"))
    assert [part.object for part in parts] == ["Opportunity:006A", "Opportunity:006B"]
    assert len({part.ref for part in parts}) == 2
    assert parts[0].payload["fields"] == {"Amount": "312321.5"}
    assert parts[0].happened_at == datetime(2023, 7, 18, 14, 46, 50, 123000, UTC)


@pytest.mark.parametrize("change", ["GAP_UPDATE", "GAP_CREATE", "GAP_DELETE", "GAP_UNDELETE"])
def test_a_gap_says_that_something_changed_and_nobody_says_what(change: str) -> None:
    [part] = read(SALESFORCE, event(change, "006A"))
    assert part.object == "Opportunity:006A"
    assert (part.payload["gap"], part.payload["overflow"]) == (True, False)


def test_an_overflow_concerns_every_record_of_its_kind() -> None:
    for ids in ((), ("000000000000000AAA",)):
        [part] = read(SALESFORCE, event("GAP_OVERFLOW", *ids))
        assert part.object == "Opportunity"
        assert (part.payload["id"], part.payload["overflow"]) == (None, True)


def test_the_same_ids_with_other_content_are_another_part() -> None:
    [first] = read(SALESFORCE, event("UPDATE", "006A"))
    [again] = read(SALESFORCE, event("UPDATE", "006A") | {"event": {"replayId": 99}})
    [other] = read(SALESFORCE, event("UPDATE", "006A", changedFields=[]))
    assert first.ref == again.ref != other.ref


def test_what_is_neither_form_says_so_and_what_it_has_instead() -> None:
    symphony = found("salesforce", "symphony_SFDCCallbackSampleOpportunityUpdated.json")
    with pytest.raises(UnreadableError) as refused:
        read(SALESFORCE, symphony)
    assert refused.value.code == "not_a_change"
    assert str(refused.value) == (
        "This is neither an outbound message nor a change event of Salesforce: a change event "
        "has a `payload` with a `ChangeEventHeader`. It has: current, previous. "
        "Let platform events go to a connection of the provider generic, with a mapping."
    )


def test_a_member_that_is_no_change_does_not_hold_up_the_others() -> None:
    broken, whole = read(SALESFORCE, [{"payload": {}}, event("UPDATE", "006A")])
    assert broken.fault == "This member of the batch is no change event."
    assert (whole.object, whole.fault) == ("Opportunity:006A", None)
    [unclear] = read(SALESFORCE, event("UPDATE", "006A", entityName=None))
    assert unclear.fault == "This event does not say what changed."


def test_deliveries_are_told_apart_by_their_changes() -> None:
    def key(value: Any) -> str:
        return SALESFORCE.key(arrival(body_of(value), JSON))

    assert key(event("UPDATE", "006A")) == key([event("UPDATE", "006A")])
    assert key(event("UPDATE", "006A")) != key(event("UPDATE", "006B"))
    assert key(event("UPDATE", "006A", "006B")) != key(event("UPDATE", "006A"))
    assert key({"a": 1}) == "unreadable"


def decoded(**header: Any) -> dict[str, Any]:
    """As the Pub/Sub API's schema decodes it: every field, null where nothing changed."""
    told = event("UPDATE", ACCOUNT, **header)
    told["payload"] |= {"StageName": None, "CloseDate": None}
    return told


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ({"changedFields": ["0x400"], "nulledFields": []}, {"Amount"}),
        ({"changedFields": ["Amount", "StageName"]}, {"Amount", "StageName"}),
        ({"changedFields": ["Amount"], "nulledFields": ["CloseDate"]}, {"Amount", "CloseDate"}),
    ],
)
def test_a_null_is_told_where_the_header_says_that_the_field_was_emptied(
    header: dict[str, Any], told: set[str]
) -> None:
    [part] = read(SALESFORCE, decoded(**header), JSON)
    assert part.payload["fields"].keys() == told
    assert part.fault is None


def test_without_names_in_the_header_only_what_was_emptied_is_null() -> None:
    named = decoded()
    del named["payload"]["ChangeEventHeader"]["changedFields"]
    [part] = read(SALESFORCE, named, JSON)
    assert part.payload["fields"].keys() == {"Amount", "StageName", "CloseDate"}


@pytest.mark.parametrize("bitmap", ["0x1C", "4-0x02"])
def test_which_fields_were_emptied_is_not_guessed_from_a_bitmap(bitmap: str) -> None:
    [part] = read(SALESFORCE, decoded(changedFields=["0x400"], nulledFields=[bitmap]), JSON)
    assert part.fault is not None
    assert "bitmap" in part.fault


def test_a_change_of_very_many_records_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def counted(value: Any) -> str:
        made.append(value)
        return digest(value)

    monkeypatch.setattr(salesforce_changes, "digest", counted)
    parts = read(SALESFORCE, event("UPDATE", *(f"006A{number}" for number in range(500))), JSON)
    assert len({each.ref for each in parts}) == 500
    assert len(made) == 1
