"""Pipedrive: is it theirs, and which change does it tell?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from api.webhooks.pipedrive import Pipedrive
from api.webhooks.provider import Arrival, UnreadableError
from tests.api.webhooks.delivering import account, arrival, basic, body_of, found, read, refusal

PIPEDRIVE = Pipedrive()
CREDENTIALS = "ledger:a long random word"
KEY = "dcf558aac1ae4e8c4f849ba5e668430d8df9be12"
VERSION_1: dict[str, Any] = {
    "v": 1,
    "matches_filters": {"current": []},
    "meta": {
        "v": 1,
        "action": "updated",
        "object": "deal",
        "id": 77,
        "company_id": 5,
        "user_id": 9,
        "host": "company.pipedrive.com",
        "timestamp": 1709913600,
        "webhook_id": "12",
    },
    "retry": 0,
    "current": {"id": 77, "title": "Weaving plant", "value": 2786.08, KEY: "4.2"},
    "previous": {"id": 77, "value": 2000},
    "event": "updated.deal",
}


def test_it_is_believed_with_the_user_and_password_of_the_connection() -> None:
    delivery = arrival(headers=basic(CREDENTIALS))
    assert refusal(PIPEDRIVE, delivery, account(CREDENTIALS)) is None
    assert refusal(PIPEDRIVE, delivery, account("other:word", CREDENTIALS)) is None
    assert refusal(PIPEDRIVE, delivery, account("other:word")) == "credentials_wrong"


def test_its_deliveries_are_not_its_own_word() -> None:
    assert PIPEDRIVE.signs is False


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), "credentials_missing"),
        (("",), "credentials_missing"),
        (("Basic",), "credentials_missing"),
        (("Basic ",), "credentials_missing"),
        (("Bearer ledger:a long random word",), "credentials_missing"),
        (("Basic ledger:a long random word",), "credentials_wrong"),
        (("Basic bGVkZ2Vy",), "credentials_wrong"),
        (("Basic \udcff\u2028",), "credentials_wrong"),
        ((basic(CREDENTIALS)["Authorization"],) * 2, "header_doubled"),
    ],
)
def test_other_credentials_are_refused(given: tuple[str, ...], code: str) -> None:
    delivery = Arrival("POST", "/", {"authorization": given}, b"", datetime.now(UTC))
    assert refusal(PIPEDRIVE, delivery, account(CREDENTIALS)) == code


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_without_a_secret_nothing_is_believed(secrets: tuple[str, ...]) -> None:
    delivery = arrival(headers=basic(""))
    assert refusal(PIPEDRIVE, delivery, account(*secrets)) == "no_secret"


def test_a_new_deal_of_version_2_is_read() -> None:
    body = found("pipedrive", "new_deal_v2.json")
    [part] = read(PIPEDRIVE, body)
    assert part.object == "deal:123"
    assert part.happened_at == datetime(2023, 1, 1, tzinfo=UTC)
    assert part.payload["action"] == "create"
    assert part.payload["data"]["currency"] == "BRL"
    assert part.payload["previous"] is None
    assert part.payload["raw"] == body
    assert part.payload["user_id"] == 123123


def test_a_change_with_a_time_in_seconds_is_read() -> None:
    [part] = read(PIPEDRIVE, found("pipedrive", "change_deal_v2_prismatic.json"))
    assert part.object == "deal:1"
    assert part.happened_at == datetime(2024, 9, 27, 14, 25, 28, tzinfo=UTC)
    assert (part.payload["action"], part.payload["entity"]) == ("change", "deal")
    assert part.payload["at"] == 1727447128


def test_version_1_has_the_same_form_as_version_2() -> None:
    [part] = read(PIPEDRIVE, VERSION_1)
    assert part.object == "deal:77"
    assert part.happened_at == datetime(2024, 3, 8, 16, 0, tzinfo=UTC)
    told = part.payload
    assert (told["action"], told["entity"], told["id"]) == ("change", "deal", "77")
    assert told["data"]["value"] == "2786.08"
    assert told["previous"]["value"] == 2000
    assert told["custom"] == {KEY: "4.2"}


def test_custom_fields_of_version_2_are_given_by_their_values() -> None:
    fields = {KEY: {"type": "varchar", "value": "4.2"}, "m": {"type": "monetary", "value": 1.5}}
    money = {"type": "monetary", "value": "1.5", "currency": "EUR"}
    body = {
        "meta": {"action": "change", "entity": "deal", "entity_id": 1},
        "data": {"custom_fields": {**fields, "money": money, "none": None}},
    }
    [part] = read(PIPEDRIVE, body)
    assert part.payload["custom"] == {KEY: "4.2", "m": "1.5", "money": money, "none": None}


@pytest.mark.parametrize(
    ("sent", "action"),
    [("added", "create"), ("updated", "change"), ("deleted", "delete"), ("merged", "merge")],
)
def test_what_was_done_has_one_word_in_both_versions(sent: str, action: str) -> None:
    meta = VERSION_1["meta"] | {"action": sent}
    [part] = read(PIPEDRIVE, VERSION_1 | {"meta": meta})
    assert part.payload["action"] == action


def test_a_deleted_deal_is_known_by_what_it_was() -> None:
    body = {"meta": {"action": "delete", "entity": "deal"}, "data": None, "previous": {"id": 3}}
    [part] = read(PIPEDRIVE, body)
    assert part.object == "deal:3"


def test_the_next_attempt_is_the_same_part_and_other_content_is_another() -> None:
    [first] = read(PIPEDRIVE, VERSION_1)
    [again] = read(PIPEDRIVE, VERSION_1 | {"retry": 1})
    assert first.ref == again.ref
    [other] = read(PIPEDRIVE, VERSION_1 | {"current": {"id": 77, "value": 1}})
    assert first.ref != other.ref
    body = found("pipedrive", "new_deal_v2.json")
    retried = body | {"meta": body["meta"] | {"attempt": 2}}
    assert read(PIPEDRIVE, body)[0].ref == read(PIPEDRIVE, retried)[0].ref
    assert PIPEDRIVE.key(arrival(body_of(body))) == PIPEDRIVE.key(arrival(body_of(retried)))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"null", "no_meta"),
        (b"[]", "no_meta"),
        (b'{"meta": 1}', "no_meta"),
        (b'{"meta": {}}', "no_object"),
        (b'{"meta": {"action": "change", "entity": "deal", "id": [1]}}', "no_object"),
        (b"a=b", "not_json"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(PIPEDRIVE, body)
    assert refused.value.code == code
    assert PIPEDRIVE.key(arrival(body)) == "unreadable"


@pytest.mark.parametrize("sent", [None, "yesterday", "2024-09-27 14:25:28", True, 10**18, [1]])
def test_a_time_that_cannot_be_read_is_no_time(sent: object) -> None:
    [part] = read(PIPEDRIVE, VERSION_1 | {"meta": VERSION_1["meta"] | {"timestamp": sent}})
    assert part.happened_at is None
