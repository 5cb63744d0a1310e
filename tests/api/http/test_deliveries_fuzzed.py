"""Whatever headers and bodies are delivered: an answer of the protocol, never a 500."""

from __future__ import annotations

import base64
import gzip
import hmac
import json
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.webhooks.registry import PROVIDERS
from tests.api.http.calling import Api
from tests.api.http.delivering import SECRET, connect, items, signed, worked

ANSWERS = {200, 202, 400, 401, 404, 408, 413, 503}
_NAMES = st.sampled_from(
    [
        "webhook-id", "webhook-timestamp", "webhook-signature", "x-hubspot-signature",
        "x-hubspot-signature-v3", "x-hubspot-signature-version", "x-hubspot-request-timestamp",
        "x-docusign-signature-1", "x-docusign-signature-2", "authorization", "content-type",
        "content-encoding", "ce-id", "ce-source", "ce-specversion", "ce-type", "ce-sequence",
    ]
)  # fmt: skip
_VALUES = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))
    .map(str.strip)
    .map(lambda text: text.encode("latin-1")),
    st.sampled_from(
        [
            b"", b"v1,", b"v1", b"v1,v1,", b"Bearer", b"Bearer x", b"Basic ####", b"NaN", b"-1",
            b"1e9", b"1.5", b"gzip", b"application/json", b"application/cloudevents-batch+json",
            b"text/xml", b"v1,g0hM9SsE", b"9" * 40, b"1.0",
        ]
    ),
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["meta", "data", "event", "id", "type", "sObject", "objectId", "deal"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
_BODIES = st.one_of(
    st.binary(max_size=200),
    _JSON.map(lambda value: json.dumps(value).encode()),
    st.sampled_from(
        [
            b"<", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
            gzip.compress(b"[]"), b"\xff\xfe", b"[" * 5_000, b'{"a":' * 2_000, b"NaN", b"\x00",
        ]
    ),
)  # fmt: skip


@pytest.fixture
def connected(admin: Api) -> dict[str, str]:
    """The address of a connection of each provider."""
    found = {}
    for provider in PROVIDERS:
        more = {"organization_id": "00D5w000004qGTOEA2"} if provider == "salesforce" else {}
        secret = "user:password" if provider == "pipedrive" else SECRET
        found[provider] = connect(admin, provider, "", secret, **more)
    return found


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    provider=st.sampled_from(sorted(PROVIDERS)),
    headers=st.lists(st.tuples(_NAMES, _VALUES), max_size=5),
    body=_BODIES,
)
def test_no_delivery_is_answered_by_a_fault(
    admin: Api,
    connected: dict[str, str],
    provider: str,
    headers: list[tuple[str, bytes]],
    body: bytes,
) -> None:
    given = [(name.encode(), value) for name, value in headers]
    answer = admin.client.post(connected[provider], content=body, headers=given)
    assert answer.status_code in ANSWERS, answer.text


def authentic(provider: str, path: str, body: bytes) -> dict[str, str]:
    """The headers by which a delivery is believed, whatever its body."""
    match provider:
        case "hubspot":
            return signed(body, path)
        case "pipedrive":
            return {"Authorization": f"Basic {base64.b64encode(b'user:password').decode()}"}
        case "docusign":
            digest = hmac.digest(SECRET.encode(), body, sha256)
            return {"X-DocuSign-Signature-1": base64.b64encode(digest).decode()}
        case _:
            return {"Authorization": f"Bearer {SECRET}"}


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(provider=st.sampled_from(sorted(PROVIDERS)), body=_BODIES)
def test_whatever_is_believed_is_kept_and_settled(
    admin: Api, database: str, connected: dict[str, str], provider: str, body: bytes
) -> None:
    path = connected[provider]
    answer = admin.client.post(path, content=body, headers=authentic(provider, path, body))
    assert answer.status_code in ANSWERS, answer.text
    worked(admin, database)
    assert {each["state"] for each in items(admin, limit=500)} <= {
        "recorded",
        "uncovered",
        "parked",
        "waiting",
    }
