"""What DocuSign tells, through the mapping that comes with the program."""

from __future__ import annotations

from typing import Any

import pytest

from api.webhooks.mapping.translating import UntranslatableError
from domain.record import Record
from tests.api.webhooks.mapping.translated import (
    UNVERIFIED,
    changed,
    records,
    reported,
    sent,
)

ALICE: dict[str, Any] = {
    "recipientId": "1",
    "name": "Alice",
    "email": "Alice@Example.com",
    "roleName": "VP",
    "status": "completed",
    "sentDateTime": "2026-04-25T10:01:00Z",
    "deliveredDateTime": "2026-04-26T08:30:00.1234567Z",
    "signedDateTime": "2026-04-29T18:55:30Z",
}
CARLA = {"recipientId": "2", "email": "carla@client.example", "roleName": "Client"}
NAMED = [
    {"name": "deal_ledger_deal", "value": "northcare-2025"},
    {"name": "deal_ledger_proposal", "value": "P7"},
]


def delivery(
    *signers: dict[str, Any], event: str = "envelope-completed", **summary: object
) -> dict[str, Any]:
    """A delivery with a summary, whose envelope names deal and proposal."""
    return {
        "event": event,
        "generatedDateTime": "2026-04-29T19:00:00Z",
        "data": {
            "envelopeId": "env-1",
            "envelopeSummary": {
                "status": "completed",
                "sender": {"email": "rep@example.com"},
                "recipients": {"signers": list(signers)},
                "customFields": {"textCustomFields": NAMED},
                **summary,
            },
        },
    }


def of_type(found: list[Record], type_: str) -> list[dict[str, Any]]:
    return [each for each in sent(found) if each["type"] == type_]


def test_an_envelope_becomes_a_message_an_opening_and_a_signed_sign_off() -> None:
    found = records("docusign", delivery(ALICE))
    [message] = of_type(found, "message.sent")
    assert message["deal"] == "northcare-2025"
    assert message["actor"] == "rep@example.com"
    assert message["occurred_at"] == "2026-04-25T10:01:00Z"
    assert message["data"] == {
        "message": "env-1:1",
        "to": ["alice@example.com"],
        "cc": [],
        "channel": "portal",
        "about": [{"proposal": "P7"}],
    }
    [opened] = of_type(found, "message.opened")
    assert opened["occurred_at"] == "2026-04-26T08:30:00.1234567Z"
    assert opened["data"] == {"message": "env-1:1", "by": "alice@example.com"}
    [signed] = of_type(found, "sign_off.granted")
    assert signed["actor"] == "alice@example.com"
    assert signed["evidence"]["class"] == "signed"
    assert signed["data"]["proposal"] == "P7"
    assert signed["data"]["role"] == "VP"


def test_only_a_signature_is_evidence_of_the_class_signed() -> None:
    found = sent(records("docusign", delivery(ALICE)))
    signed = {each["type"] for each in found if each["evidence"]["class"] == "signed"}
    assert signed == {"sign_off.granted"}
    unverified = sent(records("docusign", delivery(ALICE), arrived=UNVERIFIED))
    assert {each["evidence"]["class"] for each in unverified} == {"asserted"}


def test_the_client_accepts_by_signing_and_rejects_by_declining() -> None:
    signed = CARLA | {"status": "completed", "signedDateTime": "2026-04-29T18:55:30Z"}
    [accepted] = of_type(records("docusign", delivery(signed)), "proposal.accepted")
    assert accepted["data"] == {
        "proposal": "P7",
        "by": "carla@client.example",
        "mode": "signature",
        "qualifications": [],
    }
    declined = CARLA | {"declinedDateTime": "2026-04-29T18:00:00Z", "declinedReason": "too dear"}
    [rejected] = of_type(records("docusign", delivery(declined)), "proposal.rejected")
    assert rejected["data"]["reason"] == "too dear"


