"""Deliveries over HTTP: believed or not, kept before they are acknowledged, and then recorded."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from hashlib import sha256

import pytest

from api.webhooks.noticing import Noticing
from ledger.patience import UnavailableError
from tests.api.http.calling import NOW, Api
from tests.api.http.delivering import (
    BEARER,
    SECRET,
    change,
    connect,
    items,
    sent,
    worked,
)
from tests.records import a_sending
from tests.shared import shared


def test_a_signed_delivery_becomes_a_reported_value(admin: Api, database: str) -> None:
    path = connect(admin, "hubspot")
    answer = sent(admin, path, change())
    assert (answer.status_code, answer.content) == (200, b"")
    assert admin.service.ledger.size == 0
    worked(admin, database)
    [item] = items(admin)
    assert (item["state"], item["verified"]) == ("recorded", True)
    [record] = item["records"][-1:]
    entry = admin.service.ledger.entry(record)
    assert entry is not None
    kept = entry.as_kept()
    assert kept["type"] == "value.reported"
    assert kept["data"]["value"] in {"2000", 2000}
    assert kept["recorded_by"] == {"name": "connection:hubspot", "kind": "connection"}
    assert kept["received_at"].startswith("2026-11-25T12:00:00")
    assert kept["evidence"]["class"] == "system_observed"
    body = json.dumps([change()]).encode()
    assert kept["evidence"]["sha256"] == sha256(body).hexdigest()


def test_the_same_delivery_again_is_answered_alike_and_kept_once(admin: Api, database: str) -> None:
    path = connect(admin, "hubspot")
    assert {sent(admin, path, change()).status_code for _ in range(20)} == {200}
    worked(admin, database)
    assert len(items(admin)) == 1
    # Tried again by HubSpot, which counts its attempts: another delivery, no other record.
    size = admin.service.ledger.size
    assert sent(admin, path, change(attemptNumber=1)).status_code == 200
    worked(admin, database)
    assert [each["state"] for each in items(admin)] == ["recorded", "recorded"]
    assert admin.service.ledger.size == size


def test_the_same_event_id_with_other_content_is_another_record(admin: Api, database: str) -> None:
    path = connect(admin, "hubspot")
    sent(admin, path, change())
    sent(admin, path, change(propertyValue="3000"))
    worked(admin, database)
    found = [each["records"][-1] for each in items(admin)]
    assert len(set(found)) == 2


@pytest.mark.parametrize("secret", ["", "another"])
def test_a_forged_delivery_is_refused_and_only_counted(admin: Api, secret: str) -> None:
    path = connect(admin, "hubspot")
    answer = sent(admin, path, change(), secret=secret)
    assert answer.status_code == 401
    assert answer.json()["code"] == "delivery_not_believed"
    page = admin.get("/v1/inbox").json()
    assert page["items"] == []
    assert [(each["connection"], each["times"]) for each in page["refused"]] == [("hubspot", 1)]


def test_two_secrets_count_until_one_is_retired(admin: Api) -> None:
    path = connect(admin, "hubspot", "", "old")
    connections = admin.service.connections.connections
    connections.add_secret("hubspot", "new", NOW)
    for secret in ("old", "new"):
        assert sent(admin, path, change(eventId=1), secret=secret).status_code == 200
    found = connections.get("hubspot")
    assert found is not None
    connections.end_secret("hubspot", found.secrets[0].number, NOW)
    admin.service.connections.forget("hubspot")
    assert sent(admin, path, change(eventId=2), secret="old").status_code == 401
    assert sent(admin, path, change(eventId=3), secret="new").status_code == 200


def test_an_unknown_connection_provider_or_end_of_the_address_is_not_told_apart(
    admin: Api,
) -> None:
    path = connect(admin, "salesforce", "5ec7e7", organization_id="00D5w000004qGTOEA2")
    for wrong in (
        "/webhooks/hubspot/nobody",
        "/webhooks/nobody/salesforce",
        "/webhooks/hubspot/salesforce.5ec7e7",
        "/webhooks/salesforce/salesforce",
        "/webhooks/salesforce/salesforce.other",
        "/webhooks/salesforce/%ff",
        "/webhooks/salesforce/" + "x" * 3000,
    ):
        answer = admin.client.post(wrong, content=b"{}")
        assert (answer.status_code, answer.json()["code"]) == (404, "connection_not_known"), wrong
    assert admin.client.post(path, content=b"{}").status_code != 404


def test_an_ended_connection_says_that_nothing_more_is_taken(admin: Api) -> None:
    path = connect(admin, "hubspot")
    admin.service.connections.connections.end("hubspot", NOW)
    admin.service.connections.forget("hubspot")
    answer = sent(admin, path, change())
    assert (answer.status_code, answer.json()["code"]) == (410, "connection_ended")


def test_an_outbound_message_is_acknowledged_and_recorded_as_unverified(
    admin: Api, database: str
) -> None:
    path = connect(admin, "salesforce", "5ec7e7", organization_id="00D5w000004qGTOEA2")
    body = shared("data/webhooks/salesforce/outbound_message_opportunity.xml").read_bytes()
    answer = admin.client.post(path, content=body, headers={"Content-Type": "text/xml"})
    assert answer.status_code == 200
    assert b"<Ack>true</Ack>" in answer.content
    assert answer.headers["content-type"].startswith("text/xml")
    worked(admin, database)
    assert [each["state"] for each in items(admin)] == ["recorded"]
    ids = [each for item in items(admin) for each in item["records"]]
    entries = [admin.service.ledger.entry(each) for each in ids]
    values = {
        each.event.field: each.event.value  # type: ignore[attr-defined]
        for each in entries
        if each is not None and each.event.stored_as == "value.reported"
    }
    assert "45000.0" in {str(each) for each in values.values()}
    assert {each.recorded_by.kind for each in entries if each} == {"unverified_connection"}
    classes = {each.envelope.evidence.class_ for each in entries if each}
    assert classes <= {"asserted", "system_observed"}


def test_a_parked_item_is_shown_with_its_delivery_and_tried_again(
    admin: Api, database: str
) -> None:
    path = connect(admin, "generic")
    strange = {"id": "x", "type": "clause.invented", "deal": "D-1", "data": {}}
    admin.client.post(path, content=json.dumps(strange).encode(), headers=BEARER)
    worked(admin, database)
    [item] = items(admin, state="parked")
    number = item["item"]
    shown = admin.get(f"/v1/inbox/{number}").json()
    assert json.loads(shown["raw"]["text"]) == strange
    assert "authorization" not in shown["raw"]["headers"]
    assert admin.call("POST", f"/v1/inbox/{number}/retry").json()["state"] == "waiting"
    parked = admin.post(f"/v1/inbox/{number}/park", {"reason": "A test."})
    assert (parked.json()["state"], parked.json()["reason"]) == ("parked", "A test.")
    again = admin.post(f"/v1/inbox/{number}/park", {"reason": "A test."})
    assert (again.status_code, again.json()["code"]) == (409, "item_settled")
    for path in ("/v1/inbox/99", "/v1/inbox/99/retry"):
        call = admin.get if path.endswith("99") else lambda it: admin.call("POST", it)
        assert call(path).json()["code"] == "item_not_in_inbox"


def test_the_inbox_is_for_legal_and_admin_alone(admin: Api) -> None:
    for role, status in (("reader", 403), ("recorder", 403), ("legal", 200), ("admin", 200)):
        assert admin.as_(role).get("/v1/inbox").status_code == status  # type: ignore[arg-type]


def test_the_inbox_is_paged(admin: Api, database: str) -> None:
    path = connect(admin, "generic")
    records = [a_sending("value.reported", id=f"v-{n}") for n in range(7)]
    admin.client.post(path, content=json.dumps(records).encode(), headers=BEARER)
    worked(admin, database)
    first = admin.get("/v1/inbox", limit=4).json()
    rest = admin.get("/v1/inbox", limit=4, cursor=first["next"]).json()
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [4, 3, None]
    assert first["counts"] == [{"connection": "generic", "state": "recorded", "items": 7}]


@pytest.fixture
def away(admin: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The inbox cannot be written."""

    def unavailable(*_: object, **__: object) -> None:
        raise UnavailableError("gone")

    with monkeypatch.context() as within:
        within.setattr(type(admin.service.inbox), "keep", unavailable)
        yield


