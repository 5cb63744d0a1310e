"""Findings over HTTP: of one deal by what is chosen, across deals, in the register; silences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api, refused
from tests.projections.views.viewing import followed
from tests.records import a_sending

PATH = f"/v1/deals/{DEAL}/findings"
PRICE = {"kind": "price", "scope": []}
EUR = "EUR"


@pytest.fixture
def kept(told: Api, database: str) -> Api:
    """The interface on a ledger that holds the story, whose views are at its end."""
    followed(database, told.service.ledger)
    return told


def settling(finding: dict[str, Any], **more: Any) -> dict[str, Any]:
    return a_sending(
        "finding.settled",
        finding=finding["code"],
        about=finding["about"],
        persons=[each["person"] for each in finding["persons"]],
        **{"how": "accepted", "reason": "It is known and meant.", "deal": DEAL, **more},
    )


def a_volume(deal: str, amount: str, currency: str = EUR, clause: str = "6") -> dict[str, Any]:
    value = {"amount": amount, "currency": currency}
    term = {"kind": "volume", "value": value, "scope": []}
    return a_sending("clause.added", deal=deal, id=f"{deal}-v{clause}", clause=clause, term=term)


def a_price(deal: str, **more: Any) -> dict[str, Any]:
    return a_sending("clause.added", deal=deal, id=f"{deal}-p", clause="3", term=PRICE, **more)


def test_on_7_may_it_says_what_would_have_saved_the_deal(told: Api) -> None:
    found = told.get(PATH, effective_at="2025-05-08").json()
    assert {"SEEN02", "SIGN02", "SCOPE01"} <= {each["code"] for each in found["findings"]}
    assert [each["severity"] for each in found["findings"]] == sorted(
        (each["severity"] for each in found["findings"]), key=["high", "medium", "low"].index
    )


def test_what_is_chosen_never_reads_as_there_is_nothing(told: Api) -> None:
    whole = told.get(PATH).json()
    high = told.get(PATH, severity="high").json()
    assert high["findings"] == [each for each in whole["findings"] if each["severity"] == "high"]
    assert high["open"] == whole["open"]
    one = told.get(PATH, code=["SEEN01", "TERM01"]).json()
    assert [each["code"] for each in one["findings"]] == ["SEEN01", "TERM01"]
    assert told.get(PATH, settled="true").json()["findings"] == []
    assert told.get(PATH, settled="false").json()["findings"] == whole["findings"]


def test_a_code_that_no_rule_has_is_refused(told: Api) -> None:
    problem = refused(told.get(PATH, code="SCOPE99"), 422, "finding_not_known", "/code")
    assert "SCOPE01" in problem["detail"]
    refused(told.get(PATH, severity="grave"), 422, "bad_parameter", "/severity")
    refused(told.get("/v1/findings?code=x"), 422, "finding_not_known", "/code")
    refused(told.get("/v1/deals?finding=x"), 503, "view_not_ready")


def test_what_a_record_settled_is_told_apart_and_leaves_the_view(kept: Api, database: str) -> None:
    before = kept.get(PATH).json()
    [one] = [each for each in before["findings"] if each["code"] == "TERM01"]
    assert kept.record(settling(one, id="closing")).status_code == 201
    after = kept.get(PATH).json()
    assert after["open"]["medium"] == before["open"]["medium"] - 1
    [settled] = kept.get(PATH, settled="true").json()["settled"]
    assert settled["settled_by"]["record"] == "closing"
    followed(database, kept.service.ledger)
    assert kept.get("/v1/findings", code="TERM01").json()["rows"] == []
    [line] = kept.get("/v1/deals").json()["deals"]
    assert line["findings"] == {**after["open"], "settled": 1}


def test_across_deals_the_gravest_come_first_page_by_page(kept: Api, database: str) -> None:
    kept.record(a_price("D-1"), a_price("D-2"))
    followed(database, kept.service.ledger)
    whole = kept.get("/v1/findings").json()["rows"]
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = kept.get("/v1/findings", limit=3, **({"cursor": cursor} if cursor else {})).json()
        found += page["rows"]
        if (cursor := page["next"]) is None:
            break
    assert found == whole
    assert {each["deal"] for each in found} == {"D-1", "D-2", DEAL}
    ranks = [["high", "medium", "low"].index(each["severity"]) for each in found]
    assert ranks == sorted(ranks)
    of_deputy = kept.get("/v1/findings", person="deputy").json()["rows"]
    assert {each["deal"] for each in of_deputy} == {DEAL}
    assert all("deputy" in [p["person"] for p in each["persons"]] for each in of_deputy)


def test_the_register_finds_deals_by_what_is_open(kept: Api, database: str) -> None:
    kept.record(
        a_price("D-1"),
        a_sending("deal.opened", deal="D-2", id="d2"),
    )
    followed(database, kept.service.ledger)

    def found(finding: str) -> list[str]:
        deals = kept.get("/v1/deals", finding=finding).json()["deals"]
        return [each["deal"] for each in deals]

    assert found("high") == ["D-1", DEAL]
    assert found("any") == ["D-1", DEAL]
    assert found("SIGN02") == [DEAL]
    refused(kept.get("/v1/deals?finding=SCOPE99"), 422, "finding_not_known", "/finding")
    refused(kept.get("/v1/deals?finding=any&known_at=3"), 422, "bad_parameter", "/known_at")
    at = {each["deal"]: each["findings"] for each in kept.get("/v1/deals").json()["deals"]}
    assert at["D-2"] == {"high": 0, "medium": 0, "low": 0, "settled": 0}
    assert at["D-1"]["high"] == 1
    [then] = kept.get("/v1/deals", effective_at="2025-05-12", limit=1).json()["deals"]
    assert then["findings"] is None


def test_silences_come_by_the_money_that_may_still_be_ordered(kept: Api, database: str) -> None:
    order = {"quantity": 10, "unit_price": {"amount": "2500.00", "currency": EUR}}
    kept.record(
        *(a_price("D-1"), a_volume("D-1", "100000.00")),
        a_sending(
            "order.placed",
            deal="D-1",
            id="D-1-o",
            order="O1",
            order_type="initial",
            lines=[{"item": "platform", **order}],
        ),
        *(a_price("D-2"), a_volume("D-2", "90000.00")),
        *(a_price("D-3"), a_volume("D-3", "5.00", "USD")),
        *(a_price("D-4"), a_volume("D-4", "5.00"), a_volume("D-4", "5.00", clause="7")),
    )
    followed(database, kept.service.ledger)
    rows = kept.get("/v1/silences").json()["rows"]
    deals = list(dict.fromkeys(each["deal"] for each in rows))
    assert deals == ["D-2", "D-1", "D-3", "D-4", DEAL]
    of = {each["deal"]: each for each in rows}
    assert (of["D-1"]["remaining"], of["D-1"]["ordered"]) == ("75000.00", "25000.00")
    assert (of["D-2"]["volume_clause"], of["D-2"]["volume_record"]) == ("6", "D-2-v6")
    assert (of["D-4"]["remaining"], of["D-4"]["why"]) == (None, "several_volumes_stated")
    assert (of[DEAL]["remaining"], of[DEAL]["why"]) == (None, "no_volume_stated")
    pages: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while True:
        page = kept.get("/v1/silences", limit=1, **cursor).json()
        pages += page["rows"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert pages == rows


def test_an_order_that_does_not_say_what_it_comes_to_is_counted(kept: Api, database: str) -> None:
    kept.record(
        *(a_price("D-1"), a_volume("D-1", "100.00")),
        a_sending("order.placed", deal="D-1", id="D-1-o", order="O1", order_type="initial"),
    )
    followed(database, kept.service.ledger)
    [row] = kept.get("/v1/silences", limit=1).json()["rows"]
    assert (row["remaining"], row["unpriced_orders"]) == ("100.00", 1)


def test_a_reader_is_not_told_what_privileged_records_show(kept: Api, database: str) -> None:
    hidden = a_price("D-1", privilege="attorney_client")
    kept.record(hidden, a_sending("deal.opened", deal="D-1", id="D-1-open"))
    followed(database, kept.service.ledger)
    reader, legal = kept.as_("reader"), kept.as_("legal")
    assert "D-1" not in {each["deal"] for each in reader.get("/v1/findings").json()["rows"]}
    assert "D-1" in {each["deal"] for each in legal.get("/v1/findings").json()["rows"]}
    lines = {each["deal"]: each for each in reader.get("/v1/deals").json()["deals"]}
    assert lines["D-1"]["findings"]["high"] == 0
    assert [each["deal"] for each in reader.get("/v1/deals?finding=high").json()["deals"]] == [DEAL]


def test_counts_that_may_hold_what_was_marked_since_are_not_shown_to_readers(kept: Api) -> None:
    kept.as_("legal").record(
        a_sending("privilege.marked", deal=DEAL, record="story-11", privilege="work_product")
    )
    [line] = kept.as_("reader").get("/v1/deals").json()["deals"]
    assert line["findings"] is None
    [line] = kept.as_("legal").get("/v1/deals").json()["deals"]
    assert line["findings"] is not None