def test_a_declined_sign_off_has_the_reason_or_says_that_none_is_told() -> None:
    declined = ALICE | {"signedDateTime": None, "status": "declined"}
    declined |= {"declinedDateTime": "2026-04-29T18:00:00Z"}
    [told] = of_type(
        records("docusign", delivery(declined | {"declinedReason": "no"})), "sign_off.declined"
    )
    assert told["data"]["reason"] == "no"
    [silent] = of_type(records("docusign", delivery(declined)), "sign_off.declined")
    assert silent["data"]["reason"] == "DocuSign tells no reason"


def test_who_only_gets_a_copy_signs_nothing_off() -> None:
    copy = {"recipientId": "3", "email": "bob@example.com", "status": "completed"}
    copy |= {"signedDateTime": "2026-04-29T18:55:30Z", "sentDateTime": "2026-04-29T18:55:00Z"}
    body = delivery(recipients={"carbonCopies": [copy]})
    found = records("docusign", body)
    assert of_type(found, "sign_off.granted") == []
    [message] = of_type(found, "message.sent")
    assert message["data"]["to"] == ["bob@example.com"]


def test_who_is_not_sent_it_yet_has_no_message() -> None:
    waiting = CARLA | {"status": "created"}
    body = delivery(ALICE, waiting, event="envelope-sent")
    addressed = [each["data"]["to"] for each in of_type(records("docusign", body), "message.sent")]
    assert addressed == [["alice@example.com"]]


def test_a_message_of_unknown_time_lies_between_what_is_known() -> None:
    late = {name: value for name, value in ALICE.items() if name != "sentDateTime"}
    body = delivery(late, sentDateTime="2026-04-25T10:00:00Z")
    messages = of_type(records("docusign", body), "message.sent")
    # Opened and signed both show that it was sent: whichever is recorded first settles the other.
    assert messages[0]["occurred_at"] == {
        "from": "2026-04-25T10:00:00Z",
        "to": "2026-04-26T08:30:00.1234567Z",
    }
    assert {each["data"]["message"] for each in messages} == {"env-1:1"}


def test_a_status_without_a_time_happened_before_it_was_told() -> None:
    copy = {"recipientId": "3", "email": "bob@example.com", "status": "sent"}
    body = delivery(recipients={"carbonCopies": [copy]}, sentDateTime="2026-04-25T10:00:00Z")
    [message] = of_type(records("docusign", body), "message.sent")
    assert message["occurred_at"] == {"from": "2026-04-25T10:00:00Z", "to": "2026-04-29T19:00:00Z"}
    assert "recorded_at" not in message["source"]


def test_an_event_says_when_it_was_told_and_not_when_somebody_signed() -> None:
    signed = {name: value for name, value in ALICE.items() if name != "signedDateTime"}
    body = delivery(signed, event="recipient-completed")
    body["data"]["recipientId"] = "1"
    [record] = of_type(records("docusign", body), "sign_off.granted")
    assert record["occurred_at"] == {"from": "2026-04-25T10:01:00Z", "to": "2026-04-29T19:00:00Z"}


def test_a_failed_mail_takes_the_message_back() -> None:
    failed = {"recipientId": "1", "email": "alice@example.com", "status": "autoresponded"}
    body = delivery(failed, sentDateTime="2026-04-25T10:00:00Z")
    [record] = of_type(records("docusign", body), "message.failed")
    assert record["data"]["to"] == ["alice@example.com"]


def test_what_becomes_of_the_envelope_is_reported() -> None:
    assert reported(records("docusign", delivery())) == {"status": "completed"}
    voided = delivery(
        event="envelope-voided",
        voidedDateTime="2026-04-29T18:00:00Z",
        voidedReason="wrong draft",
        status="voided",
    )
    assert reported(records("docusign", voided)) == {
        "status": "voided",
        "voided reason": "wrong draft",
    }


def test_a_later_delivery_tells_the_same_facts_under_the_same_ids() -> None:
    opened = {name: value for name, value in ALICE.items() if name != "signedDateTime"}
    first = records("docusign", delivery(opened, event="recipient-delivered"))
    later = records("docusign", delivery(ALICE))
    told = {each.id: each for each in later}
    messages = [each for each in first if each.envelope.type.startswith("message.")]
    assert messages
    assert all(told[each.id] == each for each in messages)


