"""Whole records that a sender of any kind delivers: whose they are, and what they may say."""

from __future__ import annotations

import json
from hashlib import sha256

from tests.api.http.calling import Api
from tests.api.http.delivering import (
    BEARER,
    connect,
    items,
    worked,
)
from tests.records import a_sending


def test_any_sender_delivers_records_as_they_are(admin: Api, database: str) -> None:
    path = connect(admin, "generic")
    records = [a_sending("deal.opened", id="a"), a_sending("clause.added", id="b")]
    answer = admin.client.post(path, content=json.dumps(records).encode(), headers=BEARER)
    assert 200 <= answer.status_code < 300
    worked(admin, database)
    assert [each.id for each in admin.service.ledger.entries("D-1")] == ["a", "b"]


def test_whole_records_carry_the_digest_of_their_delivery_unless_they_name_evidence(
    admin: Api, database: str
) -> None:
    path = connect(admin, "generic")
    admin.record(a_sending("deal.opened", id="before"))
    at = a_sending("clause.added", id="at", clause="9", evidence={"uri": "https://x.example/9"})
    own = a_sending("clause.added", id="own", clause="8", evidence={"sha256": "ab" * 32})
    records = [a_sending("deal.opened", id="before"), a_sending("clause.added", id="b"), at, own]
    body = json.dumps(records).encode()
    admin.client.post(path, content=body, headers=BEARER)
    admin.client.post(path, content=json.dumps(records[:2]).encode(), headers=BEARER)
    worked(admin, database)
    assert {(each["state"], each["code"]) for each in items(admin)} == {("recorded", None)}
    entries = admin.service.ledger.entries("D-1")
    assert {each.id: each.envelope.evidence.sha256 for each in entries} == {
        "before": None, "b": sha256(body).hexdigest(), "at": None, "own": "ab" * 32,
    }  # fmt: skip


def test_a_disputes_records_are_not_a_connections_to_make(admin: Api, database: str) -> None:
    path = connect(admin, "generic")
    admin.record(a_sending("dispute.opened", id="q"), a_sending("deal.opened", id="a"))
    records = [
        a_sending("dispute.opened", id="r", dispute="Q2"),
        a_sending("record.struck", id="s", record="q"),
        a_sending("record.struck", id="t", record="a"),
    ]
    admin.client.post(path, content=json.dumps(records).encode(), headers=BEARER)
    worked(admin, database)
    assert [(each["state"], each["code"]) for each in items(admin)] == [
        ("parked", "role_not_held"),
        ("parked", "role_not_held"),
        ("parked", "not_its_own"),
    ]


def test_a_connection_takes_back_only_what_came_through_itself(admin: Api, database: str) -> None:
    path = connect(admin, "generic")
    reported = a_sending("value.reported", id="own")
    early = a_sending("record.struck", id="early", record="late")
    admin.record(a_sending("deal.opened", id="theirs"))
    sent_first = [
        reported,
        early,
        a_sending("record.struck", id="s", record="theirs"),
        a_sending("record.corrected", id="t", corrects="theirs",
                  data=a_sending("deal.opened")["data"]),
    ]  # fmt: skip
    admin.client.post(path, content=json.dumps(sent_first).encode(), headers=BEARER)
    worked(admin, database)
    assert [(each["state"], each["code"]) for each in items(admin)] == [
        ("recorded", None),
        ("waiting", "record_not_on_record"),
        ("parked", "not_its_own"),
        ("parked", "not_its_own"),
    ]
    own = a_sending("record.struck", id="u", record="own")
    admin.client.post(path, content=json.dumps(own).encode(), headers=BEARER)
    # What a strike waits for may turn out to be somebody else's.
    admin.record(a_sending("value.reported", id="late"))
    worked(admin, database)
    assert [(each["state"], each["code"]) for each in items(admin)][1:2] == [
        ("parked", "not_its_own")
    ]
    entry = admin.service.ledger.entry("u")
    assert entry is not None
    assert admin.service.ledger.entry("early") is None


def test_a_connection_does_not_say_when_the_system_of_another_reports(
    admin: Api, database: str
) -> None:
    connect(admin, "docusign")
    path = connect(admin, "generic")
    sent = [
        a_sending("source.connected", id="a", system="docusign", channel="other"),
        a_sending("coverage_gap.recorded", id="b", system="docusign", cause="It says so."),
        a_sending("source.connected", id="c", system="mail", channel="mail"),
        a_sending("record.corrected", id="d", corrects="c",
                  data={"system": "docusign", "channel": "other"}),
    ]  # fmt: skip
    admin.client.post(path, content=json.dumps(sent).encode(), headers=BEARER)
    worked(admin, database)
    assert [(each["state"], each["code"]) for each in items(admin)] == [
        ("parked", "not_its_own"),
        ("parked", "not_its_own"),
        ("recorded", None),
        ("parked", "not_its_own"),
    ]
    # Who may speak of everything still does.
    admin.record(a_sending("source.connected", id="e", system="docusign", channel="other"))