def test_what_cannot_be_kept_is_not_acknowledged(admin: Api, away: None) -> None:
    path = connect(admin, "hubspot")
    answer = sent(admin, path, change())
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_a_body_that_is_too_large_is_refused(admin: Api) -> None:
    path = connect(admin, "generic")
    much = b" " * (admin.service.settings.largest_body + 1)
    assert admin.client.post(path, content=much, headers=BEARER).status_code == 413


def test_the_handshake_of_cloudevents_is_answered(admin: Api) -> None:
    path = connect(admin, "generic")
    answer = admin.client.options(path, headers={"WebHook-Request-Origin": "events.example"})
    assert answer.status_code == 200
    assert answer.headers["webhook-allowed-origin"] == "events.example"


def test_hubspot_signs_the_public_address(admin: Api) -> None:
    path = connect(admin, "hubspot")
    body = json.dumps([change()]).encode()
    at = str(int(NOW.timestamp() * 1000))
    for address, status in (("https://testserver", 200), ("https://elsewhere", 401)):
        message = b"POST" + f"{address}{path}".encode() + body + at.encode()
        digest = base64.b64encode(hmac.digest(SECRET.encode(), message, "sha256")).decode()
        headers = {"X-HubSpot-Request-Timestamp": at, "X-HubSpot-Signature-v3": digest}
        assert admin.client.post(path, content=body, headers=headers).status_code == status


def test_the_inbox_and_the_numbers_tell_what_is_open(admin: Api, database: str) -> None:
    path = connect(admin, "hubspot")
    sent(admin, path, change(), change(eventId=2, propertyValue=[1]))
    worked(admin, database)
    sent(admin, path, change(eventId=3, objectId=9))
    told: list[Exception] = []
    Noticing(admin.service.ledger, admin.service.outside.now, told.append).look()
    assert told == []
    [gap] = admin.get("/v1/inbox", connection="hubspot").json()["gaps"]
    assert (gap["kind"], gap["deals"], gap["until"]) == ("parked", 1, None)
    # The connection was made after the deal changed: of what was before, it does not report.
    assert gap["from"].startswith("2026-11-25T12:00:00")
    assert admin.get("/v1/inbox", connection="other").json()["gaps"] == []
    worked(admin, database)
    sent(admin, path, change(eventId=4, objectId=9))
    numbers = admin.get("/metrics").text
    assert "deal_ledger_inbox_parked 1.0" in numbers
    assert "deal_ledger_deals_in_gaps 1.0" in numbers
    assert "deal_ledger_inbox_waiting 0.0" in numbers


def test_an_empty_delivery_is_parked_and_does_not_vanish(admin: Api, database: str) -> None:
    path = connect(admin, "generic")
    answer = admin.client.post(path, content=b"[]", headers=BEARER)
    assert answer.status_code == 200
    worked(admin, database)
    [item] = items(admin)
    assert (item["state"], item["code"]) == ("parked", "nothing_told")
