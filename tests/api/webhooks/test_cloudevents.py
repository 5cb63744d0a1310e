"""Senders of records, and of other things: CloudEvents."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from api.webhooks.generic import Generic
from api.webhooks.provider import UnreadableError
from tests.api.webhooks.delivering import account, arrival, body_of, found, read, refusal
from tests.api.webhooks.test_generic import RECORD, SECRET, sent, v1

GENERIC = Generic()
STRUCTURED = {"Content-Type": "application/cloudevents+json; charset=utf-8"}
BATCH = {"Content-Type": "application/cloudevents-batch+json"}
EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "type": "com.example.deal",
    "source": "https://crm.example/deals",
    "id": "1",
    "time": "2026-11-25T11:58:00Z",
    "datacontenttype": "application/json",
}


def binary(event: dict[str, Any], kind: str = "application/json") -> dict[str, str]:
    attributes = {f"ce-{name}": value for name, value in event.items() if name != "data"}
    return {**attributes, "Content-Type": kind}


def test_it_is_believed_with_a_token_or_a_signature() -> None:
    body = body_of(EVENT | {"data": RECORD})
    token = STRUCTURED | {"Authorization": "bearer  a-token"}
    assert refusal(GENERIC, arrival(body, token), account("a-token")) is None
    assert refusal(GENERIC, arrival(body, token), account("another")) == "credentials_wrong"
    assert refusal(GENERIC, arrival(body, STRUCTURED), account("a")) == "credentials_missing"
    assert refusal(GENERIC, sent(body, v1(body), **STRUCTURED), account(SECRET)) is None


def test_a_record_is_read_from_every_mode() -> None:
    whole = EVENT | {"data": RECORD}
    packed = EVENT | {"data_base64": base64.b64encode(body_of(RECORD)).decode()}
    told = [
        read(GENERIC, whole, STRUCTURED),
        read(GENERIC, whole),
        read(GENERIC, packed, STRUCTURED),
        read(GENERIC, [whole], BATCH),
        read(GENERIC, [whole]),
        read(GENERIC, RECORD, binary(EVENT)),
        read(GENERIC, EVENT | {"data": [RECORD]}, STRUCTURED),
    ]
    for parts in told:
        assert parts == told[0]
    [part] = told[0]
    assert part.records == (RECORD,)
    assert (part.object, part.ref) == ("deal:D-1", "crm:1")


def test_every_example_of_the_specification_is_a_part_for_a_mapping() -> None:
    examples = [each["body"] for each in found("cloudevents", "spec_examples.json")["examples"]]
    assert len(examples) == 8
    parts = read(GENERIC, examples, BATCH)
    assert len({part.ref for part in parts}) == 8
    for example, part in zip(examples, parts, strict=True):
        exact = json.loads(json.dumps(example), parse_float=str)
        assert [part] == read(GENERIC, example, STRUCTURED)
        assert [part] == read(GENERIC, example["data"], binary(example, ""))
        assert (part.payload, part.records, part.fault) == (exact, (), None)
    assert parts[1].payload["data"]["amount"] == "150.0"


def test_an_event_is_named_by_its_source_and_id() -> None:
    [part] = read(GENERIC, EVENT | {"data": {"won": True}, "subject": "77"}, STRUCTURED)
    [again] = read(GENERIC, EVENT | {"data": {"won": False}, "subject": "77"}, STRUCTURED)
    [other] = read(GENERIC, EVENT | {"source": "https://other.example"}, STRUCTURED)
    assert part.ref == again.ref != other.ref
    assert part.object == again.object != other.object
    assert part.happened_at == datetime(2026, 11, 25, 11, 58, tzinfo=UTC)


def test_data_that_are_no_json_are_a_text() -> None:
    [part] = read(GENERIC, b"<a/>", binary(EVENT, "text/xml"))
    assert part.payload["data"] == "<a/>"
    assert part.payload["datacontenttype"] == "text/xml"
    [part] = read(GENERIC, b"", binary(EVENT))
    assert part.payload["data"] is None
    packed = EVENT | {"datacontenttype": "text/plain", "data_base64": "aGk="}
    [part] = read(GENERIC, packed, STRUCTURED)
    assert part.payload["data"] == "aGk="


def test_attributes_in_headers_are_decoded_and_none_of_them_stands_for_the_data() -> None:
    headers = binary(EVENT | {"subject": "Gr%C3%BC%C3%9Fe"}) | {"ce-data": "{}"}
    [part] = read(GENERIC, b"", headers)
    assert (part.payload["subject"], part.payload["data"]) == ("Grüße", None)


@pytest.mark.parametrize("missing", ["id", "source", "type", "specversion"])
def test_an_event_without_a_name_is_unreadable_and_does_not_hold_up_the_others(
    missing: str,
) -> None:
    bad = {key: value for key, value in EVENT.items() if key != missing}
    with pytest.raises(UnreadableError) as refused:
        read(GENERIC, bad, STRUCTURED)
    assert str(refused.value) == f"This CloudEvent has no {missing}."
    broken, whole = read(GENERIC, [bad, EVENT | {"data": RECORD}], BATCH)
    assert broken.fault == f"This CloudEvent has no {missing}."
    assert whole.records == (RECORD,)


@pytest.mark.parametrize(
    ("value", "headers"),
    [
        (EVENT | {"specversion": "0.3"}, STRUCTURED),
        (EVENT | {"specversion": "1.1"}, STRUCTURED),
        (EVENT | {"specversion": "1.0.2"}, STRUCTURED),
        (EVENT, BATCH),
        ([EVENT], STRUCTURED),
        (EVENT | {"data_base64": "not base64"}, STRUCTURED),
        (EVENT | {"data_base64": "\u00fc"}, STRUCTURED),
    ],
)
def test_what_is_no_event_says_so(value: Any, headers: dict[str, str]) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(GENERIC, value, headers)
    assert refused.value.code == "bad_cloudevent"


def test_an_event_with_its_data_in_both_forms_is_not_read_by_either() -> None:
    both = EVENT | {"data": RECORD, "data_base64": base64.b64encode(b"{}").decode()}
    with pytest.raises(UnreadableError, match="both data and data_base64"):
        read(GENERIC, both, STRUCTURED)
