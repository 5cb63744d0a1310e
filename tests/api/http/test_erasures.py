"""Erasing a person over HTTP: nothing of them is found anywhere, and everything goes on."""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from starlette.testclient import TestClient

from api.app import app
from api.service import running
from api.settings import Settings
from ledger.access import Access
from ledger.database import ERASER, VIEWS, WRITER, connected
from ledger.embedded import EmbeddedServer
from ledger.erasing.kept_list import file_in, read_list
from ledger.erasing.scanning import scan_database, scan_dump
from ledger.verifying import verify
from tests.api.http.calling import DEAL, NOW, Api, Clock, outside, refused
from tests.databases import rows, run
from tests.projections.views.viewing import followed
from tests.records import a_sending

NAME, ADDRESS = 'Carla "Lotte" Örtel', "carla@kunde.example"
VALUES = ("carla.oe", NAME, ADDRESS)
ASKED = {"person": "carla.oe", "reason": "Request 17.", "also": [ADDRESS]}
KNOWLEDGE = {"question": "Did carla.oe know about clause 4.2?"}


def on(type_: str, /, **given: Any) -> dict[str, Any]:
    return a_sending(type_, deal=DEAL, **given)


@pytest.fixture
def everywhere(told: Api, database: str) -> Api:
    """The interface on a ledger that holds the story, in which Carla stands in every table."""
    sent = (
        on("participant.assigned", person="carla.oe", name=NAME, function="client_contact",
           party="northcare"),
        on("message.sent", message="X1", to=["carla.oe"], words=f"For {NAME} only.",
           about=[{"clause": "4.2"}]),
        on("statement.made", statement="X2", actor="carla.oe", words="I agree.", form="written",
           about=[{"clause": "4.2"}]),
        on("dispute.opened", dispute="X3", question=f"What did {ADDRESS} know?"),
    )  # fmt: skip
    assert told.record(*sent).status_code == 201
    told.as_("reader", person="carla.oe")
    assert told.post(f"/v1/deals/{DEAL}/ask", {**KNOWLEDGE, "dispute": "X3"}).status_code == 200
    in_the_inbox(database, json.dumps({"contact": {"name": NAME}}).encode())
    in_the_inbox(database, b"<name>" + b64encode(f'{{"who":"{ADDRESS}"}}'.encode()) + b"</name>")
    in_the_inbox(database, f"email={quote(ADDRESS)}&x=1".encode(), reason=f"No {ADDRESS} here.")
    in_the_inbox(database, b'{"contact":"nobody"}')
    looked = Access(NOW, ADDRESS, told.token_id, "deal", DEAL, 1, privileged=False)
    told.service.access.write([looked])
    followed(database, told.service.ledger)
    return told


def in_the_inbox(url: str, body: bytes, reason: str | None = None) -> None:
    with connected(url) as connection:
        connection.execute(
            "INSERT INTO ledger.connections (connection, provider, settings, mapping, created_at)"
            " VALUES ('crm', 'generic', '{}', '', now()) ON CONFLICT DO NOTHING"
        )
        row = connection.execute(
            "INSERT INTO ledger.inbox (connection, doubles, received_at, verified, body_digest,"
            " headers, body) VALUES ('crm', sha256(%(body)s), now(), true, sha256(%(body)s), '{}',"
            " %(body)s) RETURNING delivery",
            {"body": body},
        ).fetchone()
        assert row
        connection.execute(
            "INSERT INTO ledger.inbox_items (delivery, place, object, happened_at, again_at,"
            " reason)"
            " VALUES (%s, 0, 'crm:contact', now(), now(), %s)",
            (row[0], reason),
        )


def dumped(server: EmbeddedServer, url: str, file: Path) -> Path:
    """What pg_dump writes of all of the database."""
    environment = {**os.environ, "LC_ALL": "C"}
    command = [str(server.binaries / "pg_dump"), "--file", str(file), url]
    subprocess.run(command, check=True, env=environment)
    return file


