"""Deliveries that are their sender's and are not taken: so that they are sent again, or mended."""

from __future__ import annotations

import gzip
import json
from threading import Event
from time import monotonic
from typing import Any

import pytest

from api.settings import Settings
from tests.api.http.calling import Api
from tests.api.http.delivering import (
    BEARER,
    change,
    connect,
    items,
    sent,
    signed,
    worked,
)
from tests.records import a_sending

EVENT = json.dumps([change()]).encode()


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (gzip.compress(EVENT), {"Content-Encoding": "gzip"}, "encoded_body"),
        (EVENT, {"Content-Encoding": "br"}, "encoded_body"),
        (gzip.compress(EVENT), {}, "bad_text"),
        (EVENT.replace(b"INTEGRATION", b"INT\xe9GRATION"), {}, "bad_text"),
        (json.dumps([change()]).encode("utf-16"), {}, "bad_text"),
    ],
)
def test_a_body_that_is_no_plain_utf_8_is_refused_although_it_is_signed(
    admin: Api, body: bytes, headers: dict[str, str], code: str
) -> None:
    path = connect(admin, "hubspot")
    answer = admin.client.post(path, content=body, headers=signed(body, path) | headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "delivery_unreadable")
    page = admin.get("/v1/inbox").json()
    assert page["items"] == []
    assert [(each["code"], each["times"]) for each in page["refused"]] == [(code, 1)]


def test_a_stranger_is_not_told_that_the_body_cannot_be_read(admin: Api) -> None:
    path = connect(admin, "hubspot")
    forged = signed(b"[]", path)
    answer = admin.client.post(path, content=b"\xff\xfe", headers=forged)
    assert (answer.status_code, answer.json()["code"]) == (401, "delivery_not_believed")


def test_what_is_text_and_no_json_is_kept_and_parked(admin: Api, database: str) -> None:
    path = connect(admin, "hubspot")
    body = b"[{not JSON"
    assert admin.client.post(path, content=body, headers=signed(body, path)).status_code == 200
    worked(admin, database)
    assert [(each["state"], each["code"]) for each in items(admin)] == [("parked", "not_json")]


def test_a_byte_order_mark_before_the_text_is_no_part_of_it(admin: Api, database: str) -> None:
    path = connect(admin, "generic")
    body = b"\xef\xbb\xbf" + json.dumps(a_sending("deal.opened", id="a")).encode()
    assert admin.client.post(path, content=body, headers=BEARER).status_code == 200
    worked(admin, database)
    assert [each["state"] for each in items(admin)] == ["recorded"]


class TestADatabaseThatHangs:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(threads=4, delivery_timeout=0.3)

    def test_the_sender_is_told_to_come_again_before_it_gives_up(
        self, admin: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = connect(admin, "hubspot")
        hangs, kept = Event(), type(admin.service.inbox).keep

        def keep(*given: Any) -> bool:
            hangs.wait(20)
            return kept(*given)

        monkeypatch.setattr(type(admin.service.inbox), "keep", keep)
        try:
            began = monotonic()
            answer = sent(admin, path, change())
            assert monotonic() - began < 5
            assert (answer.status_code, answer.json()["code"]) == (503, "answer_too_slow")
            assert answer.headers["retry-after"]
        finally:
            hangs.set()
        # Sent again it is one delivery, whether or not the first was kept after all.
        assert sent(admin, path, change()).status_code == 200
        [held] = admin.service.ledger.rows.all("SELECT count(*) FROM ledger.inbox")
        assert held["count"] == 1


def test_the_default_is_shorter_than_the_most_impatient_sender_waits() -> None:
    assert Settings().delivery_timeout < 5
