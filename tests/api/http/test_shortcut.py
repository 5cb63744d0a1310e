"""The short way in answers as the routes do; the desk answers each by itself, and all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import httpx2 as httpx
import psycopg
import pytest
from starlette.testclient import TestClient

from api.service import Service
from api.settings import Settings
from api.shortcut import SMALL
from tests.api.client.serving import in_a_thread
from tests.api.http.calling import Api, refused
from tests.records import a_sending

LONG_WAY = {"Content-Type": "application/json; charset=utf-8"}
OPENED = a_sending("deal.opened")


@pytest.fixture
def settings() -> Settings:
    """Served on any free port."""
    return Settings(port=0, threads=4, stop_timeout=2)


@pytest.fixture
def api(service: Service) -> Iterator[Api]:
    """The interface as it is served: there is no short way within the process."""
    with (
        in_a_thread(service) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield Api(cast("TestClient", client), service)


def both(api: Api, path: str, body: Any, **headers: str) -> list[httpx.Response]:
    """The answers by the short way, and by the routes of the application."""
    api.get("/v1/deals")  # so that the token is remembered
    return [api.post(path, body, **headers), api.post(path, body, **headers, **LONG_WAY)]


def told(response: httpx.Response) -> tuple[int, str, Any]:
    """What an answer says, without the id of its request."""
    return response.status_code, response.headers["content-type"], response.json()


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/v1/records", b"{", {}),
        ("/v1/records", b"\xff", {}),
        ("/v1/records", [], {}),
        ("/v1/records", [OPENED, {"type": "nothing"}], {}),
        ("/v1/records", {**OPENED, "type": "nothing"}, {}),
        ("/v1/records", {**OPENED, "more": 1}, {}),
        ("/v1/deals/other/records", OPENED, {}),
        ("/v1/deals/bad%20id/records", {k: v for k, v in OPENED.items() if k != "deal"}, {}),
        ("/v1/records", OPENED, {"If_Match": "v1"}),
        ("/v1/records", OPENED, {"If_Match": '"v7"'}),
        ("/v1/records", OPENED, {"If_Match": ""}),
        ("/v1/records", [OPENED, a_sending("deal.opened", deal="D-2")], {"If_Match": '"v0"'}),
        ("/v1/records", a_sending("dispute.opened"), {}),
    ],
)
def test_what_is_refused_is_refused_in_the_same_words(
    api: Api, path: str, body: Any, headers: dict[str, str]
) -> None:
    short, long = both(api.as_("recorder"), path, body, **headers)
    assert told(short) == told(long)
    assert short.status_code >= 400


def test_what_is_recorded_one_way_is_there_already_the_other_way(admin: Api) -> None:
    short, long = both(admin, "/v1/records", OPENED)
    assert (short.status_code, long.status_code) == (201, 200)
    assert {**short.json(), "added": False, "first_named": []} == long.json()


@pytest.mark.parametrize("path", ["/v1/records%0a", "/v1/deals/D-1/records%0a"])
def test_an_address_that_goes_on_after_its_end_records_nothing(admin: Api, path: str) -> None:
    for answer in both(admin, path, OPENED):
        refused(answer, 404, "no_such_route")
    assert admin.service.ledger.size == 0


def test_a_body_that_is_not_small_goes_the_long_way_and_is_recorded(admin: Api) -> None:
    many = [a_sending("value.reported", id=f"v-{n}") for n in range(100)]
    short, long = both(admin, "/v1/records", many)
    assert len(short.request.content) > SMALL
    assert (short.status_code, long.status_code) == (201, 200)


def test_a_role_that_may_not_record_and_a_revoked_token_are_refused_there_too(admin: Api) -> None:
    reader = admin.as_("reader")
    reader.get("/v1/deals")
    refused(reader.record(OPENED), 403, "role_not_held")
    recorder = admin.as_("recorder")
    assert recorder.record(OPENED).status_code == 201
    assert recorder.record(OPENED).status_code == 200
    admin.service.tokens.revoke(recorder.token_id, admin.service.outside.now())
    admin.service.door.forget(recorder.token_id)
    refused(recorder.record(OPENED), 401, "not_authenticated")


def test_many_at_once_are_each_answered_by_themselves(admin: Api) -> None:
    admin.record(OPENED)
    sent = [a_sending("value.reported", id=f"v-{n % 20}") for n in range(40)]
    sent += [{**a_sending("value.reported", id=f"x-{n}"), "more": n} for n in range(5)]
    answers: dict[int, httpx.Response] = {}

    def work(number: int) -> Callable[[], None]:
        return lambda: answers.__setitem__(number, admin.record(sent[number]))

    threads = [threading.Thread(target=work(number)) for number in range(len(sent))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = [answers[number].status_code for number in range(len(sent))]
    assert sorted(codes) == [200] * 20 + [201] * 20 + [422] * 5
    assert codes[40:] == [422] * 5
    for number in range(20):
        one, other = answers[number].json(), answers[number + 20].json()
        assert one["record"] == other["record"] == f"v-{number}"
        assert one["position"] == other["position"]


def test_who_has_a_receipt_may_ask_for_its_position_at_once(admin: Api) -> None:
    for number in range(5):
        position = admin.record(a_sending("value.reported", id=f"v-{number}")).json()["position"]
        assert admin.service.watch.position >= position


class TestSlow:
    """With settings of its own."""

    @pytest.fixture
    def settings(self) -> Settings:
        """A short time for an answer, a long one for a lock."""
        return Settings(
            port=0,
            threads=4,
            answer_timeout=0.4,
            lock_timeout=3,
            database_timeout=3,
            stop_timeout=2,
        )

    def test_a_recording_that_hangs_is_answered_and_found_when_it_is_sent_again(
        self, admin: Api, database: str
    ) -> None:
        assert admin.record(OPENED).status_code == 201
        sent = a_sending("value.reported", id="v")
        with psycopg.connect(database) as other:
            other.execute("SELECT pg_advisory_xact_lock(4919131752989213764)")
            for way in ({}, LONG_WAY):
                answer = admin.post("/v1/records", sent, **way)
                refused(answer, 503, "answer_too_slow")
                assert int(answer.headers["retry-after"]) >= 1
        assert admin.record(sent).status_code in {200, 201}

    def test_a_reading_that_hangs_is_answered(self, admin: Api, database: str) -> None:
        admin.record(OPENED)
        with psycopg.connect(database) as other:
            other.execute("LOCK TABLE ledger.entries IN ACCESS EXCLUSIVE MODE")
            refused(admin.get("/v1/deals/D-1"), 503, "answer_too_slow")
            assert admin.get("/health/live").status_code == 200
        assert admin.get("/v1/deals/D-1").status_code == 200