def test_nothing_of_the_person_is_in_a_dump_or_in_any_answer(
    everywhere: Api, database: str, server: EmbeddedServer, tmp_path: Path
) -> None:
    before = scan_dump(dumped(server, database, tmp_path / "before.sql"), VALUES)
    tables = {each.where.partition(",")[0] for each in before.met}
    assert tables >= {
        f"ledger.{each}"
        for each in ("persons", "disclosures", "inbox", "inbox_items", "tokens", "access_log")
    }
    assert any(each.startswith("views.") for each in tables)
    answer = everywhere.post("/v1/erasures", ASKED)
    assert answer.status_code == 201, answer.text
    assert {each["kind"] for each in answer.json()["erased"]} == {
        *("persons", "values", "answers", "deliveries", "items", "tokens", "accesses")
    }
    assert scan_dump(dumped(server, database, tmp_path / "after.sql"), VALUES).met == []
    assert verify(everywhere.service.ledger, lambda done, total: None).holds
    followed(database, everywhere.service.ledger)
    assert scan_database(database, VALUES).met == []
    readings = ("/timeline", "/knowledge", "/coverage", "/clocks", "/terms", "/findings")
    for path in ("", "/records", *readings):
        shown = everywhere.get(f"/v1/deals/{DEAL}{path}")
        assert shown.status_code == 200, path
        assert not any(value in shown.text for value in VALUES), path


def test_what_is_asked_on_an_old_basis_says_erased_in_the_place(everywhere: Api) -> None:
    question = {"question": "What was promised to the client?"}
    basis = everywhere.post(f"/v1/deals/{DEAL}/ask", question).json()["basis"]
    assert everywhere.post("/v1/erasures", ASKED).status_code == 201
    records = everywhere.get(f"/v1/deals/{DEAL}/records", basis=json.dumps(basis), limit=500)
    again = everywhere.post(f"/v1/deals/{DEAL}/ask", {**question, "basis": basis})
    assert again.status_code == 200, again.text
    assert "[erased]" in records.text
    assert not any(value in records.text + again.text for value in VALUES)
    timeline = everywhere.get(f"/v1/deals/{DEAL}/timeline", basis=json.dumps(basis))
    assert "[erased]" in timeline.text


def test_what_was_answered_about_them_in_a_dispute_is_gone(everywhere: Api) -> None:
    asked = {**KNOWLEDGE, "dispute": "X3"}
    basis = everywhere.post(f"/v1/deals/{DEAL}/ask", asked).json()["basis"]
    assert everywhere.post("/v1/erasures", ASKED).status_code == 201
    again = everywhere.post(f"/v1/deals/{DEAL}/ask", {**asked, "basis": basis})
    refused(again, 410, "answer_erased", "/dispute")


def test_views_are_not_ready_until_they_are_built_anew(everywhere: Api, database: str) -> None:
    path = "/v1/exposures?person=carla.oe"
    assert everywhere.get(path).status_code == 200
    everywhere.post("/v1/erasures", ASKED)
    refused(everywhere.get("/v1/promises"), 503, "view_not_ready")
    followed(database, everywhere.service.ledger)
    assert everywhere.get("/v1/promises").status_code == 200
    refused(everywhere.get(path), 422, "name_not_on_record", "/person")


def test_a_dry_run_tells_and_changes_nothing(everywhere: Api, database: str) -> None:
    before = rows(database, "SELECT * FROM ledger.log")
    answer = everywhere.post("/v1/erasures", {**ASKED, "dry_run": True})
    assert answer.status_code == 200
    body = answer.json()
    assert (body["record"], body["position"]) == (None, None)
    assert rows(database, "SELECT * FROM ledger.log") == before
    done = everywhere.post("/v1/erasures", ASKED).json()
    assert done["erased"] == body["erased"]


