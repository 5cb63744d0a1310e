"""Links for a read-back over HTTP: made by who may read and record, listed, taken back, erased."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.cli.serve import first_token
from api.settings import Settings
from ledger.read_back_links import Wanted as WantedLink
from tests.api.http.calling import DEAL, Api, Clock, refused
from tests.databases import rows
from tests.records import a_sending

LINKS = f"/v1/deals/{DEAL}/read-back-links"
WANTED = {"proposal": "P7", "person": "agency-buyer"}


def made(api: Api, **other: Any) -> dict[str, Any]:
    told = api.post(LINKS, WANTED | other)
    assert told.status_code == 201, told.text
    assert told.headers["cache-control"] == "no-store"
    body: dict[str, Any] = told.json()
    return body


def shown(api: Api, url: str) -> int:
    return api.client.get(urlsplit(url).path).status_code


def test_a_link_is_made_for_one_person_and_its_address_told_once(told: Api) -> None:
    maker = told.as_("reader", "recorder", person="deal-desk")
    size = told.service.ledger.size
    body = made(maker, expires_in_days=3)
    assert body["url"].startswith(f"http://testserver/read-back/{body['link']}_")
    secret = body["url"].rpartition("/")[2].partition("_")[2]
    assert (body["deal"], body["proposal"], body["person"]) == (DEAL, "P7", "agency-buyer")
    assert body["made_by"] == f"token:{maker.token_id}"
    assert body["expires_at"] == "2026-11-28T12:00:00.000000Z"
    assert (body["questions"] > 0, body["left_out"], body["counts"]) == (True, 0, True)
    listed = maker.get(LINKS)
    [found] = listed.json()["links"]
    assert found == {name: body[name] for name in found}
    assert secret not in listed.text
    assert told.service.ledger.size == size


def test_the_message_has_the_link_and_of_the_deal_the_proposal_alone(told: Api) -> None:
    body = made(told)
    subject, text = body["message"]["subject"], body["message"]["text"]
    assert subject == "What is proposal P7 meant for?"
    assert text.startswith("To Philippa Abernethy\n\n")
    assert body["url"] in text
    assert "until 9 December 2026, 12:00 UTC" in text
    assert "whoever has it can answer in your name" in text
    for untold in (DEAL, "4.2", "22 %", "NorthCare", "vp-sales"):
        assert untold not in subject + text


class TestWithAPublicAddress:
    """What the request names as its host is not asked then."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(threads=4, public_url="https://ledger.example.com/")

    def test_the_link_leads_there(self, told: Api) -> None:
        assert made(told)["url"].startswith("https://ledger.example.com/read-back/")


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        (["reader"], 403),
        (["recorder"], 403),
        (["reader", "recorder"], 201),
        (["legal"], 201),
        (["admin"], 201),
    ],
)
def test_who_may_read_and_record_makes_links(told: Api, roles: list[Any], status: int) -> None:
    assert told.as_(*roles).post(LINKS, WANTED).status_code == status


