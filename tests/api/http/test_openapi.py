"""The OpenAPI document says what is answered and taken, also where no route's own test looks."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.app import app
from api.question_schema import question_schema
from api.service import Service
from api.settings import Settings
from tests.api.http.calling import DEAL, Api

OF_A_BODY = {"408", "413", "415"}
"""Too slow, too large, of another kind: what every body in JSON may be answered with."""


def calls_with_json() -> Iterator[tuple[str, dict[str, Any]]]:
    document = app(cast(Service, SimpleNamespace(settings=Settings()))).openapi()
    for path, calls in document["paths"].items():
        for call in calls.values():
            if "application/json" in call.get("requestBody", {}).get("content", {}):
                yield path, call


def test_whatever_takes_json_says_how_a_body_is_refused() -> None:
    found = {path: OF_A_BODY - call["responses"].keys() for path, call in calls_with_json()}
    assert "/v1/inbox/{item}/park" in found
    assert not any(found.values()), found


@pytest.mark.parametrize("name", ["dispute", "without"])
def test_what_a_question_leaves_out_may_be_null(told: Api, name: str) -> None:
    for form in question_schema({})["oneOf"]:
        assert "null" in form["properties"][name]["type"]
    body = {"kind": "integrity", name: None}
    assert told.post(f"/v1/deals/{DEAL}/ask", body).status_code == 200
