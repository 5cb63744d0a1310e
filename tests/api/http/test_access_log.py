"""Who looked, read by those who may: filtered, by page, and itself a row."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.calling import DEAL, NOW, QUESTION, Api, Clock, refused
from tests.records import a_sending

PATH = "/v1/access-log"


@pytest.fixture
def looked(told: Api, clock: Clock) -> tuple[Api, Api]:
    """Legal, and a reader who asked a question, and an hour later two."""
    reader = told.as_("reader")
    told.record(a_sending("deal.opened", deal="D-2"))
    reader.post(f"/v1/deals/{DEAL}/ask", QUESTION)
    clock.later(hours=1)
    reader.post(f"/v1/deals/{DEAL}/ask", QUESTION)
    reader.post("/v1/deals/D-2/ask", {"question": "Was anything altered or added later?"})
    return told.as_("legal", person="lena"), reader


def rows(api: Api, **asked: Any) -> list[dict[str, Any]]:
    answer = api.get(PATH, **asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_who_looked_at_what_is_told_the_latest_first(looked: tuple[Api, Api]) -> None:
    legal, reader = looked
    [third, second, first] = rows(legal, token=reader.token_id, action="ask")
    assert (first["deal"], second["deal"], third["deal"]) == (DEAL, DEAL, "D-2")
    assert first["read_at"] == "2026-11-25T12:00:00.000000Z"
    assert (first["name"], first["person"], first["privileged"]) == ("test", None, False)
    assert first["position"] < second["position"] + 1


def test_a_row_has_no_question_and_no_words(looked: tuple[Api, Api]) -> None:
    legal, _ = looked
    assert "expansion" not in legal.get(PATH).text


def test_rows_are_filtered(looked: tuple[Api, Api]) -> None:
    legal, _ = looked
    assert {each["deal"] for each in rows(legal, deal="D-2")} == {"D-2"}
    later = NOW.replace(hour=13).isoformat()
    assert len(rows(legal, action="ask", since=later)) == 2
    assert len(rows(legal, action="ask", until=NOW.isoformat())) == 1
    assert rows(legal, action="nothing") == []


def test_to_read_the_log_is_a_row_that_stands_before_it_is_answered(
    looked: tuple[Api, Api],
) -> None:
    legal, _ = looked
    rows(legal)
    own, *_ = rows(legal)
    assert (own["token"], own["action"], own["privileged"]) == (legal.token_id, "access log", True)
    assert own["person"] == "lena"


def test_pages_follow_each_other_while_rows_are_added(looked: tuple[Api, Api]) -> None:
    legal, _ = looked
    whole = [each["number"] for each in rows(legal, limit=500)]
    found: list[int] = []
    page = legal.get(PATH, limit=1).json()
    first = page["rows"][0]["number"]
    while page["next"]:
        page = legal.get(PATH, limit=2, cursor=str(page["next"])).json()
        found += [each["number"] for each in page["rows"]]
    assert first == whole[0] + 1
    assert found == whole


def test_only_legal_and_admin_read_it(looked: tuple[Api, Api]) -> None:
    _, reader = looked
    refused(reader.get(PATH), 403, "role_not_held")
    refused(reader.as_("recorder").get(PATH), 403, "role_not_held")
    assert reader.as_("admin").get(PATH).status_code == 200


def test_a_token_that_is_limited_to_deals_reads_of_these_alone(looked: tuple[Api, Api]) -> None:
    legal, _ = looked
    limited = legal.as_("legal", deals=["D-2"])
    assert {each["deal"] for each in rows(limited)} == {"D-2"}
    refused(limited.get(PATH, deal=DEAL), 404, "deal_not_on_record", "/deal")


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"limit": 501}, "/limit"),
        ({"limit": 0}, "/limit"),
        ({"since": "yesterday"}, "/since"),
        ({"until": "2026-11-25T12:00:00"}, "/until"),
        ({"until": "0.5"}, "/until"),
        ({"since": "2026"}, "/since"),
        ({"since": "1764072000"}, "/since"),
        ({"cursor": "next"}, "/cursor"),
        ({"token": "a\0"}, "/token"),
        ({"action": "\0"}, "/action"),
        ({"deal": "a/b"}, "/deal"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_cannot_be_asked_is_refused(admin: Api, asked: dict[str, Any], pointer: str) -> None:
    refused(admin.get(PATH, **asked), 422, "bad_parameter", pointer)
