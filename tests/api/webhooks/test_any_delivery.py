"""Whatever comes in: it is not believed, or unreadable, or parts that can be kept. Never else."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.webhooks.provider import Account, Arrival, NotBelievedError, UnreadableError
from api.webhooks.registry import PROVIDERS
from tests.api.webhooks.delivering import NOW, SECRET, hmac64, seconds

NAME = re.compile(r"[A-Za-z0-9._:@+/-]{1,120}")
STAMPS = [str(seconds()), str(seconds() * 1000), "NaN", "1.5", "9" * 40, "-1", "\u0661"]
SIGNED = hmac64(SECRET.encode(), b"")
HEADERS = [
    *("x-hubspot-signature-v3", "x-hubspot-signature", "x-hubspot-signature-version"),
    *("x-hubspot-request-timestamp", "x-docusign-signature-1", "x-docusign-signature-2"),
    *("webhook-id", "webhook-timestamp", "webhook-signature", "authorization"),
    *("content-type", "content-encoding", "ce-specversion", "ce-id", "ce-source", "ce-type"),
]
VALUES = [
    *STAMPS,
    *("v1", "v2", "v1,", "v1a," + "A" * 86 + "==", "v1a,AA==", f"v1,{SIGNED} v1a,x", SIGNED),
    *("Bearer", "Bearer x", "Basic eDp5", "Basic \xff", "gzip", "1.0", "text/xml", "text/plain"),
    *("application/json", "application/cloudevents+json", "application/cloudevents-batch+json"),
]
texts = st.text(st.characters(), max_size=12)  # half surrogate pairs too
values = st.sampled_from(VALUES) | texts
headers = st.dictionaries(
    st.sampled_from(HEADERS) | st.text(max_size=5),
    st.lists(values, max_size=2).map(tuple),
    max_size=6,
)
WORDS = [
    *("eventId", "objectId", "subscriptionType", "eventType", "occurredAt", "associationType"),
    *("meta", "action", "entity", "object", "id", "current", "data", "previous", "timestamp"),
    *("event", "envelopeId", "envelopeSummary", "recipients", "signers", "recipientId", "status"),
    *("customFields", "textCustomFields", "formData", "name", "generatedDateTime", "sentDateTime"),
    *("payload", "ChangeEventHeader", "recordIds", "changeType", "entityName", "commitTimestamp"),
    *(
        "specversion",
        "source",
        "type",
        "data_base64",
        "deal",
        "occurred_at",
        "actor",
        "custom_fields",
    ),
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    texts,
    st.sampled_from(["deal.merge", "1.0", "recipient-sent", "completed", "2026-11-25T12:00:00Z"]),
    st.sampled_from(["GAP_UPDATE", "AA==", "deal.opened", "added.deal", 1782371972438]),
)
keys = st.sampled_from(WORDS) | texts
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=24,
)
json_bodies = json_values.map(lambda value: json.dumps(value).encode())
SOAP = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
    '<notifications xmlns="http://soap.sforce.com/2005/09/outbound">{}</notifications>'
    "</e:Body></e:Envelope>"
)
PIECES = [
    *("<OrganizationId>00D000000000001</OrganizationId>", "<OrganizationId/>", "text", "<a>"),
    *("<Notification>", "</Notification>", "<Id>04l1</Id>", "<sObject/>", "&lt;", "&x;"),
    *('<sObject xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="sf:A">', "</sObject>"),
]
soap_bodies = st.lists(st.sampled_from(PIECES), max_size=8).map(
    lambda pieces: SOAP.format("".join(pieces)).encode()
)
bodies = json_bodies | soap_bodies | st.binary(max_size=60) | json_bodies.map(lambda b: b[:-1])
accounts = st.builds(
    Account,
    st.just("main"),
    st.just({"organization_id": "00D000000000001", "accept": "v1 v2"})
    | st.dictionaries(st.sampled_from(["organization_id", "accept", "outbound_messages"]), texts),
    st.lists(st.sampled_from([SECRET, "", "x:y", "x", "whsec_eA==", "whpk_AAAA"]) | texts),
)
arrivals = st.builds(
    Arrival,
    st.sampled_from(["POST", "GET"]) | texts,
    st.just("https://ledger.example/webhooks?x=%3A") | texts,
    headers,
    bodies,
    st.just(NOW),
)
every_provider = pytest.mark.parametrize("name", PROVIDERS)


@every_provider
@given(arrival=arrivals, account=accounts)
def test_a_delivery_is_believed_or_refused(name: str, arrival: Arrival, account: Account) -> None:
    refused = None
    try:
        PROVIDERS[name].verify(arrival, account)
    except NotBelievedError as error:
        refused = error
    says_why(refused)
    is_soap = name == "salesforce"
    assert refused or is_soap or any(each.strip() for each in account.secrets)


@every_provider
@given(arrival=arrivals)
def test_a_delivery_has_parts_that_can_be_kept_or_says_why_not(name: str, arrival: Arrival) -> None:
    provider = PROVIDERS[name]
    assert NAME.fullmatch(provider.key(arrival))
    parts, refused = [], None
    try:
        parts = provider.parts(arrival.body, arrival.headers)
    except UnreadableError as error:
        refused = error
    says_why(refused)
    for part in parts:
        assert NAME.fullmatch(part.object)
        assert NAME.fullmatch(part.ref)
        assert part.fault is None or part.fault.encode()
        assert part.happened_at is None or part.happened_at.utcoffset() is not None
        assert not any(isinstance(each, float) for each in leaves(part.payload))
        assert json.dumps(part.payload)


def says_why(refused: NotBelievedError | UnreadableError | None) -> None:
    if refused is not None:
        assert refused.code
        assert str(refused).encode()


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    else:
        yield value


@every_provider
@pytest.mark.parametrize("secret", ["", " ", "\t"])
def test_a_signature_made_with_no_secret_is_never_believed(name: str, secret: str) -> None:
    moment = str(seconds() * 1000 if name == "hubspot" else seconds())
    body, uri = b"{}", "https://ledger.example/webhooks"
    key = secret.encode()
    headers = {
        "x-hubspot-signature-v3": hmac64(key, f"POST{uri}".encode() + body + moment.encode()),
        "x-hubspot-request-timestamp": moment,
        "x-docusign-signature-1": hmac64(key, body),
        "authorization": "Basic " + base64.b64encode(key).decode(),
    }
    if name == "generic":
        message = f"m.{moment}.".encode() + body
        headers |= {"webhook-id": "m", "webhook-timestamp": moment}
        headers["webhook-signature"] = "v1," + hmac64(b"", message)
    delivery = Arrival("POST", uri, {k: (v,) for k, v in headers.items()}, body, NOW)
    for secrets in ([secret], []):
        with pytest.raises(NotBelievedError):
            PROVIDERS[name].verify(delivery, Account("main", {}, secrets))


@every_provider
def test_a_provider_says_what_it_is(name: str) -> None:
    provider = PROVIDERS[name]
    assert provider.name == name
    assert NAME.fullmatch(provider.system)
    assert provider.channel
    assert 200 <= provider.reply().status < 300
    assert all(meaning and not meaning.endswith(".") for meaning in provider.settings.values())
