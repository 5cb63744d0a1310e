"""DocuSign: is it theirs, and which facts does it tell?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from api.webhooks.docusign import DocuSign
from api.webhooks.provider import Arrival, Part, UnreadableError
from tests.api.webhooks.delivering import (
    NOW,
    URI,
    account,
    arrival,
    body_of,
    found,
    hmac64,
    read,
    refusal,
)

DOCUSIGN = DocuSign()
KEY = "a key of Connect"
GENERATED = "2026-04-26T08:31:00.1234567Z"


def signed(body: bytes, *keys: str, **other: str) -> Arrival:
    signatures = {
        f"X-DocuSign-Signature-{number}": hmac64(key.encode(), body)
        for number, key in enumerate(keys, start=1)
    }
    return arrival(body, signatures | other)


def sim(event: str, summary: dict[str, Any] | None = None, **data: Any) -> dict[str, Any]:
    told = {"accountId": "acct", "userId": "u", "envelopeId": "env-1", **data}
    if summary is not None:
        told["envelopeSummary"] = summary
    return {"event": event, "generatedDateTime": GENERATED, "retryCount": 0, "data": told}


def facts(parts: list[Part]) -> list[tuple[str, str | None]]:
    return [
        (part.payload["fact"], (part.payload["recipient"] or {}).get("recipientId"))
        for part in parts
    ]


def test_one_right_signature_among_several_is_enough() -> None:
    for keys in [(KEY,), ("other", KEY), (KEY, "other")]:
        assert refusal(DOCUSIGN, signed(b"{}", *keys), account(KEY)) is None
    assert refusal(DOCUSIGN, signed(b"{}", "other"), account(KEY)) == "signature_wrong"


def test_while_keys_are_changed_both_count_and_afterwards_the_old_one_does_not() -> None:
    old = signed(b"{}", "old")
    assert refusal(DOCUSIGN, old, account("old", "new")) is None
    assert refusal(DOCUSIGN, old, account("new")) == "signature_wrong"


def test_the_raw_body_is_signed_to_the_last_byte() -> None:
    right = signed(b'{"a": 1}', KEY)
    altered = Arrival("POST", URI, right.headers, b'{"a":1}', NOW)
    assert refusal(DOCUSIGN, altered, account(KEY)) == "signature_wrong"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "signature_missing"),
        ({"X-DocuSign-Signature": "x"}, "signature_missing"),
        ({"X-Authorization-Digest": "HMACSHA256"}, "signature_missing"),
        ({"X-DocuSign-Signature-1": ""}, "signature_missing"),
        ({"X-DocuSign-Signature-1": hmac64(KEY.encode(), b"{}")[:-2]}, "signature_wrong"),
        ({"X-DocuSign-Signature-1": hmac64(KEY.encode(), b"{}") * 2}, "signature_wrong"),
        ({"X-DocuSign-Signature-1": (hmac64(KEY.encode(), b"{}"),) * 2}, "header_doubled"),
        ({"X-DocuSign-Signature-1": "\u00fc\udcff"}, "signature_wrong"),
    ],
)
def test_a_delivery_that_is_not_signed_or_signed_wrongly_is_refused(
    headers: dict[str, Any], code: str
) -> None:
    assert refusal(DOCUSIGN, arrival(b"{}", headers), account(KEY)) == code


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_without_a_key_nothing_is_believed(secrets: tuple[str, ...]) -> None:
    assert refusal(DOCUSIGN, signed(b"{}", ""), account(*secrets)) == "no_secret"


def test_a_completed_envelope_tells_every_step_in_order() -> None:
    parts = read(
        DOCUSIGN, found("docusign", "sim_envelope_completed_with_summary_handmade.json")["body"]
    )
    assert facts(parts) == [
        ("envelope-sent", None),
        ("recipient-delivered", "1"),
        ("recipient-completed", "1"),
        ("envelope-completed", None),
    ]
    envelope = "98765432-dcba-4321-dcba-0987654321zy"
    assert {part.object for part in parts} == {f"envelope:{envelope}"}
    assert [part.ref for part in parts] == [
        f"{envelope}:envelope-sent",
        f"{envelope}:1:recipient-delivered",
        f"{envelope}:1:recipient-completed",
        f"{envelope}:envelope-completed",
    ]
    # Seven decimals are one too many for a time here; the text stays as it was sent.
    assert parts[0].happened_at == datetime(2023, 8, 15, 14, 31, 22, 456789, UTC)
    assert parts[0].payload["at"] == "2023-08-15T14:31:22.4567890Z"
    assert parts[2].payload["recipient"]["kind"] == "signer"
    assert parts[2].payload["recipient"]["email"] == "signer@example.com"
    assert parts[2].payload["envelope"]["emailSubject"] == "Please sign this document"


def test_an_envelope_with_terms_gives_its_fields_form_and_documents() -> None:
    parts = read(DOCUSIGN, found("docusign", "sim_envelope_with_terms_handmade.json")["body"])
    assert facts(parts) == [
        ("envelope-sent", None),
        ("recipient-sent", "1"),
        ("envelope-delivered", None),
        ("recipient-completed", "1"),
        ("envelope-completed", None),
        ("recipient-sent", "2"),  # its status says so, and nothing says when
    ]
    told = parts[0].payload
    assert told["custom"] == {
        "effective_date": "2026-05-01",
        "term_length_months": "24",
        "governing_law": "NY",
    }
    assert told["form"]["line_1_price"] == "$2.50"
    assert [each["name"] for each in told["documents"]] == ["MSA.pdf", "Exhibit_A.pdf"]
    assert told["envelope"]["envelopeId"] == "env-1234"
    assert "recipients" not in told["envelope"]
    assert (told["account"], told["user"]) == ("acct-xyz", "u-1")
    last = parts[-1]
    assert last.happened_at is None
    assert (last.payload["at"], last.payload["at_field"]) == (None, None)
    assert last.payload["told_at"] == "2026-04-29T19:00:00.0000000Z"
    assert last.payload["recipient"]["kind"] == "carbon_copy"


@pytest.mark.parametrize(
    "event",
    ["sent", "delivered", "completed", "declined", "autoresponded"],
)
def test_a_recipient_event_without_a_summary_gives_its_fact(event: str) -> None:
    [part] = read(DOCUSIGN, sim(f"recipient-{event}", recipientId="1"))
    assert facts([part]) == [(f"recipient-{event}", "1")]
    assert part.ref == f"env-1:1:recipient-{event}"
    assert part.happened_at == datetime(2026, 4, 26, 8, 31, 0, 123456, UTC)
    assert part.payload["at_field"] == "generatedDateTime"


def test_the_same_fact_in_two_deliveries_has_one_ref() -> None:
    signer = {
        "recipientId": "1",
        "email": "a@example.com",
        "status": "completed",
        "sentDateTime": "2026-04-25T10:01:00Z",
        "deliveredDateTime": "2026-04-26T08:30:00Z",
        "signedDateTime": "2026-04-29T18:55:30Z",
    }
    summary = {"status": "completed", "recipients": {"signers": [signer]}}
    told_early = read(DOCUSIGN, sim("recipient-delivered", recipientId="1"))
    told_late = read(DOCUSIGN, sim("envelope-completed", summary))
    assert {part.ref for part in told_early} <= {part.ref for part in told_late}
    [delivered] = [p for p in told_late if p.payload["fact"] == "recipient-delivered"]
    assert delivered.payload["at_field"] == "deliveredDateTime"


def test_the_summary_knows_when_and_the_event_is_not_told_twice() -> None:
    signer = {"recipientId": "7", "recipientIdGuid": "guid", "deliveredDateTime": GENERATED}
    summary = {"recipients": {"signers": [signer], "recipientCount": "1"}}
    for given in ("7", "guid"):
        parts = read(DOCUSIGN, sim("recipient-delivered", summary, recipientId=given))
        assert facts(parts) == [("recipient-delivered", "7")]
        assert parts[0].payload["at_field"] == "deliveredDateTime"
    signer = {"recipientId": "7", "status": "autoresponded"}
    parts = read(
        DOCUSIGN,
        sim("recipient-autoresponded", {"recipients": {"signers": [signer]}}, recipientId="7"),
    )
    assert facts(parts) == [("recipient-autoresponded", "7")]
    # When it was told, it had happened: no field says when.
    assert (parts[0].payload["at"], parts[0].payload["told_at"]) == (None, GENERATED)
    assert parts[0].payload["recipient"]["status"] == "autoresponded"


def test_a_declined_and_a_voided_envelope_give_their_reasons() -> None:
    signer = {
        "recipientId": "1",
        "status": "declined",
        "declinedDateTime": "2026-04-26T08:30:00Z",
        "declinedReason": "not as agreed",
    }
    declined = {"declinedDateTime": "2026-04-26T08:30:00Z", "recipients": {"signers": [signer]}}
    parts = read(DOCUSIGN, sim("envelope-declined", declined))
    assert facts(parts) == [("recipient-declined", "1"), ("envelope-declined", None)]
    assert parts[0].payload["recipient"]["declinedReason"] == "not as agreed"
    voided = {"voidedDateTime": "2026-04-26T08:30:00Z", "voidedReason": "wrong price"}
    [part] = read(DOCUSIGN, sim("envelope-voided", voided))
    assert part.payload["envelope"]["voidedReason"] == "wrong price"


def test_what_can_happen_again_is_told_apart_by_its_time() -> None:
    first = read(DOCUSIGN, sim("envelope-resent"))
    again = read(DOCUSIGN, sim("envelope-resent") | {"generatedDateTime": "2026-04-27T00:00:00Z"})
    assert first[0].ref != again[0].ref
    assert first == read(DOCUSIGN, sim("envelope-resent"))


def test_the_older_form_is_the_envelope_alone() -> None:
    body = {"envelopeId": "env-1", "status": "completed", "sentDateTime": "2026-04-25T10:01:00Z"}
    parts = read(DOCUSIGN, body | {"statusChangedDateTime": "2026-04-29T18:55:30Z"})
    assert facts(parts) == [("envelope-sent", None), ("envelope-completed", None)]
    assert parts[1].payload["at_field"] == "statusChangedDateTime"


def test_the_documents_themselves_are_no_part_of_what_a_mapping_sees() -> None:
    summary = {"envelopeDocuments": [{"documentId": "1", "name": "a.pdf", "PDFBytes": "AAAA"}]}
    [part] = read(DOCUSIGN, sim("envelope-sent", summary))
    assert part.payload["documents"] == [{"documentId": "1", "name": "a.pdf"}]


@pytest.mark.parametrize("time", ["2026-04-26T08:31:00", "soon", 5, None, "9999-12-31T23:59:59Z"])
def test_a_time_that_cannot_be_read_is_no_time(time: object) -> None:
    [part] = read(
        DOCUSIGN, sim("envelope-sent", {"sentDateTime": time}) | {"generatedDateTime": ""}
    )
    assert part.happened_at is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\n<DocuSignEnvelopeInformation/>", "legacy_xml"),
        (b"envelope", "not_json"),
        (b"[]", "no_envelope"),
        (b"{}", "no_envelope"),
        (json.dumps({"event": "template-created", "data": {"templateId": "1"}}), "no_envelope"),
        (json.dumps({"data": {"envelopeId": "env-1"}}), "no_event"),
        (json.dumps({"event": 5, "data": {"envelopeId": "env-1"}}), "no_event"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes | str, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(DOCUSIGN, body.encode() if isinstance(body, str) else body)
    assert refused.value.code == code


def test_deliveries_are_told_apart_by_envelope_event_and_when_they_were_made() -> None:
    body = sim("envelope-sent")
    key = DOCUSIGN.key(arrival(body_of(body)))
    assert key == DOCUSIGN.key(arrival(body_of(body | {"retryCount": 3})))
    assert key != DOCUSIGN.key(arrival(body_of(body | {"generatedDateTime": "2026"})))
    assert DOCUSIGN.key(arrival(b"<xml/>")) == "unreadable"
