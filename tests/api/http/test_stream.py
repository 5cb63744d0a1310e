"""The ledger as server-sent events: in order, from anywhere, as far as one may see."""

from __future__ import annotations

import json
from threading import Timer
from typing import Any

import pytest

from api.settings import Settings
from tests.api.http.calling import DEAL, NOW, STORY, Api, refused
from tests.records import a_sending

PATH = "/v1/records/stream"


def events(api: Api, headers: dict[str, str] | None = None, **query: Any) -> list[dict[str, Any]]:
    """What a stream brings until the service is told to stop, a second and a half later."""
    stop = Timer(1.5, api.service.watch.end)
    stop.start()
    response = api.get(PATH, headers, **query)
    stop.join()
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    return [_event(block) for block in response.text.split("\n\n") if block.strip()]


def _event(block: str) -> dict[str, Any]:
    fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
    return {**fields, "data": json.loads(fields["data"])} if fields else {}


def test_a_stream_brings_every_record_in_order_and_then_what_comes(told: Api) -> None:
    later = Timer(0.2, told.record, [a_sending("value.reported", id="later")])
    later.start()
    found = events(told)
    later.join()
    assert [each["data"]["id"] for each in found] == [*(r["id"] for r in STORY), "later"]
    assert [each["id"] for each in found] == [str(n) for n in range(1, len(STORY) + 2)]
    assert {each["event"] for each in found} == {"record"}


def test_a_stream_goes_on_after_the_last_event_received(told: Api) -> None:
    assert [each["id"] for each in events(told, {"Last-Event-ID": "47"}, after="3")] == ["48", "49"]


def test_a_stream_may_begin_anywhere(told: Api) -> None:
    assert [each["id"] for each in events(told, after="48")] == ["49"]


def test_a_reader_is_told_where_a_record_is_withheld_and_nothing_of_it(told: Api) -> None:
    found = events(told.as_("reader"))
    [withheld] = [each for each in found if each["event"] == "withheld"]
    assert withheld["data"] == {"position": int(withheld["id"])}
    assert len(found) == len(STORY)


def test_a_token_limited_to_a_deal_is_told_of_its_records_alone(told: Api) -> None:
    found = events(told.as_("legal", deals=[DEAL]))
    assert {each["data"]["deal"] for each in found} == {DEAL}
    assert len(found) == sum(record.get("deal") == DEAL for record in STORY)


def test_a_stream_ends_when_its_token_is_revoked(told: Api) -> None:
    reader = told.as_("reader")
    service = told.service

    def revoke() -> None:
        service.tokens.revoke(reader.token_id, NOW)
        told.record(a_sending("value.reported", id="later"))

    later = Timer(0.3, revoke)
    later.start()
    response = reader.get(PATH, after="48")
    later.join()
    assert "story-26" in response.text
    assert not service.watch.ended


@pytest.mark.parametrize("given", ["", "x", "-1", "1.5", "9" * 20])
def test_an_event_id_that_is_none_is_refused(admin: Api, given: str) -> None:
    response = admin.get(PATH, {"Last-Event-ID": given})
    refused(response, 422, "bad_parameter", "/Last-Event-ID")


class TestFewStreams:
    """With settings of its own."""

    @pytest.fixture
    def settings(self) -> Settings:
        """No stream at all."""
        return Settings(threads=2, most_streams=0)

    def test_one_stream_too_many_is_told_to_come_again(self, admin: Api) -> None:
        response = admin.get(PATH)
        refused(response, 503, "busy")
        assert response.headers["retry-after"]