def test_of_a_deal_that_a_token_does_not_see_nothing_is_told(told: Api) -> None:
    other = told.as_("admin", deals=["D-2"])
    id_ = made(told)["link"]
    refused(other.post(LINKS, WANTED), 404, "deal_not_on_record", "/deal")
    refused(other.get(LINKS), 404, "deal_not_on_record", "/deal")
    refused(other.call("DELETE", f"{LINKS}/{id_}"), 404, "deal_not_on_record", "/deal")


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"proposal": "P99"}, 404, "proposal_not_on_record", "/proposal"),
        ({"person": "nobody"}, 422, "person_not_in_deal", "/person"),
        ({"person": "northcare"}, 422, "person_not_in_deal", "/person"),
        ({"person": "system:crm"}, 422, "person_not_in_deal", "/person"),
        ({"person": 7}, 422, "wrong_type", "/person"),
        ({"person": "a b"}, 422, "bad_id", "/person"),
        ({"expires_in_days": 0}, 422, "bad_value", "/expires_in_days"),
        ({"expires_in_days": 91}, 422, "bad_value", "/expires_in_days"),
        ({"expires_in_days": "3"}, 422, "wrong_type", "/expires_in_days"),
        ({"colour": "red"}, 422, "unknown_field", "/colour"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    told: Api, body: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    refused(told.post(LINKS, WANTED | body), status, code, pointer)
    assert told.get(LINKS).json()["links"] == []


def test_where_there_is_nothing_to_ask_there_is_no_link(told: Api) -> None:
    unsealed = a_sending("proposal.sent", deal=DEAL, proposal="P8", to=["northcare"])
    term = {"kind": "discount", "value": {"percent": "40"}, "scope": []}
    clause = {"clause": "8.1", "text": "40 %.", "term": term, "privilege": "attorney_client"}
    privileged = (
        a_sending("clause.added", deal=DEAL, **clause),
        a_sending("proposal.sealed", deal=DEAL, proposal="P9", clauses=["8.1"]),
    )
    assert told.record(unsealed, *privileged).status_code == 201
    said = refused(
        told.post(LINKS, WANTED | {"proposal": "P8"}), 422, "nothing_to_ask", "/proposal"
    )
    assert "no price is stated" in said["detail"]
    said = refused(
        told.post(LINKS, WANTED | {"proposal": "P9"}), 422, "nothing_to_ask", "/proposal"
    )
    assert "may not be shown" in said["detail"]


def test_a_link_is_taken_back_and_leads_nowhere_at_once(told: Api) -> None:
    body = made(told)
    assert shown(told, body["url"]) == 200
    back = told.call("DELETE", f"{LINKS}/{body['link']}")
    assert back.status_code == 200
    assert (back.json()["counts"], back.json()["revoked_at"]) == (
        False,
        "2026-11-25T12:00:00.000000Z",
    )
    assert shown(told, body["url"]) == 410
    assert told.call("DELETE", f"{LINKS}/{body['link']}").json() == back.json()
    for wrong in ("0123456789abcdef", told.token_id, "1", "%00"):
        refused(told.call("DELETE", f"{LINKS}/{wrong}"), 404, "read_back_link_not_known")
    reader = told.as_("reader")
    refused(reader.call("DELETE", f"{LINKS}/{body['link']}"), 403, "role_not_held")


def test_links_are_listed_by_page_and_proposal(told: Api, clock: Clock) -> None:
    ids = []
    for proposal in ("P7", "P3", "P7"):
        clock.later(minutes=1)
        ids.append(made(told, proposal=proposal)["link"])
    listed = told.get(LINKS).json()
    assert [each["link"] for each in listed["links"]] == ids[::-1]
    assert listed["next"] is None
    first = told.get(LINKS, limit=2).json()
    rest = told.get(LINKS, limit=2, cursor=first["next"]).json()
    assert [each["link"] for each in first["links"] + rest["links"]] == ids[::-1]
    of_p3 = told.get(LINKS, proposal="P3").json()["links"]
    assert [each["link"] for each in of_p3] == [ids[1]]
    refused(told.get(LINKS, cursor="\x00"), 422, "bad_parameter", "/cursor")


def test_who_made_and_listed_and_took_back_is_in_the_access_log(told: Api, database: str) -> None:
    id_ = made(told)["link"]
    told.call("DELETE", f"{LINKS}/{id_}")
    found = "SELECT action, deal FROM ledger.access_log WHERE token = %s ORDER BY number"
    noted = rows(database, found, told.token_id)
    assert ("read-back link made", DEAL) in noted
    assert ("read-back link revoked", DEAL) in noted


def test_what_the_access_log_says_of_a_link_names_whom_it_was_made_for(told: Api) -> None:
    body = made(told)
    assert shown(told, body["url"]) == 200
    [row] = told.get("/v1/access-log", token=body["link"]).json()["rows"]
    assert (row["action"], row["name"], row["person"]) == (
        "read-back link",
        "read-back link",
        "agency-buyer",
    )


def test_a_ledger_with_a_link_alone_is_still_given_its_first_token(api: Api) -> None:
    service = api.service
    now = service.outside.now()
    wanted = WantedLink("D-1", "P1", "carla", now + timedelta(days=1), "cli:read-back")
    service.read_back_links.make(wanted, service.outside.secret(), now)
    assert first_token(service, service.outside) is not None
    assert first_token(service, service.outside) is None


def test_a_link_is_erased_with_its_person(told: Api, database: str) -> None:
    body = made(told)
    kept = made(told, person="rep")
    asked = {"person": "agency-buyer", "reason": "Request 17."}
    told_so = told.post("/v1/erasures", asked)
    assert told_so.status_code == 201, told_so.text
    assert {"kind": "tokens", "count": 1} in told_so.json()["erased"]
    assert shown(told, body["url"]) == 410
    assert shown(told, kept["url"]) == 200
    left = rows(database, "SELECT * FROM ledger.tokens")
    left += rows(database, "SELECT * FROM ledger.read_back_links")
    assert "agency-buyer" not in str(left)
    assert "Abernethy" not in str(left)
    by_id = {each["link"]: each for each in told.get(LINKS).json()["links"]}
    assert (by_id[body["link"]]["person"], by_id[body["link"]]["counts"]) == (None, False)
    refused(told.post(LINKS, WANTED), 422, "person_not_in_deal", "/person")
