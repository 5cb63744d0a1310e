"""Senders of records: Standard Webhooks."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.webhooks.generic import Generic
from api.webhooks.provider import Arrival, UnreadableError
from domain.record import record_of
from domain.refusals import Malformed
from tests.api.webhooks.delivering import (
    JSON,
    NOW,
    account,
    arrival,
    body_of,
    found,
    hmac64,
    read,
    refusal,
    seconds,
)

GENERIC = Generic()
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = "whpk_" + base64.b64encode(PRIVATE.public_key().public_bytes_raw()).decode()
RECORD = {
    "id": "crm:1",
    "deal": "D-1",
    "type": "value.reported",
    "occurred_at": "2026-11-25T11:59:00Z",
    "actor": "system:crm",
    "data": {"system": "crm", "object": "deal", "field": "amount", "value": "2.50"},
}


def vector() -> dict[str, Any]:
    [one] = found("signature_vectors", "standard_webhooks.json")["positive"]
    return dict(one)


def of_vector(**changes: Any) -> Arrival:
    """The published delivery, with other headers; None leaves one out."""
    one = vector()
    at = datetime.fromtimestamp(int(one["timestamp"]), UTC)
    headers = {
        "webhook-id": one["webhook_id"],
        "webhook-timestamp": one["timestamp"],
        "webhook-signature": one["expected"],
        **{name.replace("_", "-"): value for name, value in changes.items() if name != "at"},
    }
    given = {name: value for name, value in headers.items() if value is not None}
    return arrival(one["body"], given, at=changes.get("at", at))


def v1(body: bytes, secret: str = SECRET, sent_at: str = str(seconds()), id_: str = "m") -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + hmac64(key, f"{id_}.{sent_at}.".encode() + body)


def v1a(body: bytes, sent_at: str = str(seconds()), id_: str = "m") -> str:
    return "v1a," + base64.b64encode(PRIVATE.sign(f"{id_}.{sent_at}.".encode() + body)).decode()


def sent(body: bytes, signature: str, **other: str) -> Arrival:
    stamp = {"webhook-id": "m", "webhook-timestamp": str(seconds())}
    return arrival(body, JSON | stamp | {"webhook-signature": signature} | other)


def test_the_published_signature_is_believed_with_and_without_the_prefix_of_the_secret() -> None:
    for secret in (vector()["secret"], vector()["secret"].removeprefix("whsec_")):
        assert refusal(GENERIC, of_vector(), account(secret)) is None


def test_several_signatures_of_which_one_is_right_are_believed() -> None:
    several = (
        f"v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,x v1a,AAAA {vector()['expected']}"
    )
    delivery = of_vector(webhook_signature=several)
    assert refusal(GENERIC, delivery, account(SECRET)) is None


def test_every_published_case_of_what_is_to_be_refused_is_refused() -> None:
    one = vector()
    at = datetime.fromtimestamp(int(one["timestamp"]), UTC)
    digest = one["expected"].removeprefix("v1,")
    wrong = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLawdd"
    beyond = timedelta(minutes=5, seconds=1)
    cases: dict[str, tuple[Arrival, str, str]] = {
        "missing webhook-id": (of_vector(webhook_id=None), SECRET, "signature_missing"),
        "missing webhook-timestamp": (
            of_vector(webhook_timestamp=None),
            SECRET,
            "signature_missing",
        ),
        'timestamp "hello"': (of_vector(webhook_timestamp="hello"), SECRET, "timestamp_unreadable"),
        "missing webhook-signature": (
            of_vector(webhook_signature=None),
            SECRET,
            "signature_missing",
        ),
        "signature v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLawdd (wrong)": (
            of_vector(webhook_signature=wrong),
            SECRET,
            "signature_wrong",
        ),
        "only a v2, signature for the right digest": (
            of_vector(webhook_signature="v2," + digest),
            SECRET,
            "signature_wrong",
        ),
        "timestamp older than 5 minutes": (of_vector(at=at + beyond), SECRET, "timestamp_too_old"),
        "timestamp newer than 5 minutes": (of_vector(at=at - beyond), SECRET, "timestamp_ahead"),
        "empty secret": (of_vector(), "", "no_secret"),
    }
    assert {e["id"] for e in found("signature_vectors", "standard_webhooks.json")["negative"]} == (
        set(cases)
    )
    for case, (delivery, secret, code) in cases.items():
        assert refusal(GENERIC, delivery, account(secret)) == code, case


def test_the_published_list_of_signatures_is_read_and_fits_no_secret_of_ours() -> None:
    example = found("signature_vectors", "standard_webhooks.json")[
        "header_example_without_published_key"
    ]
    headers = {
        "webhook-id": example["webhook_id"],
        "webhook-timestamp": example["timestamp"],
        "webhook-signature": example["signature"],
    }
    at = datetime.fromtimestamp(int(example["timestamp"]), UTC)
    delivery = arrival(example["body"], headers, at=at)
    assert refusal(GENERIC, delivery, account(SECRET, PUBLIC)) == "signature_wrong"
    [part] = GENERIC.parts(delivery.body, delivery.headers)
    assert part.payload["data"]["id"] == "1f81eb52-5198-4599-803e-771906343485"
    assert part.happened_at == datetime(2022, 11, 3, 20, 26, 10, 344522, UTC)
    assert (part.records, part.fault) == ((), None)


@pytest.mark.parametrize(
    "signature",
    [
        "v1",
        "v1,",
        ",",
        "",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1a,\u00fc",
        "v1a," + "A" * 86 + "==",
        "v1,\udcff",
        "  ",
        " ".join(["v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="] * 21),
    ],
)
def test_a_signature_of_another_form_is_refused(signature: str) -> None:
    delivery = of_vector(webhook_signature=signature)
    assert refusal(GENERIC, delivery, account(SECRET, PUBLIC)) in {
        "signature_wrong",
        "signature_missing",
    }


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_doubled_header_is_refused_even_when_both_are_right(name: str) -> None:
    right = of_vector()
    headers = {**right.headers, name: right.headers[name] * 2}
    delivery = Arrival("POST", right.uri, headers, right.body, right.received_at)
    assert refusal(GENERIC, delivery, account(SECRET)) == "header_doubled"


@pytest.mark.parametrize("sent_at", ["1614265330.5", "NaN", "-1614265330", "1e9", ""])
def test_a_signed_time_that_is_no_whole_number_is_refused(sent_at: str) -> None:
    delivery = of_vector(webhook_timestamp=sent_at)
    assert refusal(GENERIC, delivery, account(SECRET)) in {
        "timestamp_unreadable",
        "signature_missing",
    }


def test_a_signature_with_a_private_key_is_checked_with_the_public_one() -> None:
    body = body_of(RECORD)
    assert refusal(GENERIC, sent(body, v1a(body)), account(PUBLIC)) is None
    assert refusal(GENERIC, sent(body + b" ", v1a(body)), account(PUBLIC)) == "signature_wrong"
    both = f"{v1(body)} {v1a(body)}"
    for secrets in [(PUBLIC,), (SECRET,), (PUBLIC, SECRET)]:
        assert refusal(GENERIC, sent(body, both), account(*secrets)) is None


def test_a_public_key_is_no_secret_that_anybody_could_sign_or_come_with() -> None:
    body = body_of(RECORD)
    forged = "v1," + hmac64(base64.b64decode(PUBLIC.removeprefix("whpk_")), b"")
    assert refusal(GENERIC, sent(body, forged), account(PUBLIC)) == "signature_wrong"
    key = PUBLIC.removeprefix("whpk_")
    assert refusal(GENERIC, sent(body, v1(body, key)), account(PUBLIC)) == "signature_wrong"
    bearer = arrival(body, {"Authorization": f"Bearer {PUBLIC}"})
    assert refusal(GENERIC, bearer, account(PUBLIC)) == "credentials_wrong"


@pytest.mark.parametrize("secret", ["whsec_", "whsec_!", "whpk_", "whpk_AAAA", "not base64!"])
def test_a_secret_that_is_no_key_checks_nothing(secret: str) -> None:
    body = body_of(RECORD)
    assert refusal(GENERIC, sent(body, v1(body)), account(secret)) == "no_secret"


def test_while_secrets_are_changed_both_count_and_afterwards_the_old_one_does_not() -> None:
    body, new = body_of(RECORD), "whsec_" + base64.b64encode(b"n" * 32).decode()
    old = sent(body, v1(body))
    assert refusal(GENERIC, old, account(SECRET, new)) is None
    assert refusal(GENERIC, sent(body, v1(body, new)), account(SECRET, new)) is None
    assert refusal(GENERIC, old, account(new)) == "signature_wrong"


def test_a_token_counts_for_what_is_not_signed_and_never_beside_a_signature() -> None:
    body = body_of(RECORD)
    token = {"Authorization": "Bearer a token"}
    assert refusal(GENERIC, arrival(body, JSON | token), account("a token")) is None
    wrong = sent(body, "v1,AAAA", **token)
    assert refusal(GENERIC, wrong, account("a token", SECRET)) == "signature_wrong"
    assert refusal(GENERIC, arrival(body, JSON), account(SECRET)) == "credentials_missing"


def test_a_record_comes_whole_and_needs_no_mapping() -> None:
    for body in (RECORD, [RECORD], {"type": "x.y", "timestamp": "t", "data": RECORD}):
        [part] = read(GENERIC, body)
        assert part.records == (RECORD,)
        assert (part.object, part.ref) == ("deal:D-1", "crm:1")
        assert part.happened_at == NOW - timedelta(minutes=1)
        assert record_of(part.records[0]).id == "crm:1"


def test_a_batch_of_a_hundred_with_a_bad_one_gives_a_hundred_parts() -> None:
    records: list[Any] = [RECORD | {"id": f"crm:{number}"} for number in range(99)]
    records.insert(7, {key: RECORD[key] for key in RECORD if key != "type"} | {"id": "bad"})
    parts = read(GENERIC, {"type": "batch", "timestamp": "t", "data": records})
    assert [part.ref for part in parts] == [each["id"] for each in records]
    with pytest.raises(Malformed):
        record_of(parts[7].records[0])
    for part in parts[:7] + parts[8:]:
        record_of(part.records[0])


def test_a_float_stays_one_so_that_the_ledger_refuses_it_where_it_stands() -> None:
    data = '{"system": "crm", "object": "o", "field": "f", "value": 2.50}'
    body = json.dumps([RECORD | {"data": 0}, RECORD | {"id": "crm:2"}]).replace("0}", data + "}")
    bad, good = read(GENERIC, body.encode())
    assert bad.records[0]["data"]["value"] == 2.5
    assert bad.payload["data"]["value"] == "2.50"
    with pytest.raises(Malformed) as refused:
        record_of(bad.records[0])
    assert [(each.code, each.pointer) for each in refused.value.faults] == [
        ("float_not_allowed", "/data/value")
    ]
    assert record_of(good.records[0]).id == "crm:2"


def test_whole_numbers_stay_whole_and_too_large_ones_are_refused_by_the_ledger() -> None:
    body = json.dumps(RECORD | {"data": {"n": 7, "m": 0}}).replace("0}", "9" * 5000 + "}")
    [part] = read(GENERIC, body.encode())
    assert part.records[0]["data"]["n"] == 7
    assert part.payload["data"]["m"] == "9" * 5000
    with pytest.raises(Malformed) as refused:
        record_of(part.records[0])
    assert refused.value.faults[0].code == "integer_too_large"


def test_a_record_about_the_organisation_is_of_no_deal() -> None:
    [part] = read(GENERIC, {key: RECORD[key] for key in RECORD if key != "deal"})
    assert part.object == "organisation"


@pytest.mark.parametrize("given", [None, 5, "", "with space", "x" * 121, "\udcff", ["a"]])
def test_a_record_whose_id_is_none_is_still_named_and_refused_by_the_ledger(given: object) -> None:
    [part] = read(GENERIC, json.dumps(RECORD | {"id": given}).encode())
    assert part.ref.startswith("record:")
    with pytest.raises(Malformed):
        record_of(part.records[0])


def test_what_is_no_record_is_for_a_mapping() -> None:
    foreign = {"type": "Deal Won", "amount": 2.5}
    [part] = read(GENERIC, foreign, JSON | {"webhook-id": "m1"})
    assert (part.records, part.fault) == ((), None)
    assert part.payload == {"type": "Deal Won", "amount": "2.5"}
    [again] = read(GENERIC, foreign, JSON | {"webhook-id": "m1"})
    [other] = read(GENERIC, foreign, JSON | {"webhook-id": "m2"})
    assert part.ref == again.ref != other.ref
    assert read(GENERIC, [foreign, RECORD])[0].payload["type"] == "Deal Won"
    assert [bool(part.fault) for part in read(GENERIC, [5, RECORD])] == [True, False]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b'{"a": Infinity}', "not_json"),
        (b'[{"id": "a", "id": "b"}]', "duplicate_key"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "too_deep"),
        (b"\xff\xfe", "bad_text"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(GENERIC, body)
    assert refused.value.code == code
    assert GENERIC.key(arrival(body, JSON)) == "unreadable"


def test_deliveries_are_told_apart_by_their_id_else_by_what_they_hold() -> None:
    assert GENERIC.key(of_vector()) == vector()["webhook_id"]
    one, two = body_of(RECORD), body_of([RECORD, RECORD | {"id": "crm:2"}])
    assert GENERIC.key(arrival(one, JSON)) != GENERIC.key(arrival(two, JSON))
