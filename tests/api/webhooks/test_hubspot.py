"""HubSpot: is it theirs, and which changes does it tell?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.webhooks.hubspot import HubSpot
from api.webhooks.provider import Account, Arrival, UnreadableError
from tests.api.webhooks.delivering import (
    NOW,
    SECRET,
    account,
    arrival,
    body_of,
    found,
    hmac64,
    read,
    refusal,
)

HUBSPOT = HubSpot()
VECTORS = ("signature_vectors", "hubspot.json")
EVENT = {
    "eventId": 100,
    "subscriptionId": 7,
    "portalId": 33,
    "occurredAt": 1782371972438,
    "subscriptionType": "deal.propertyChange",
    "attemptNumber": 0,
    "objectId": 1234,
    "propertyName": "amount",
    "propertyValue": "2000",
}


def milliseconds(at: datetime = NOW) -> str:
    return str(int(at.timestamp() * 1000))


def signed(
    body: bytes = b"[]", sent_at: str | None = None, secret: str = SECRET, **other: Any
) -> Arrival:
    """A delivery with a signature v3."""
    sent_at = milliseconds() if sent_at is None else sent_at
    uri = other.pop("uri", "https://ledger.example/webhooks/hubspot/main")
    signed_uri = other.pop("signed_uri", uri)
    message = b"POST" + signed_uri.encode() + body + sent_at.encode()
    headers = {
        "X-HubSpot-Signature-v3": hmac64(secret.encode(), message),
        "X-HubSpot-Request-Timestamp": sent_at,
        **other,
    }
    return arrival(body, headers, uri=uri)


def of_vector(vector: dict[str, Any]) -> tuple[Arrival, Account]:
    """The delivery of a vector, arriving when it was signed, where older signatures count too."""
    headers = {"X-HubSpot-Signature-Version": vector["scheme"]}
    at = NOW
    if vector["scheme"] == "v3":
        headers["X-HubSpot-Signature-v3"] = vector["expected"]
        headers["X-HubSpot-Request-Timestamp"] = vector["timestamp"]
        at = datetime.fromtimestamp(int(vector["timestamp"]) / 1000, UTC)
    else:
        headers["X-HubSpot-Signature"] = vector["expected"]
    delivery = arrival(
        vector["body"],
        headers,
        method=vector.get("method", "POST"),
        uri=vector.get("uri", "https://www.example.com/webhook_uri"),
        at=at,
    )
    return delivery, account(vector["secret"], accept="v1, v2")


def test_every_published_signature_is_believed() -> None:
    vectors = found(*VECTORS)["positive"]
    assert {each["scheme"] for each in vectors} == {"v1", "v2", "v3"}
    for vector in vectors:
        assert refusal(HUBSPOT, *of_vector(vector)) is None, vector["id"]


def test_no_published_signature_is_believed_over_another_body_or_with_another_secret() -> None:
    for vector in found(*VECTORS)["positive"]:
        delivery, _ = of_vector(vector | {"body": vector["body"] + " "})
        assert refusal(HUBSPOT, delivery, account(SECRET, accept="v1 v2")) == "signature_wrong"
        delivery, _ = of_vector(vector)
        assert refusal(HUBSPOT, delivery, account("other", accept="v1 v2")) == "signature_wrong"


def test_every_published_case_of_what_is_to_be_refused_is_refused() -> None:
    cases: dict[str, tuple[dict[str, Any], str]] = {
        "v3 without timestamp": ({"X-HubSpot-Request-Timestamp": ()}, "signature_missing"),
        "v3 timestamp older than 5 minutes (MAX_ALLOWED_TIMESTAMP=300s)": (
            {"X-HubSpot-Request-Timestamp": milliseconds(NOW - timedelta(minutes=5, seconds=1))},
            "timestamp_too_old",
        ),
        'v3 timestamp not a number ("wrong_timestamp")': (
            {"X-HubSpot-Request-Timestamp": "wrong_timestamp"},
            "timestamp_unreadable",
        ),
        'signature version unknown ("v4"/"wrong_signature_version")': (
            {"X-HubSpot-Signature-v3": None, "X-HubSpot-Signature-Version": "v4"},
            "signature_version",
        ),
    }
    assert {each["id"] for each in found(*VECTORS)["negative"]} == set(cases)
    for changes, code in cases.values():
        delivery = signed()
        headers = dict(delivery.headers)
        for name, value in changes.items():
            headers[name.lower()] = (value,) if isinstance(value, str) else ()
            if value is None:
                del headers[name.lower()]
        delivery = Arrival("POST", delivery.uri, headers, delivery.body, NOW)
        assert refusal(HUBSPOT, delivery, account(SECRET, accept="v1 v2")) == code


@pytest.mark.parametrize("minutes", [6, -6])
def test_a_signed_time_six_minutes_away_is_refused_in_either_direction(minutes: int) -> None:
    delivery = signed(sent_at=milliseconds(NOW - timedelta(minutes=minutes)))
    code = "timestamp_too_old" if minutes > 0 else "timestamp_ahead"
    assert refusal(HUBSPOT, delivery, account(SECRET)) == code


@pytest.mark.parametrize("minutes", [5, -5])
def test_a_signed_time_five_minutes_away_is_taken(minutes: int) -> None:
    delivery = signed(sent_at=milliseconds(NOW - timedelta(minutes=minutes)))
    assert refusal(HUBSPOT, delivery, account(SECRET)) is None


@pytest.mark.parametrize(
    "sent_at",
    ["NaN", "nan", "inf", "1782371972438.5", "1e12", "-1", "+1782371972438", "١٢٣", " 1", "1_000"],
)
def test_a_signed_time_that_is_no_whole_number_is_refused(sent_at: str) -> None:
    delivery = signed(sent_at=sent_at)
    assert refusal(HUBSPOT, delivery, account(SECRET)) == "timestamp_unreadable"


def test_a_doubled_header_is_refused_even_when_both_are_right() -> None:
    for name in ("x-hubspot-signature-v3", "x-hubspot-request-timestamp"):
        right = signed()
        doubled = {**right.headers, name: right.headers[name] * 2}
        delivery = Arrival("POST", right.uri, doubled, right.body, NOW)
        assert refusal(HUBSPOT, delivery, account(SECRET)) == "header_doubled"


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + s, lambda s: s + ", " + s])
def test_a_truncated_or_doubled_signature_is_refused(change: Any) -> None:
    right = signed()
    [signature] = right.headers["x-hubspot-signature-v3"]
    delivery = signed(**{"X-HubSpot-Signature-v3": change(signature)})
    assert refusal(HUBSPOT, delivery, account(SECRET)) == "signature_wrong"


def test_while_secrets_are_changed_both_count_and_afterwards_the_old_one_does_not() -> None:
    old, new = signed(secret="old"), signed(secret="new")
    for delivery in (old, new):
        assert refusal(HUBSPOT, delivery, account("old", "new")) is None
    assert refusal(HUBSPOT, old, account("new")) == "signature_wrong"


@pytest.mark.parametrize("secrets", [(), ("",), (" ",)])
def test_without_a_secret_nothing_is_believed(secrets: tuple[str, ...]) -> None:
    assert refusal(HUBSPOT, signed(secret=""), account(*secrets)) == "no_secret"


def test_the_address_is_signed_with_the_documented_characters_decoded_and_no_others() -> None:
    start = "https://ledger.example/webhooks/hubspot/main?x="
    encoded = "%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%3a%26%20%25"
    decoded = ":/?@!$'()*,;:%26%20%25"
    assert (
        refusal(HUBSPOT, signed(uri=start + encoded, signed_uri=start + decoded), account(SECRET))
        is None
    )
    assert refusal(HUBSPOT, signed(uri=start + encoded), account(SECRET)) == "signature_wrong"
    twice = signed(uri=start + "%253A", signed_uri=start + ":")
    assert refusal(HUBSPOT, twice, account(SECRET)) == "signature_wrong"


def test_older_signatures_count_only_where_the_connection_says_so() -> None:
    for vector in found(*VECTORS)["positive"]:
        if vector["scheme"] == "v3":
            continue
        delivery, _ = of_vector(vector)
        other = {"v1": "v2", "v2": "v1"}[vector["scheme"]]
        assert refusal(HUBSPOT, delivery, account(SECRET)) == "signature_version"
        assert refusal(HUBSPOT, delivery, account(SECRET, accept=other)) == "signature_version"
        assert refusal(HUBSPOT, delivery, account(SECRET, accept=vector["scheme"])) is None


def test_a_wrong_v3_is_not_made_good_by_a_right_v1() -> None:
    [vector] = [each for each in found(*VECTORS)["positive"] if each["id"] == "hubspot-v1-a"]
    delivery, believed = of_vector(vector)
    headers = {
        **delivery.headers,
        "x-hubspot-signature-v3": ("wrong",),
        "x-hubspot-request-timestamp": (milliseconds(),),
    }
    both = Arrival("POST", delivery.uri, headers, delivery.body, NOW)
    assert refusal(HUBSPOT, both, believed) == "signature_wrong"


def test_the_headers_of_a_real_delivery_are_judged_by_v3_and_not_by_v1() -> None:
    sample = found("hubspot", "delivery_headers.json")
    at = datetime.fromtimestamp(1708986599.647, UTC)
    delivery = arrival(body_of(sample["body"]), sample["headers"], at=at)
    assert refusal(HUBSPOT, delivery, account(SECRET, accept="v1 v2")) == "signature_wrong"


def test_the_life_of_a_deal_is_read_in_its_order() -> None:
    bodies = [each["body"] for each in found("hubspot", "deal_lifecycle_captured.json")["payloads"]]
    parts = read(HUBSPOT, bodies)
    assert [(part.object, part.payload["subscriptionType"]) for part in parts] == [
        ("contact:508369434347", "contact.creation"),
        ("deal:332507367156", "deal.creation"),
        ("deal:332507367156", "deal.propertyChange"),
        ("deal:332507367156", "deal.propertyChange"),
        ("deal:332507367156", "deal.deletion"),
        ("company:330222354146", "company.propertyChange"),
    ]
    assert parts[2].happened_at == datetime(2026, 6, 25, 7, 19, 32, 438000, UTC)
    assert [part.payload.get("propertyValue") for part in parts[1:4]] == [
        None,
        "2000",
        "qualifiedtobuy",
    ]
    assert parts[4].payload["changeFlag"] == "DELETED"
    assert {part.fault for part in parts} == {None}
    assert len({part.ref for part in parts}) == 6


def test_a_single_event_is_read_like_a_batch_of_one() -> None:
    body = found("hubspot", "deal_stage_change_2019.json")["body"]
    [part] = read(HUBSPOT, body)
    assert part.object == "deal:697680835"
    assert part.happened_at == datetime(2019, 4, 24, 8, 30, 37, 139000, UTC)
    assert [part] == read(HUBSPOT, [body])


def test_the_next_attempt_is_the_same_part_and_other_content_is_another() -> None:
    [first] = read(HUBSPOT, EVENT)
    assert [first] == read(HUBSPOT, EVENT | {"attemptNumber": 3})
    [other] = read(HUBSPOT, EVENT | {"propertyValue": "2001"})
    assert first.ref != other.ref
    assert first.ref.startswith("100:")
    assert other.ref.startswith("100:")
    assert "attemptNumber" not in first.payload


def test_the_two_names_of_the_kind_of_event_are_one() -> None:
    renamed = {"eventType" if k == "subscriptionType" else k: v for k, v in EVENT.items()}
    [part] = read(HUBSPOT, renamed)
    assert part.object == "deal:1234"
    assert part.payload["subscriptionType"] == "deal.propertyChange"


def test_a_merge_is_about_the_deal_that_stays_and_tells_which_are_gone() -> None:
    merge = {
        "eventId": 5,
        "occurredAt": 1782371972438,
        "subscriptionType": "deal.merge",
        "primaryObjectId": 1,
        "mergedObjectIds": [2, 3],
        "numberOfPropertiesMoved": 4,
    }
    [part] = read(HUBSPOT, [merge])
    assert part.object == "deal:1"
    assert part.payload["mergedObjectIds"] == [2, 3]


@pytest.mark.parametrize(
    ("kind", "association", "object_"),
    [
        ("deal.associationChange", "DEAL_TO_LINE_ITEM", "deal:1"),
        ("deal.associationChange", "LINE_ITEM_TO_DEAL", "deal:2"),
        ("line_item.associationChange", "DEAL_TO_LINE_ITEM", "line_item:2"),
        ("deal.associationChange", "DEAL_TO_DEAL", "deal:1"),
    ],
)
def test_an_association_is_about_the_end_that_was_subscribed_to(
    kind: str, association: str, object_: str
) -> None:
    event = {
        "eventId": 6,
        "subscriptionType": kind,
        "associationType": association,
        "fromObjectId": 1,
        "toObjectId": 2,
        "associationRemoved": False,
    }
    assert [part.object for part in read(HUBSPOT, [event])] == [object_]


def test_a_generic_subscription_names_the_kind_of_object_by_its_number() -> None:
    event = EVENT | {"subscriptionType": "object.propertyChange", "objectTypeId": "0-3"}
    assert [part.object for part in read(HUBSPOT, [event])] == ["deal:1234"]
    event = EVENT | {"subscriptionType": "object.creation", "objectTypeId": "2-4711"}
    assert [part.object for part in read(HUBSPOT, [event])] == ["2-4711:1234"]


def test_one_member_that_is_no_event_does_not_hold_up_the_other_ninety_nine() -> None:
    good: list[Any] = [EVENT | {"eventId": each} for each in range(99)]
    parts = read(HUBSPOT, [*good[:50], "what is this?", *good[50:]])
    assert [bool(part.fault) for part in parts] == [False] * 50 + [True] + [False] * 49
    [part] = read(HUBSPOT, [{"eventId": 1, "subscriptionType": "deal.creation"}])
    assert part.fault == "This event does not say what it is about."


def test_numbers_that_are_no_whole_ones_stay_as_they_were_written() -> None:
    [part] = read(HUBSPOT, b'{"eventId":1,"subscriptionType":"deal.x","objectId":2,"price":2.50}')
    assert part.payload["price"] == "2.50"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'"text"', "not_events"),
        (b'{"a": NaN}', "not_json"),
        (b'{"a": 1, "a": 2}', "duplicate_key"),
        (b"[" * 65 + b"]" * 65, "too_deep"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a": "\xff"}', "bad_text"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(HUBSPOT, body)
    assert refused.value.code == code
    assert HUBSPOT.key(arrival(body)) in {"unreadable", "unnumbered"}


def test_a_compressed_body_is_believed_by_its_signature_and_not_unpacked() -> None:
    body = b"\x1f\x8b\x08\x00 something"
    delivery = signed(body, **{"Content-Encoding": "gzip"})
    assert refusal(HUBSPOT, delivery, account(SECRET)) is None
    with pytest.raises(UnreadableError) as refused:
        HUBSPOT.parts(body, delivery.headers)
    assert refused.value.code == "encoded_body"


def test_deliveries_are_told_apart_by_the_ids_of_their_events() -> None:
    assert HUBSPOT.key(arrival(body_of(EVENT))) == "100"
    batch = [EVENT, EVENT | {"eventId": 101}]
    assert HUBSPOT.key(arrival(body_of(batch))) == HUBSPOT.key(
        arrival(body_of([each | {"attemptNumber": 1} for each in batch]))
    )
    assert HUBSPOT.key(arrival(body_of(batch))) != HUBSPOT.key(arrival(body_of(batch[:1])))


def test_any_2xx_satisfies_it() -> None:
    assert HUBSPOT.reply().status == 200


def test_a_change_without_a_value_is_not_read_as_an_emptied_property() -> None:
    withheld = {name: value for name, value in EVENT.items() if name != "propertyValue"}
    for kind in ("deal.propertyChange", "object.propertyChange"):
        named = withheld | {"subscriptionType": kind, "objectTypeId": "0-3"}
        [part] = read(HUBSPOT, [named])
        assert part.fault is not None
        assert "no propertyValue" in part.fault
    for empty in ("", None):
        [part] = read(HUBSPOT, [EVENT | {"propertyValue": empty}])
        assert part.fault is None