def test_the_same_sent_again_under_its_id_is_answered_by_what_was_done(
    everywhere: Api, database: str
) -> None:
    asked = {**ASKED, "id": "request-17"}
    first, again = (everywhere.post("/v1/erasures", asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    done, said = first.json(), again.json()
    assert (done["added"], said["added"]) == (True, False)
    assert done["names_of_others"] == {"count": 0, "entries": []}
    assert said["names_of_others"] is None
    for name in ("record", "position", "erased"):
        assert said[name] == done[name]
    assert (said["record"], said["in_clear"]["count"]) == ("request-17", done["in_clear"]["count"])
    assert (said["records"], said["unread"], said["set_up"]) == (None, None, None)
    assert rows(database, "SELECT erasures FROM ledger.log") == [(1,)]
    other = everywhere.post("/v1/erasures", {**asked, "reason": "Another."})
    refused(other, 409, "erasure_id_reused", "/id")
    refused(everywhere.post("/v1/erasures", ASKED), 422, "person_not_on_record", "/person")


def test_their_tokens_end_and_lead_to_nobody(everywhere: Api, database: str) -> None:
    theirs = everywhere.as_("reader", person="carla.oe")
    assert theirs.get("/v1/deals").status_code == 200
    now = everywhere.service.outside.now()
    everywhere.service.sessions.begin(theirs.token_id, b"a secret", now)
    everywhere.post("/v1/erasures", ASKED)
    until_refused(theirs)
    assert rows(database, "SELECT count(*) FROM ledger.sessions") == [(0,)]
    found = "SELECT name, person, revoked_at IS NULL FROM ledger.tokens WHERE token = %s"
    assert rows(database, found, theirs.token_id) == [("[erased]", None, False)]


def until_refused(api: Api) -> None:
    for _ in range(200):
        if api.get("/v1/deals").status_code == 401:
            return
    raise AssertionError("the token goes on")


@pytest.mark.parametrize("role", ["recorder", "reader"])
def test_only_legal_and_admin_erase(everywhere: Api, role: Any) -> None:
    refused(everywhere.as_(role).post("/v1/erasures", ASKED), 403, "role_not_held")
    refused(
        everywhere.as_("legal", deals=[DEAL]).post("/v1/erasures", ASKED), 403, "limited_to_deals"
    )
    assert everywhere.as_("legal").post("/v1/erasures", ASKED).status_code == 201


def test_only_legal_and_admin_record_holds(told: Api) -> None:
    hold = a_sending("legal_hold.placed", hold="H-1", deals=[DEAL], reason="A claim.")
    release = a_sending("legal_hold.released", hold="H-1", reason="Settled.")
    recorder = told.as_("recorder")
    for each in (hold, release):
        refused(recorder.record(each), 403, "role_not_held", "/type")
    assert told.as_("legal").record(hold).status_code == 201
    strike = a_sending("record.struck", deal=None, record=hold["id"], reason="x")
    refused(recorder.record(strike), 403, "role_not_held", "/type")
    entries = told.as_("reader").get("/v1/records", limit=500).json()["records"]
    assert hold["id"] not in {each["id"] for each in entries}


def test_a_hold_is_named_when_it_stands_against_it(everywhere: Api) -> None:
    hold = a_sending("legal_hold.placed", hold="H-1", deals=[DEAL], reason="A claim.")
    assert everywhere.record(hold).status_code == 201
    problem = refused(everywhere.post("/v1/erasures", ASKED), 409, "legal_hold_covers", "/person")
    assert "H-1" in problem["detail"]


def test_nobody_sends_the_record_of_an_erasure(told: Api) -> None:
    sent = {**a_sending("policy.published", policy="p", rules=[], from_="2025-01-01"),
            "type": "erasure.done"}  # fmt: skip
    refused(told.record(sent), 422, "reserved_type", "/type")


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"person": "carla.oe"}, "missing_field", "/reason"),
        ({**ASKED, "person": "no one"}, "bad_id", "/person"),
        ({**ASKED, "also": ["x"]}, "missing_value", "/also/0"),
        ({**ASKED, "surprise": 1}, "unknown_field", "/surprise"),
        ({**ASKED, "id": "no id"}, "bad_id", "/id"),
        ({**ASKED, "id": "request:carla.oe"}, "id_names_them", "/id"),
        ({**ASKED, "documents": ["x"]}, "bad_digest", "/documents/0"),
        ({**ASKED, "person": "nobody"}, "person_not_on_record", "/person"),
        ({**ASKED, "person": "northcare"}, "party_not_person", "/person"),
        ({**ASKED, "reason": f"{ADDRESS} asked"}, "reason_names_them", "/reason"),
    ],
)
def test_what_cannot_be_done_is_refused(
    everywhere: Api, body: dict[str, Any], code: str, pointer: str
) -> None:
    answer = everywhere.post("/v1/erasures", body)
    problem = answer.json()
    assert answer.status_code == 422
    assert (problem["code"], problem["pointer"]) == (code, pointer)


def test_nobody_erases_themselves(everywhere: Api) -> None:
    own = everywhere.as_("admin", person="carla.oe")
    refused(own.post("/v1/erasures", ASKED), 422, "erases_themselves", "/person")


def test_without_a_list_nothing_is_erased(
    everywhere: Api, database: str, settings: Settings
) -> None:
    file_in(settings.home).mkdir()
    refused(everywhere.post("/v1/erasures", ASKED), 503, "erasures_not_listed")
    assert scan_database(database, VALUES).met
    file_in(settings.home).rmdir()
    everywhere.post("/v1/erasures", ASKED)
    assert len(read_list(file_in(settings.home))) == 1


