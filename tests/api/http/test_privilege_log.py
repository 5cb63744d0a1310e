"""The privilege log over HTTP: for legal and admin, by page, on a basis."""

from __future__ import annotations

import json

import pytest

from tests.api.http.calling import Api, refused
from tests.records import DEAL, a_sending

PATH = f"/v1/deals/{DEAL}/privilege-log"


@pytest.fixture
def told(admin: Api) -> Api:
    """As an admin, on a deal with two withheld records, one of them marked."""
    message = a_sending("message.sent", id="said", words="Add-ons are out.")
    dispute = a_sending("dispute.opened", id="dispute")
    mark = a_sending("privilege.marked", id="m", record="said")
    assert admin.record(a_sending("deal.opened"), message, dispute, mark).status_code == 201
    return admin


def test_legal_reads_it_and_readers_do_not(told: Api) -> None:
    body = told.as_("legal").get(PATH).json()
    assert [each["record"] for each in body["rows"]] == ["said", "dispute", "m"]
    assert body["next"] is None
    assert "Add-ons" not in told.get(PATH).text
    refused(told.as_("reader", "recorder").get(PATH), 403, "role_not_held")
    limited = told.as_("legal", deals=["D-2"])
    refused(limited.get(PATH), 404, "deal_not_on_record", "/deal")


def test_it_is_read_by_page_on_one_basis(told: Api) -> None:
    legal = told.as_("legal")
    page = legal.get(PATH, limit=1).json()
    found = [page["rows"][0]["record"]]
    while page["next"]:
        basis = json.dumps(page["basis"])
        page = legal.get(PATH, limit=1, cursor=str(page["next"]), basis=basis).json()
        found.append(page["rows"][0]["record"])
    assert found == ["said", "dispute", "m"]


def test_on_the_basis_of_a_reader_it_tells_what_is_withheld_from_one(told: Api) -> None:
    reader = told.as_("reader").get(f"/v1/deals/{DEAL}").json()
    body = told.as_("legal").get(PATH, basis=json.dumps(reader["basis"])).json()
    assert len(body["rows"]) == reader.get("withheld", 3) == 3


def test_reading_it_is_on_record_before_it_is_answered(told: Api) -> None:
    legal = told.as_("legal")
    legal.get(PATH)
    query = "SELECT action, deal, privileged FROM ledger.access_log WHERE token = %s"
    assert told.service.ledger.rows.all(query, legal.token_id) == [
        {"action": "privilege log", "deal": DEAL, "privileged": True}
    ]
