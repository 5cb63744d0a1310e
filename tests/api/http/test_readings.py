"""Readings over HTTP: at any two times, same basis same bytes, and who looked is on record."""

from __future__ import annotations

import json
from hashlib import sha256
from threading import Timer
from typing import Any

import pytest

from tests.api.http.calling import DEAL, QUESTION, STORY, Api, refused
from tests.databases import rows
from tests.records import a_sending

ASK = f"/v1/deals/{DEAL}/ask"
TERMS = f"/v1/deals/{DEAL}/terms"


def test_the_dispute_of_the_story_is_answered(told: Api) -> None:
    answer = told.post(ASK, QUESTION).json()
    assert answer["verdict"] == "yes"
    assert "story-11" in [each["record"] for each in answer["supports"]]
    assert answer["now"]["standing"] == "contested"
    assert answer["version"] == 41


def test_the_same_question_on_the_same_basis_gives_the_same_bytes(told: Api) -> None:
    first = told.post(ASK, QUESTION)
    told.record(a_sending("clause.removed", deal=DEAL, clause="4.2"))
    again = told.post(ASK, {**QUESTION, "basis": first.json()["basis"]})
    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert told.post(ASK, QUESTION).content != first.content


def test_a_question_that_can_be_read_of_two_days_comes_again_on_both(told: Api) -> None:
    asked = {"question": "What terms were in force on 05/06/2025?"}
    first = told.post(ASK, asked).json()
    days = [each["answer"]["basis"]["effective_at"][:10] for each in first["readings"]]
    assert sorted(days) == ["2025-05-06", "2025-06-05"]
    assert told.post(ASK, {**asked, "basis": first["basis"]}).json() == first
    at_one = told.post(ASK, {**asked, "effective_at": "2025-05-01"}).json()
    assert told.post(ASK, {**asked, "basis": at_one["basis"]}).json() == at_one


@pytest.mark.parametrize("path", [f"/v1/deals/{DEAL}", f"/v1/deals/{DEAL}/records", TERMS])
def test_a_reading_on_the_basis_it_printed_is_not_sent_twice(told: Api, path: str) -> None:
    basis = json.dumps(told.get(path).json()["basis"])
    first = told.get(path, basis=basis)
    assert first.headers["etag"] == f'"{sha256(first.content).hexdigest()}"'
    assert first.headers["cache-control"].startswith("private")
    assert first.headers["vary"] == "Authorization"
    again = told.get(path, {"If-None-Match": f'"other", W/{first.headers["etag"]}'}, basis=basis)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_terms_are_read_as_they_stood_and_as_they_were_known(told: Api) -> None:
    then = told.get(TERMS, effective_at="2025-05-01").json()
    assert [each["clause"] for each in then["clauses"]] == ["3.1"]
    now = told.get(TERMS).json()
    assert [each["clause"] for each in now["clauses"]] == ["3.1", "4.2"]
    known = told.get(TERMS, known_at="record:story-09").json()
    assert [each["clause"] for each in known["clauses"]] == ["3.1"]


def test_a_deal_is_shown_with_its_parties_and_people(told: Api) -> None:
    deal = told.get(f"/v1/deals/{DEAL}").json()
    assert (deal["standing"], deal["version"], deal["withheld"]) == ("contested", 41, 0)
    assert {each["party"] for each in deal["parties"]} == {"vendor", "northcare", "brightlink"}
    assert len(deal["people"]) == 7
    assert told.as_("reader").get(f"/v1/deals/{DEAL}").json()["withheld"] == 1


def test_the_register_comes_in_pages(told: Api) -> None:
    told.record(*(a_sending("deal.opened", deal=f"d{number}") for number in range(3)))
    page = told.get("/v1/deals", limit=2).json()
    assert [each["deal"] for each in page["deals"]] == ["d0", "d1"]
    rest = told.get("/v1/deals", limit=2, cursor=page["next"]).json()
    assert ([each["deal"] for each in rest["deals"]], rest["next"]) == (["d2", DEAL], None)


def test_a_deal_that_nothing_was_known_of_then_is_not_in_the_register(told: Api) -> None:
    told.record(a_sending("deal.opened", id="later", deal="d0"))
    then = told.get("/v1/deals", known_at="record:story-26").json()
    assert [each["deal"] for each in then["deals"]] == [DEAL]


def test_the_records_of_a_deal_come_in_pages(told: Api) -> None:
    path, cursor, ids = f"/v1/deals/{DEAL}/records", None, []
    while True:
        query: dict[str, Any] = {"cursor": cursor} if cursor else {}
        page = told.get(path, limit=15, **query).json()
        ids += [each["id"] for each in page["records"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert ids == [each["id"] for each in STORY if each.get("deal") == DEAL]


def test_records_are_cut_at_what_had_happened(told: Api) -> None:
    path = f"/v1/deals/{DEAL}/records"
    page = told.get(path, limit=500, effective_at="2025-04-10").json()
    assert {each["type"] for each in page["records"]} == {
        *("deal.opened", "party.joined", "participant.assigned", "source.connected"),
        "clause.added",
    }


def test_a_struck_record_stays_and_says_what_struck_it(told: Api) -> None:
    strike = a_sending("record.struck", id="strike", deal=DEAL, record="story-21")
    assert told.record(strike).status_code == 201
    page = told.get(f"/v1/deals/{DEAL}/records", limit=500).json()
    [found] = [each for each in page["records"] if each["id"] == "story-21"]
    assert found["struck_by"] == "strike"


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ({"effectiv_at": "2025-05-01"}, "bad_parameter", "/effectiv_at"),
        ({"effective_at": "soon"}, "bad_basis", "/effective_at"),
        ({"effective_at": "2025-05-16T10:00"}, "bad_basis", "/effective_at"),
        ({"known_at": "99999"}, "bad_basis", "/known_at"),
        ({"known_at": "9" * 100}, "bad_basis", "/known_at"),
        ({"known_at": "2999-01-01T00:00Z"}, "bad_basis", "/known_at"),
        ({"known_at": "record:nowhere"}, "bad_basis", "/known_at"),
        ({"known_at": "record:\x00"}, "bad_basis", "/known_at"),
        ({"basis": "{}"}, "bad_basis", "/basis"),
        ({"basis": "{"}, "not_json", ""),
        ({"basis": "1.5"}, "float_not_allowed", ""),
        ({"min_position": "-1"}, "bad_parameter", "/min_position"),
        ({"min_position": "x"}, "bad_parameter", "/min_position"),
        ({"effective_at": "x" * 100}, "bad_parameter", "/effective_at"),
    ],
)
def test_a_time_that_a_reading_cannot_stand_on_is_refused(
    told: Api, query: dict[str, Any], code: str, pointer: str
) -> None:
    refused(told.get(TERMS, **query), 422, code, pointer)


