"""Recording over HTTP: what is added, what was there, what is refused and where."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from api.records import MOST_TOGETHER
from tests.api.http.calling import DEAL, STORY, Api, refused
from tests.records import a_sending


def opening(**given: Any) -> dict[str, Any]:
    return a_sending("deal.opened", id="open", **given)


def test_a_record_is_answered_with_where_it_stands(admin: Api) -> None:
    response = admin.record(opening(), deal="D-1")
    assert response.status_code == 201
    receipt = response.json()
    assert receipt["added"] is True
    assert (receipt["record"], receipt["deal"]) == ("open", "D-1")
    assert (receipt["position"], receipt["version"]) == (1, 1)
    assert len(receipt["leaf"]) == 64
    assert receipt["recorded_at"].endswith("Z")


def test_the_same_record_again_is_answered_as_the_first_time(admin: Api) -> None:
    first = admin.record(opening(), deal="D-1")
    again = admin.record(opening(), deal="D-1")
    assert (first.status_code, again.status_code) == (201, 200)
    same = ("record", "position", "version", "leaf", "recorded_at")
    assert [first.json()[name] for name in same] == [again.json()[name] for name in same]
    assert again.json()["added"] is False


def test_ids_that_were_never_named_before_are_pointed_out(admin: Api) -> None:
    told = admin.record(
        a_sending("message.sent", actor="ana", to=["carla", "dora"]),
        a_sending("message.sent", actor="ana", message="M2", to=["carla", "eva"]),
    ).json()
    assert told["records"][0]["first_named"] == ["ana", "carla", "dora"]
    assert told["records"][1]["first_named"] == ["eva"]


def test_a_record_may_leave_its_deal_to_the_address(admin: Api) -> None:
    record = opening()
    del record["deal"]
    assert admin.record(record, deal="D-7").json()["deal"] == "D-7"


def test_a_record_of_another_deal_than_the_address_is_refused(admin: Api) -> None:
    refused(admin.record(opening(deal="D-2"), deal="D-1"), 422, "other_deal", "/deal")
    assert admin.get("/v1/deals").json()["deals"] == []


def test_an_id_with_other_content_is_refused(admin: Api) -> None:
    admin.record(opening(), deal="D-1")
    other = opening(name="Something else")
    refused(admin.record(other, deal="D-1"), 409, "record_id_reused", "/id")


def test_many_records_are_added_together_or_not_at_all(admin: Api) -> None:
    good, bad = opening(), a_sending("clause.revised", clause="9.9")
    document = refused(admin.record(good, bad), 422, "clause_not_on_record", "/1/data/clause")
    assert document["errors"][0]["pointer"] == "/1/data/clause"
    assert admin.get("/v1/records").json()["position"] == 0
    response = admin.record(good, a_sending("clause.added"))
    assert response.status_code == 201
    assert (response.json()["position"], response.json()["version"]) == (2, 2)
    assert [each["version"] for each in response.json()["records"]] == [1, 2]


def test_every_fault_of_every_record_is_named_at_once(admin: Api) -> None:
    document = refused(
        admin.record({**opening(), "colour": "red"}, {"id": "x", "type": "clause.vanished"}),
        422,
        "unknown_field",
        "/0/colour",
    )
    pointers = {each["pointer"] for each in document["errors"]}
    assert {"/0/colour", "/1/type", "/1/actor", "/1/occurred_at"} <= pointers


def test_records_of_several_deals_and_the_organisation_go_together(admin: Api) -> None:
    response = admin.record(*STORY)
    assert response.status_code == 201
    assert response.json()["version"] is None
    assert response.json()["position"] == len(STORY)
    assert admin.record(*STORY).status_code == 200


def test_half_of_what_was_sent_before_is_added_once(admin: Api) -> None:
    admin.record(opening())
    response = admin.record(opening(), a_sending("clause.added"))
    assert response.status_code == 201
    assert [each["added"] for each in response.json()["records"]] == [False, True]


def test_a_record_is_added_only_while_the_deal_has_the_version_asked_for(admin: Api) -> None:
    path = "/v1/deals/D-1/records"
    refused(admin.post(path, opening(), If_Match='"v1"'), 412, "version_mismatch")
    assert admin.post(path, opening(), If_Match='"v0"').status_code == 201
    clause = a_sending("clause.added", id="c")
    refused(admin.post(path, clause, If_Match='"v0"'), 412, "version_mismatch")
    assert admin.post(path, clause, If_Match='"v1"').json()["version"] == 2
    # It is there: what was asked for when it was sent first does not matter any more.
    assert admin.post(path, clause, If_Match='"v1"').status_code == 200


@pytest.mark.parametrize("written", ["v1", "1", '"1"', "*", '"v-1"', '""'])
def test_a_version_that_cannot_be_read_is_refused(admin: Api, written: str) -> None:
    response = admin.post("/v1/deals/D-1/records", opening(), If_Match=written)
    refused(response, 422, "bad_parameter", "/If-Match")


def test_a_version_goes_with_records_of_one_deal(admin: Api) -> None:
    both = [opening(), a_sending("deal.opened", deal="D-2")]
    refused(admin.post("/v1/records", both, If_Match='"v0"'), 422, "one_deal_needed", "/If-Match")


def test_an_array_has_at_least_one_record_and_at_most_five_hundred(admin: Api) -> None:
    refused(admin.post("/v1/records", []), 422, "missing_value")
    many = [a_sending("value.reported") for _ in range(MOST_TOGETHER + 1)]
    refused(admin.post("/v1/records", many), 422, "too_many_records")
    assert admin.post("/v1/records", many[:-1]).status_code == 201


def test_an_id_twice_with_two_contents_is_refused_where_it_stands_again(admin: Api) -> None:
    one, other = a_sending("value.reported", id="v"), a_sending("value.reported", id="v", value="x")
    refused(admin.record(one, one, other), 409, "record_id_reused", "/2/id")
    assert admin.record(one, one).json()["position"] == 1


def test_clients_of_one_deal_at_the_same_time_lose_nothing(admin: Api) -> None:
    answered: list[int] = []

    def send(thread: int) -> None:
        for number in range(10):
            record = a_sending("value.reported", id=f"t-{thread}-{number}")
            answered.append(admin.record(record, deal="D-1").status_code)

    threads = [Thread(target=send, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answered == [201] * 80
    page = admin.get("/v1/deals/D-1/records", limit=500).json()
    assert [each["version"] for each in page["records"]] == [*range(1, 81)]


def test_a_correction_over_http_is_seen_in_the_record_it_corrects(told: Api) -> None:
    correction = {
        "id": "fix",
        "type": "record.corrected",
        "occurred_at": "2025-06-10",
        "actor": "legal",
        "data": {
            "corrects": "story-10",
            "reason": "Misheard.",
            "data": next(r["data"] for r in STORY if r["id"] == "story-10"),
        },
    }
    assert told.record(correction, deal=DEAL).status_code == 201
    page = told.get(f"/v1/deals/{DEAL}/records", limit=500).json()
    [found] = [each for each in page["records"] if each["id"] == "story-10"]
    assert found["corrected_by"] == "fix"
    before = told.get(f"/v1/deals/{DEAL}/records", limit=500, known_at="record:story-26").json()
    assert not any("corrected_by" in each for each in before["records"])


@pytest.mark.parametrize("path", ["/v1/records", "/v1/deals/D-1/records"])
def test_a_parameter_in_the_address_is_refused(admin: Api, path: str) -> None:
    answer = admin.post(f"{path}?dry_run=true", a_sending("deal.opened"))
    refused(answer, 422, "bad_parameter", "/dry_run")
    assert admin.service.ledger.size == 0
