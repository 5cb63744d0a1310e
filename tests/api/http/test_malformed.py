"""Malformed input over HTTP: a 4xx with a code and a pointer, and nothing of it is kept."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.api.http.calling import QUESTION, Api, refused
from tests.api.test_record import CLAUSE, MALFORMED
from tests.databases import everything
from tests.domain.test_any_input import whole
from tests.records import a_sending

PATH = "/v1/deals/D-1/records"
BY_LINE = [each for each in MALFORMED if each[0] != "line_too_long" and each[2][0] == "{"]


@pytest.mark.parametrize(("code", "pointer", "line"), BY_LINE)
def test_every_kind_of_malformed_record_is_refused_alone_and_in_an_array(
    admin: Api, database: str, code: str, pointer: str, line: str
) -> None:
    admin.record(CLAUSE)
    refused(admin.post(PATH, line.encode()), 422, code, pointer)
    # What cannot be read as JSON is the whole body's fault, not that of one of its records.
    of_all = code in {"not_json", "too_deep"}
    inside = {"duplicate_key", "bad_text", "float_not_allowed", "integer_too_large"}
    within = pointer if of_all else f"/0{pointer}"
    array = f"[{line}, {json.dumps(a_sending('value.reported', id='good'))}]"
    assert of_all or code in inside or within.startswith("/0/")
    refused(admin.post(PATH, array.encode()), 422, code, within)
    assert "SENTINEL" not in everything(database)
    assert admin.get(PATH).json()["version"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"\x00", "not_json"),
        (b"\xff\xfe", "bad_text"),
        (b"null", "wrong_type"),
        (b'"text"', "wrong_type"),
        (b"7", "wrong_type"),
        (b"[" * 100_000, "too_deep"),
        (b'{"id":' * 100_000, "too_deep"),
        (b"9" * 100_000, "integer_too_large"),
        (b"\xef\xbb\xbf{}", "not_json"),
    ],
)
def test_what_is_no_record_at_all_is_refused(admin: Api, body: bytes, code: str) -> None:
    refused(admin.post(PATH, body), 422, code)


def test_each_record_of_an_array_must_be_one(admin: Api) -> None:
    problem = refused(admin.post(PATH, [CLAUSE, 7, None, []]), 422, "wrong_type", "/1")
    assert [each["pointer"] for each in problem["errors"]] == ["/1", "/2", "/3"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": ""},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_a_body_that_is_not_plain_json_is_refused(admin: Api, headers: dict[str, str]) -> None:
    body = gzip.compress(json.dumps(CLAUSE).encode())
    response = admin.call("POST", PATH, content=body, headers=headers)
    refused(response, 415, "media_type_not_supported")


@pytest.mark.parametrize("path", [PATH, "/v1/records", "/v1/deals/D-1/ask"])
def test_a_body_that_is_too_large_is_refused_however_it_comes(admin: Api, path: str) -> None:
    large = b" " * (admin.service.settings.largest_body + 1)
    refused(admin.post(path, large), 413, "body_too_large")

    def piecemeal() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 65_536

    response = admin.call(
        "POST", path, content=piecemeal(), headers={"Content-Type": "application/json"}
    )
    refused(response, 413, "body_too_large")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "no_such_route"),
        ("GET", "/v1", 404, "no_such_route"),
        ("GET", "/v1/deals/", 404, "no_such_route"),
        ("PUT", "/v1/deals", 405, "method_not_allowed"),
        ("DELETE", "/v1/records", 405, "method_not_allowed"),
        ("PATCH", "/v1/deals/D-1/records", 405, "method_not_allowed"),
        ("GET", "/v1/deals/D-1/ask", 405, "method_not_allowed"),
        ("OPTIONS", "/v1/deals", 405, "method_not_allowed"),
    ],
)
def test_what_is_not_served_is_a_problem_document_too(
    admin: Api, method: str, path: str, status: int, code: str
) -> None:
    response = admin.call(method, path)
    refused(response, status, code)
    assert status == 404 or response.headers["allow"]


def test_two_bad_parameters_are_both_named(admin: Api) -> None:
    problem = refused(
        admin.get("/v1/deals", limit="0", colour="red"), 422, "bad_parameter", "/limit"
    )
    assert [each["pointer"] for each in problem["errors"]] == ["/limit", "/colour"]


@pytest.mark.parametrize("cursor", ["", "\x00", "a b", "x" * 121, "é"])
def test_a_cursor_that_no_page_gave_is_refused(admin: Api, cursor: str) -> None:
    refused(admin.get("/v1/deals", cursor=cursor), 422, "bad_parameter", "/cursor")
    admin.record(CLAUSE)
    refused(admin.get(PATH, cursor=cursor), 422, "bad_parameter", "/cursor")


def test_whatever_comes_in_is_judged(admin: Api) -> None:
    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(whole)
    def is_judged(value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        response = admin.post(PATH, body)
        assert response.status_code in {200, 201, 409, 422}, response.text
        assert admin.post("/v1/deals/D-1/ask", body).status_code in {404, 422}

    is_judged()


def test_a_question_in_any_language_is_judged(admin: Api) -> None:
    admin.record(CLAUSE)
    for question in ("", "?", "¿Qué?", "割引は?", "\u202e", "a" * 2_000, QUESTION["question"] * 3):
        response = admin.post("/v1/deals/D-1/ask", {"question": question})
        assert response.status_code in {200, 422}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("effective_at=2026-01-01&effective_at=2025-01-01", "/effective_at"),
        ("known_at=1&limit=2&known_at=1", "/known_at"),
        ("a~/b=1&a~/b=2", "/a~0~1b"),
    ],
)
def test_a_parameter_that_is_given_twice_is_refused(admin: Api, query: str, pointer: str) -> None:
    refused(admin.call("GET", f"/v1/deals?{query}"), 422, "bad_parameter", pointer)


@pytest.mark.parametrize("name", ["If-Match", "Last-Event-ID"])
def test_a_header_that_is_given_twice_is_refused(admin: Api, name: str) -> None:
    headers = [("Authorization", f"Bearer {admin.token}"), (name, "1"), (name, "2")]
    response = admin.client.get("/v1/records/stream", headers=headers)
    refused(response, 422, "bad_parameter", f"/{name}")
