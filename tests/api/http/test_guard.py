"""What every request passes: an id, a limit, a log line without values, and never a bare 500."""

from __future__ import annotations

import io
import json
import logging
from typing import Any
from uuid import UUID

import pytest

from api.refusals import InternalError
from api.settings import Settings
from ledger.patience import UnavailableError
from tests.api.http.calling import DEAL, QUESTION, STORY, Api, refused
from tests.databases import run
from tests.records import a_sending

SENTINEL = "SENTINEL"


def lines(to: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in to.getvalue().splitlines()]


def test_every_answer_carries_the_id_of_its_request(admin: Api) -> None:
    assert admin.get("/v1/deals").headers["x-request-id"].startswith("request-")
    drawn = "0af7651916cd43dd8448eb211c80319c"
    for sent in (drawn, drawn.upper(), str(UUID(drawn))):
        given = admin.get("/v1/deals", {"X-Request-ID": sent})
        assert given.headers["x-request-id"] == sent


NOT_DRAWN = (
    *("a b", "x" * 65, "<script>", "a;b", "", "carla.oestergaard", "+49-170-1234567", "0" * 31),
    *("4111111111111111", "0af76519-16cd-43dd-8448-eb211c80319c-carla", "facade-abba"),
)


@pytest.mark.parametrize("given", NOT_DRAWN)
def test_an_id_that_could_say_something_gets_into_no_log(
    logged: io.StringIO, admin: Api, given: str
) -> None:
    legal = admin.as_("legal")
    assert admin.record(*STORY).status_code == 201
    answer = legal.post(f"/v1/deals/{DEAL}/ask", QUESTION, X_Request_ID=given)
    assert answer.headers["x-request-id"].startswith("request-")
    kept = admin.service.ledger.rows.all("SELECT request FROM ledger.access_log")
    said = [*(each["request"] for each in kept), *(each["request_id"] for each in lines(logged))]
    assert kept
    assert all(each is None or each.startswith("request-") for each in said)


def test_every_log_line_has_the_id_of_its_request_and_no_value(
    logged: io.StringIO, told: Api
) -> None:
    admin = told
    admin.record(a_sending("value.reported", value=SENTINEL, actor=SENTINEL))
    admin.get(f"/v1/deals/{SENTINEL}", effective_at=SENTINEL)
    admin.get(f"/v1/{SENTINEL}")
    admin.post(f"/v1/deals/{DEAL}/ask", {"question": f"Does {SENTINEL} cover {SENTINEL}?"})
    admin.post(f"/v1/deals/{DEAL}/ask", QUESTION)
    admin.call(SENTINEL, "/v1/deals")
    assert SENTINEL not in logged.getvalue()
    found = [each for each in lines(logged) if each["event"] == "request"]
    assert len(found) == 7
    for each in found:
        assert each["request_id"].startswith("request-")
        assert each["token"] in {admin.token_id, None}
        assert each["ms"] > 0
    assert found[1]["route"] == "/v1/records"
    assert found[2]["route"] == "/v1/deals/{deal}"
    assert [each["status"] for each in found] == [201, 201, 404, 404, 422, 200, 405]


def test_what_opens_a_link_for_a_read_back_is_not_logged(logged: io.StringIO, told: Api) -> None:
    wanted = {"proposal": "P7", "person": "rep"}
    made = told.post(f"/v1/deals/{DEAL}/read-back-links", wanted).json()
    secret = made["url"].rpartition("_")[2]
    for path in (made["url"], made["url"] + "x"):
        told.client.get(path)
    assert secret not in logged.getvalue()
    [opened, missed] = [each for each in lines(logged) if each["event"] == "request"][-2:]
    assert (opened["route"], opened["token"]) == ("/read-back/{link}", made["link"])
    assert (missed["route"], missed["token"]) == ("/read-back/{link}", None)


def test_a_fault_of_the_program_is_a_problem_document_and_once_in_the_log(
    logged: io.StringIO, told: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"cannot read {SENTINEL}")

    monkeypatch.setattr("api.deals.terms", broken)
    response = told.get(f"/v1/deals/{DEAL}/terms")
    refused(response, 500, InternalError.code)
    assert SENTINEL not in response.text
    assert response.headers["x-request-id"] in response.json()["detail"]
    [fault] = [each for each in lines(logged) if each["event"] == "fault"]
    assert fault["request_id"] == response.headers["x-request-id"]
    assert fault["fault"] == "RuntimeError"
    assert any("broken" in place for place in fault["where"])
    assert SENTINEL not in logged.getvalue()


