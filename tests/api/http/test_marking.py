"""Marking privilege over HTTP: who may, what follows at once, and what a waiver opens to whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.http.calling import Api, refused
from tests.projections.views.viewing import followed
from tests.records import DEAL, a_sending

WORDS = "Counsel says that add-ons are out."
RECORDS = f"/v1/deals/{DEAL}/records"


def mark(record: str = "said", privilege: str = "attorney_client", **more: Any) -> dict[str, Any]:
    return a_sending(
        "privilege.marked", record=record, privilege_=privilege, reason="Counsel's.", **more
    )


@pytest.fixture
def told(admin: Api, database: str) -> Api:
    """As an admin, on a deal with a message that nobody has marked; the views are there."""
    message = a_sending("message.sent", id="said", to=["vera"], words=WORDS)
    admin.record(a_sending("deal.opened"), a_sending("clause.added"), message)
    followed(database, admin.service.ledger)
    return admin


def sees(api: Api, **asked: Any) -> bool:
    return WORDS in api.get(RECORDS, **asked).text


def test_legal_marks_and_others_do_not(told: Api) -> None:
    refused(told.as_("recorder", "reader").record(mark()), 403, "role_not_held", "/type")
    assert told.as_("legal").record(mark()).status_code == 201
    refused(told.as_("legal").record(mark("nothing")), 422, "record_not_on_record", "/data/record")


def test_a_mark_holds_from_its_acknowledgement_on(told: Api) -> None:
    reader, legal = told.as_("reader"), told.as_("legal")
    assert sees(reader)
    legal.record(mark(id="m"))
    assert not sees(reader)
    [record] = [each for each in legal.get(RECORDS).json()["records"] if each["id"] == "said"]
    assert (record["marked_by"], record["data"]["words"]) == ("m", WORDS)


def test_a_mark_is_itself_withheld(told: Api) -> None:
    told.record(mark(privilege="none", id="m"))
    reader = told.as_("reader").get(RECORDS).json()
    assert "m" not in {each["id"] for each in reader["records"]}


def test_the_id_of_a_marked_record_is_no_known_at_any_more(told: Api) -> None:
    told.record(mark())
    reader = told.as_("reader")
    refused(reader.get(RECORDS, known_at="record:said"), 422, "bad_basis", "/known_at")


def test_the_same_basis_gives_less_after_a_mark_and_nothing_more_after_a_waiver(told: Api) -> None:
    reader = told.as_("reader")
    basis = json.dumps(reader.get(RECORDS).json()["basis"])
    told.record(mark())
    assert not sees(reader, basis=basis)
    marked = reader.get(RECORDS)
    on_it = json.dumps(marked.json()["basis"])
    told.record(mark(privilege="none"))
    assert sees(reader)
    assert reader.get(RECORDS, basis=on_it).content == marked.content
    assert sees(reader, basis=basis), "who saw it then, and may see it now"


def test_what_legal_reads_on_a_basis_stays_as_it_was(told: Api) -> None:
    legal = told.as_("legal")
    for path in (RECORDS, f"/v1/deals/{DEAL}/timeline"):
        first = legal.get(path)
        basis = json.dumps(first.json()["basis"])
        told.record(mark(privilege="work_product"))
        assert legal.get(path, basis=basis).content == first.content


def test_a_replay_that_was_read_before_the_mark_is_not_shown_after_it(told: Api) -> None:
    told.record(a_sending("clause.revised", id="wording", text=WORDS))
    reader, position = told.as_("reader"), told.service.ledger.size
    asked: dict[str, Any] = {"position": position, "known_at": position}
    asked["effective_at"] = "2026-01-01"
    path = f"/v1/deals/{DEAL}/state"
    assert WORDS in str(reader.get(path, **asked).json()["terms"])
    told.record(mark("wording"))
    assert WORDS not in reader.get(path, **asked).text
    told.record(mark("wording", "none"))
    assert WORDS in reader.get(path, **asked).text


def test_no_view_shows_what_is_marked_while_it_is_behind(told: Api, database: str) -> None:
    reader, path = told.as_("reader"), "/v1/exposures"
    assert reader.get(path, person="vera").json()["rows"]
    told.record(mark())
    refused(reader.get(path, person="vera"), 409, "position_not_reached", "/min_position")
    refused(reader.get("/v1/deals", q="add"), 409, "position_not_reached", "/min_position")
    assert reader.get("/v1/deals").status_code == 200
    assert told.as_("legal").get(path, person="vera").status_code == 200
    followed(database, told.service.ledger)
    assert reader.get("/v1/deals", q="add").status_code == 200
    assert reader.get(path, person="vera").status_code != 409


def test_marks_of_the_organisation_change_what_readers_are_told_of_every_deal(
    told: Api, database: str
) -> None:
    told.record(a_sending("catalogue.item_defined", id="item", name="Secret analytics"))
    reader = told.as_("reader")
    assert "Secret analytics" in reader.get("/v1/records").text
    told.record({k: v for k, v in mark("item").items() if k != "deal"})
    followed(database, told.service.ledger)
    assert "Secret analytics" not in reader.get("/v1/records").text
