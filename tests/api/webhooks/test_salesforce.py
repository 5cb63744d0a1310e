"""Salesforce's outbound messages: do they name the organisation, and what do they tell?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from api.webhooks.provider import UnreadableError
from api.webhooks.salesforce import Salesforce
from tests.api.webhooks.delivering import account, arrival, basic, refusal
from tests.shared import shared

SALESFORCE = Salesforce()
XML = {"Content-Type": "text/xml; charset=UTF-8", "SOAPAction": '""'}
ORGANIZATION = "00D5w000004qGTOEA2"
CONNECTION = account(organization_id=ORGANIZATION)


def message() -> bytes:
    return shared("data", "webhooks", "salesforce", "outbound_message_opportunity.xml").read_bytes()


def replaced(old: str, new: str) -> bytes:
    text = message().decode()
    assert old in text
    return text.replace(old, new).encode()


def several(count: int) -> bytes:
    text = message().decode()
    start, rest = text.split("<Notification>")
    one, end = rest.split("</Notification>")
    many = (
        f"<Notification>{one.replace('04l5w00005286hAAAQ', f'04l{number:015d}')}</Notification>"
        for number in range(count)
    )
    return (start + "".join(many) + end).encode()


@pytest.mark.parametrize("configured", [ORGANIZATION, ORGANIZATION[:15], f" {ORGANIZATION}\n"])
@pytest.mark.parametrize("named", [ORGANIZATION, ORGANIZATION[:15]])
def test_the_organisation_is_one_in_its_short_and_its_long_form(
    configured: str, named: str
) -> None:
    delivery = arrival(replaced(ORGANIZATION, named), XML)
    assert refusal(SALESFORCE, delivery, account(organization_id=configured)) is None


@pytest.mark.parametrize(
    "named", ["00D5w000004qGTPEA2", "00d5w000004qgto", "00D5w000004qGTO!!!", "00D5w000004qGTOE"]
)
def test_another_organisation_is_refused(named: str) -> None:
    delivery = arrival(replaced(ORGANIZATION, named), XML)
    assert refusal(SALESFORCE, delivery, CONNECTION) == "organization_wrong"


def test_a_connection_that_names_no_organisation_believes_nobody() -> None:
    for connection in (account(), account(organization_id=""), account(organization_id="any")):
        assert refusal(SALESFORCE, arrival(message(), XML), connection) == "not_set_up"


def test_a_message_that_names_two_organisations_is_refused() -> None:
    twice = f"<OrganizationId>{ORGANIZATION}</OrganizationId>"
    delivery = arrival(replaced(twice, twice + twice.replace("00D5", "00D6")), XML)
    assert refusal(SALESFORCE, delivery, CONNECTION) == "organization_unreadable"


def test_a_careful_connection_asks_for_a_secret_as_well() -> None:
    careful = account("proxy:word", organization_id=ORGANIZATION, outbound_messages="Authenticated")
    plain = arrival(message(), XML)
    assert refusal(SALESFORCE, plain, careful) == "credentials_missing"
    assert refusal(SALESFORCE, arrival(message(), XML | basic("proxy:word")), careful) is None
    other = arrival(replaced("00D5w", "00D6w"), XML | basic("proxy:word"))
    assert refusal(SALESFORCE, other, careful) == "organization_wrong"


def test_a_notification_is_read_with_its_fields() -> None:
    [part] = SALESFORCE.parts(message(), arrival(b"", XML).headers)
    assert part.object == "Opportunity:0065w000023STAmAAO"
    assert part.ref.startswith("04l5w00005286hAAAQ:")
    assert part.happened_at == datetime(2020, 5, 9, 3, 4, 32, tzinfo=UTC)
    told = part.payload
    assert told["notification"] == "04l5w00005286hAAAQ"
    assert (told["organization"], told["object_type"]) == (ORGANIZATION, "Opportunity")
    assert told["fields"]["Amount"] == "45000.0"
    assert told["fields"]["StageName"] == "Negotiation/Review"
    assert told["fields"]["Follow_Up__c"] == "false"
    assert len(told["fields"]) == 26


def test_the_session_that_opens_the_organisation_is_no_part_of_what_a_mapping_sees() -> None:
    body = replaced("<SessionId>...</SessionId>", "<SessionId>live session</SessionId>")
    [part] = SALESFORCE.parts(body, {})
    assert "live session" not in str(part)


def test_a_field_that_is_nil_is_null_and_one_that_is_empty_is_empty() -> None:
    body = replaced(
        "<sf:LeadSource>External Referral</sf:LeadSource>",
        '<sf:LeadSource xsi:nil="true"/><sf:NextStep></sf:NextStep>'
        "<sf:Address><sf:city>Ulm</sf:city></sf:Address>",
    )
    [part] = SALESFORCE.parts(body, {})
    fields = part.payload["fields"]
    assert (fields["LeadSource"], fields["NextStep"]) == (None, "")
    assert fields["Address"] == {"city": "Ulm"}


def test_a_hundred_notifications_are_a_hundred_parts_and_more_are_refused() -> None:
    parts = SALESFORCE.parts(several(100), {})
    assert len({part.ref for part in parts}) == 100
    for count in (0, 101):
        with pytest.raises(UnreadableError) as refused:
            SALESFORCE.parts(several(count), {})
        assert refused.value.code == "bad_number"


def test_a_message_sent_again_with_the_values_of_then_is_another_part() -> None:
    [first] = SALESFORCE.parts(message(), {})
    assert [first] == SALESFORCE.parts(message(), {})
    [later] = SALESFORCE.parts(replaced("45000.0", "46000.0"), {})
    assert first.ref != later.ref
    assert first.payload["notification"] == later.payload["notification"]


def test_a_notification_without_a_record_does_not_hold_up_the_others() -> None:
    body = replaced("<Notification>", "<Notification><Id>04l1</Id></Notification><Notification>")
    broken, whole = SALESFORCE.parts(body, {})
    assert broken.fault == "This notification does not say which record it is about."
    assert whole.fault is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<", "not_xml"),
        (b"<a>" * 10, "not_xml"),
        (b"<a/>", "not_a_message"),
        (b'<?xml version="1.0" encoding="ebcdic-from-nowhere"?><a/>', "not_xml"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>', "not_xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unsafe_xml"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "unsafe_xml"),
    ],
)
def test_xml_that_is_no_message_is_not_believed_and_says_why(body: bytes, code: str) -> None:
    assert refusal(SALESFORCE, arrival(body), CONNECTION) == "organization_unreadable"
    with pytest.raises(UnreadableError) as refused:
        SALESFORCE.parts(body, {})
    assert refused.value.code == code
    assert SALESFORCE.key(arrival(body)) == "unreadable"


def test_a_compressed_message_is_not_believed() -> None:
    delivery = arrival(message(), XML | {"Content-Encoding": "gzip"})
    assert refusal(SALESFORCE, delivery, CONNECTION) == "organization_unreadable"


def test_it_is_told_what_it_waits_for() -> None:
    reply = SALESFORCE.reply()
    expected = shared("data", "webhooks", "salesforce", "outbound_message_ack.xml").read_bytes()
    assert b"".join(reply.body.split()) == b"".join(expected.split())
    assert (reply.status, reply.media_type) == (200, "text/xml")
    assert SALESFORCE.signs is False