def test_nothing_is_erased_while_somebody_holds_what_is_to_be_emptied(
    everywhere: Api, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.erasing.eraser.LONGEST_WAIT", "200ms")
    with connected(database) as connection, connection.transaction():
        connection.execute("LOCK TABLE ledger.tokens IN ROW EXCLUSIVE MODE")
        refused(everywhere.post("/v1/erasures", ASKED), 503, "database_unavailable")
    assert scan_database(database, VALUES).met


@pytest.fixture
def logins(server: EmbeddedServer) -> Iterator[tuple[str, str]]:
    """Two logins of the server, as docs/operating.md makes them: one records, the other erases."""
    records, erases = "clerk_of_erasures", "rubber_of_erasures"
    run(
        server.url("postgres"),
        f"CREATE ROLE {records} LOGIN IN ROLE {WRITER}, {VIEWS}",
        f"CREATE ROLE {erases} LOGIN IN ROLE {ERASER}, {VIEWS}",
    )
    try:
        yield records, erases
    finally:
        run(server.url("postgres"), f"DROP ROLE {records}", f"DROP ROLE {erases}")


def test_the_login_that_records_cannot_erase_and_one_of_its_own_can(
    everywhere: Api, database: str, settings: Settings, logins: tuple[str, str]
) -> None:
    records, erases = (make_conninfo(database, user=user) for user in logins)
    given = outside(Clock())
    for eraser_url, status in ((None, 501), (erases, 201)):
        with (
            running(records, settings, given, eraser_url=eraser_url) as service,
            TestClient(app(service), raise_server_exceptions=False) as client,
        ):
            api = Api(client, service, everywhere.token)
            answer = api.post("/v1/erasures", ASKED)
            assert answer.status_code == status, answer.text
    assert scan_database(database, VALUES).met == []


def test_the_login_that_erases_can_do_nothing_else(database: str, logins: tuple[str, str]) -> None:
    with psycopg.connect(make_conninfo(database, user=logins[1]), autocommit=True) as session:
        for statement in (
            "DELETE FROM ledger.disclosures",
            "DELETE FROM ledger.persons",
            "UPDATE ledger.inbox SET body = NULL",
            "UPDATE ledger.tokens SET revoked_at = now()",
            "DELETE FROM ledger.access_log",
            "INSERT INTO ledger.erased VALUES (1, sha256('x'), '[]')",
            "UPDATE ledger.log SET erasures = 9",
            "SELECT * FROM ledger.secret",
            "SELECT ledger.delete_erased(" + ",".join(["'{}'"] * 13) + ")",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute(statement.encode())


LEFT = "040 1234567"
AGAIN = {"person": "carla.oe", "reason": "Request 18.", "also": [LEFT], "id": "request-18"}


@pytest.fixture
def left(told: Api) -> Api:
    """Somebody was erased, and a number of theirs was left."""
    told.record(
        on("participant.assigned", person="carla.oe", name=NAME),
        on("message.sent", id="m-left", message="X9", to=["carla.oe"], words=f"Ring {LEFT}."),
    )
    assert told.post("/v1/erasures", {**ASKED, "id": "request-17"}).status_code == 201
    return told


def test_what_was_left_goes_after_the_earlier_erasure(
    left: Api, database: str, settings: Settings
) -> None:
    refused(left.post("/v1/erasures", AGAIN), 422, "person_not_on_record", "/person")
    after = {**AGAIN, "after": "request-17"}
    told = left.post("/v1/erasures", {**after, "dry_run": True})
    assert (told.status_code, told.json()["record"]) == (200, None)
    assert scan_database(database, [LEFT]).met
    done = left.post("/v1/erasures", after)
    assert done.status_code == 201, done.text
    assert done.json()["erased"] == told.json()["erased"] == [{"kind": "values", "count": 1}]
    assert scan_database(database, [LEFT]).met == []
    assert verify(left.service.ledger, lambda _, __: None).holds
    again = left.post("/v1/erasures", after)
    assert (again.status_code, again.json()["position"]) == (200, done.json()["position"])
    assert [each.record for each in read_list(file_in(settings.home))] == [
        *("request-17", "request-18")
    ]


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ("request-16", "person_not_on_record"),
        ("m-left", "person_not_on_record"),
        ("", "bad_id"),
        ("x" * 121, "bad_id"),
        (7, "wrong_type"),
        (["request-17"], "wrong_type"),
    ],
)
def test_an_erasure_that_was_not_done_is_nothing_to_go_after(
    left: Api, database: str, after: object, code: str
) -> None:
    pointer = "/person" if code == "person_not_on_record" else "/after"
    refused(left.post("/v1/erasures", {**AGAIN, "after": after}), 422, code, pointer)
    assert scan_database(database, [LEFT]).met