def test_an_envelope_that_names_no_deal_is_parked_with_what_to_add() -> None:
    with pytest.raises(UntranslatableError) as caught:
        records("docusign", delivery(ALICE, customFields=None))
    assert caught.value.pointer == "/deal"
    assert "deal_ledger_deal and deal_ledger_proposal" in caught.value.message


def test_an_envelope_that_names_no_proposal_is_parked_with_what_to_add() -> None:
    fields = {"textCustomFields": NAMED[:1]}
    with pytest.raises(UntranslatableError, match="text field deal_ledger_proposal"):
        records("docusign", delivery(ALICE, customFields=fields))


def test_an_envelope_sent_without_fields_may_be_named_in_the_mapping() -> None:
    line = '"98765432-dcba-4321-dcba-0987654321zy" = '
    mapping = changed("docusign", (f"# {line}", '"env-1" = '))
    found = records("docusign", delivery(ALICE, customFields=None), mapping)
    assert {each.deal for each in found} == {"northcare-2025"}
    assert of_type(found, "sign_off.granted")[0]["data"]["proposal"] == "P7"


def test_an_event_without_recipients_does_not_make_a_person_up() -> None:
    body = {
        "event": "recipient-completed",
        "generatedDateTime": "2026-04-29T19:00:00Z",
        "data": {
            "envelopeId": "env-1",
            "recipientId": "1",
            "envelopeSummary": {"customFields": {"textCustomFields": NAMED}},
        },
    }
    with pytest.raises(UntranslatableError, match="switch on that recipients are included"):
        records("docusign", body)


def test_a_recipient_without_an_address_has_an_id_of_the_envelope() -> None:
    nameless = ALICE | {"email": None}
    [signed] = of_type(records("docusign", delivery(nameless)), "sign_off.granted")
    assert signed["actor"] == "docusign:recipient:env-1:1"


def of_alice(event: str, **given: Any) -> dict[str, Any]:
    """An event of Alice, to whom the envelope was sent."""
    known = {name: ALICE[name] for name in ("recipientId", "name", "email", "sentDateTime")}
    body = delivery(known | {"status": "sent"}, event=event)
    body["data"] |= {"recipientId": "1"} | given
    return body


def test_an_envelope_that_is_sent_again_is_another_message_and_no_other_rung() -> None:
    found = records("docusign", of_alice("recipient-resent"))
    messages = of_type(found, "message.sent")
    assert [each["data"]["message"] for each in messages] == [
        "env-1:1",
        "env-1:1:resent:2026-04-29T19:00:00Z",
    ]
    assert messages[1]["data"]["to"] == ["alice@example.com"]
    assert messages[1]["occurred_at"] == "2026-04-29T19:00:00Z"
    assert {each.event.stored_as for each in found} == {"message.sent"}


@pytest.mark.parametrize(
    ("event", "value"),
    [
        ("recipient-reassign", "reassigned to somebody else"),
        ("recipient-delegate", "delegated to somebody else"),
        ("recipient-authenticationfailed", "authentication failed"),
    ],
)
def test_what_becomes_of_a_recipient_is_reported_and_is_nobodys_word(
    event: str, value: str
) -> None:
    found = records("docusign", of_alice(event))
    assert reported(found) == {"recipient 1": value}
    assert {each.event.stored_as for each in found} == {"message.sent", "value.reported"}
    [told] = of_type(found, "value.reported")
    assert told["actor"] == "system:docusign"


def test_an_event_that_says_not_of_which_recipient_is_nobodys() -> None:
    for event in ("recipient-resent", "recipient-reassign", "recipient-delivered"):
        body = of_alice(event, recipientId=None)
        signers = body["data"]["envelopeSummary"]["recipients"]["signers"]
        assert records("docusign", body)  # there is only one
        signers.append(CARLA)
        with pytest.raises(UntranslatableError):
            records("docusign", body)