def test_what_a_library_logs_has_no_message_of_a_fault(logged: io.StringIO) -> None:
    try:
        int(SENTINEL)
    except ValueError:
        logging.getLogger("library").exception("it failed")
    [line] = lines(logged)
    assert (line["event"], line["fault"], line["request_id"]) == ("it failed", "ValueError", None)
    assert SENTINEL not in logged.getvalue()


def test_a_database_that_does_not_answer_in_time_is_503_and_nothing_is_kept(
    admin: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise UnavailableError

    monkeypatch.setattr("ledger.recorder.EntryRecorder.insert_events", away)
    response = admin.record(a_sending("value.reported", id="v"))
    refused(response, 503, "database_unavailable")
    assert int(response.headers["retry-after"]) >= 1
    monkeypatch.undo()
    assert admin.record(a_sending("value.reported", id="v")).status_code == 201


def test_health_and_numbers_need_no_token_and_name_nobody(told: Api, api: Api) -> None:
    told.get(f"/v1/deals/{DEAL}")
    assert api.get("/health/live").json()["status"] == "live"
    assert api.get("/health/ready").json()["status"] == "ready"
    numbers = api.get("/metrics")
    assert numbers.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'route="/v1/deals/{deal}",status="200"' in numbers.text
    assert "deal_ledger_records_added_total 49.0" in numbers.text
    assert "northcare" not in numbers.text
    told.service.watch.end()
    refused(api.get("/health/ready"), 503, "database_unavailable")
    assert api.get("/health/live").status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_may_be_asked_by_head(told: Api, path: str) -> None:
    asked = told.call("HEAD", path)
    assert (asked.status_code, asked.content) == (200, b"")
    assert set(told.call("PUT", path).headers["allow"].split(", ")) == {"GET", "HEAD"}
    told.service.watch.end()
    assert told.call("HEAD", "/health/ready").status_code == 503


def test_the_documents_are_served_from_here(api: Api) -> None:
    page = api.get("/docs")
    assert page.status_code == 200
    assert "http://" not in page.text.replace("http://testserver", "")
    assert "https://" not in page.text
    assert api.get("/docs/assets/swagger-ui-bundle.js").status_code == 200
    assert api.get("/docs/assets/swagger-ui.css").status_code == 200


class TestLittlePatience:
    """With settings of its own."""

    @pytest.fixture
    def settings(self) -> Settings:
        """A quarter of a second for a lock, half of one for a statement."""
        return Settings(threads=2, lock_timeout=0.25, statement_timeout=0.5, database_timeout=0.5)

    def test_a_lock_that_is_held_makes_a_503_instead_of_a_wait_without_end(
        self, admin: Api, database: str
    ) -> None:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(database) as other:
            other.execute("SELECT pg_advisory_xact_lock(4919131752989213764)")
            refused(admin.record(a_sending("value.reported", id="v")), 503, "database_unavailable")
        assert admin.record(a_sending("value.reported", id="v")).status_code == 201

    def test_a_table_that_is_locked_makes_a_503_for_who_reads(
        self, admin: Api, database: str
    ) -> None:
        import psycopg  # noqa: PLC0415

        admin.record(a_sending("deal.opened"))
        with psycopg.connect(database) as other:
            other.execute("LOCK TABLE ledger.entries IN ACCESS EXCLUSIVE MODE")
            refused(admin.get("/v1/deals/D-1"), 503, "database_unavailable")
        assert admin.get("/v1/deals/D-1").status_code == 200

    def test_connections_that_were_ended_are_made_anew(self, admin: Api, database: str) -> None:
        admin.record(a_sending("deal.opened"))
        run(
            database,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        assert admin.get("/v1/deals/D-1").status_code == 200
        assert admin.record(a_sending("value.reported")).status_code == 201


@pytest.mark.parametrize(
    "path",
    [
        *("/v1/deals", "/v1/records", f"/v1/deals/{DEAL}", f"/v1/deals/{DEAL}/terms"),
        *("/health/live", "/metrics", "/openapi.json", "/docs", "/docs/assets/swagger-ui.css"),
    ],
)
def test_no_address_goes_on_with_a_line_break(told: Api, path: str) -> None:
    assert told.get(path).status_code == 200
    refused(told.get(f"{path}%0a"), 404, "no_such_route")