@pytest.mark.parametrize("deal", ["nowhere", "a%20b", "a%00b", "%2e%2e", "x" * 5_000, "%ff", "é"])
def test_a_deal_that_is_not_on_record_is_404(told: Api, deal: str) -> None:
    refused(told.get(f"/v1/deals/{deal}/terms"), 404, "deal_not_on_record", "/deal")


def test_the_organisation_is_no_deal(told: Api) -> None:
    assert told.get("/v1/deals//organisation").status_code == 404
    assert told.get("/v1/deals/%2Forganisation").status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"root": "00"}, "/basis/root"),
        ({"rules": "0"}, "/basis/rules"),
        ({"known_at": 1_000}, "/basis"),
        ({"now_at": {"time": "2999-01-01T00:00:00Z", "position": 1}}, "/basis"),
    ],
)
def test_a_basis_that_this_ledger_did_not_print_is_refused(
    told: Api, change: dict[str, object], pointer: str
) -> None:
    basis = told.post(ASK, QUESTION).json()["basis"] | change
    refused(told.post(ASK, {**QUESTION, "basis": basis}), 422, "bad_basis", pointer)


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({}, "question_not_read", "/question"),
        ({"question": "Who knew?"}, "question_not_read", "/question"),
        ({"question": 7}, "wrong_type", "/question"),
        ({"question": "x" * 2_001}, "too_long", "/question"),
        ({"question": "x", "kind": "scope"}, "unknown_field", "/kind"),
        ({**QUESTION, "dispute": "Q1"}, "dispute_not_on_record", "/dispute"),
        ({**QUESTION, "effective_at": 7}, "bad_basis", "/effective_at"),
        ({**QUESTION, "known_at": "9" * 5_000}, "bad_basis", "/known_at"),
        ({**QUESTION, "known_at": {"record": "nowhere"}}, "bad_basis", "/known_at"),
        ({**QUESTION, "basis": {}, "known_at": 1}, "bad_value", "/basis"),
        ({"kind": "scope", "items": [{"axis": "orders"}] * 101}, "question_not_read", "/question"),
        ([], "wrong_type", ""),
        ("Was it?", "wrong_type", ""),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_pointer(
    told: Api, body: object, code: str, pointer: str
) -> None:
    refused(told.post(ASK, body), 422, code, pointer)


def test_a_question_that_is_not_read_is_answered_with_ones_that_are(told: Api) -> None:
    problem = refused(
        told.post(ASK, {"question": "Who knew?"}), 422, "question_not_read", "/question"
    )
    assert len(problem["nearest"]) == 3
    for question in problem["nearest"]:
        assert told.post(ASK, {"question": question}).status_code == 200


def test_a_reading_waits_for_a_position_that_comes(told: Api) -> None:
    here = told.get("/v1/records").json()["position"]
    soon = Timer(0.1, told.record, [a_sending("value.reported", deal="D-2")])
    soon.start()
    page = told.get("/v1/records", min_position=here + 1, after=here).json()
    soon.join()
    assert page["position"] == here + 1


def test_a_position_that_does_not_come_is_409_with_when_to_ask_again(told: Api) -> None:
    response = told.get(TERMS, min_position=1_000)
    refused(response, 409, "position_not_reached", "/min_position")
    assert int(response.headers["retry-after"]) >= 1
    response = told.call("POST", f"{ASK}?min_position=1000", json=QUESTION)
    refused(response, 409, "position_not_reached", "/min_position")


def test_the_ledger_is_read_in_its_order_by_page(told: Api) -> None:
    ids: list[str] = []
    after: int | None = 0
    while after is not None:
        page = told.get("/v1/records", after=after, limit=20).json()
        ids += [each["id"] for each in page["records"]]
        after = page["next"]
    assert ids == [each["id"] for each in STORY]


def test_who_looked_is_on_record_before_a_question_is_answered(told: Api, database: str) -> None:
    legal = told.as_("legal")
    answer = legal.post(ASK, QUESTION)
    query = "SELECT request, token, action, deal, position, privileged FROM ledger.access_log"
    [found] = rows(database, f"{query} WHERE token = %s", legal.token_id)
    assert found == (answer.headers["x-request-id"], legal.token_id, "ask", DEAL, 49, True)


def test_plain_readings_are_on_record_once_the_service_has_ended(told: Api, database: str) -> None:
    reader = told.as_("reader")
    for _ in range(3):
        reader.get(TERMS)
    told.service.access.close()
    query = "SELECT count(*) FROM ledger.access_log WHERE token = %s AND action = 'terms'"
    assert rows(database, query, reader.token_id) == [(3,)]
