"""Questions across deals over HTTP, as the views answer them, for who may see what."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from projections.views.status import WANTED
from tests.api.http.calling import DEAL, Api, refused
from tests.projections.views.viewing import connection, followed
from tests.records import a_sending

PATHS = (
    "/v1/exposures?person=vp-sales",
    "/v1/pricing",
    "/v1/pricing/deals?axis=orders&item=expansion",
    "/v1/pricing/clients?axis=orders&item=expansion",
    "/v1/sign-offs?state=signed&state=open",
    "/v1/promises",
    "/v1/findings",
    "/v1/silences",
)


@pytest.fixture
def kept(told: Api, database: str) -> Api:
    """The interface on a ledger that holds the story, whose views are at its end."""
    followed(database, told.service.ledger)
    return told


def rows(api: Api, path: str) -> list[dict[str, Any]]:
    answer = api.get(path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_the_register_is_the_same_from_the_view_as_folded(told: Api, database: str) -> None:
    told.record(a_sending("deal.opened", deal="D-1"), a_sending("clause.added", deal="D-2"))
    folded = told.get("/v1/deals").json()
    assert [each.pop("findings") for each in folded["deals"]] == [None, None, None]
    followed(database, told.service.ledger)
    kept = told.get("/v1/deals").json()
    assert all(each.pop("findings")["settled"] == 0 for each in kept["deals"])
    assert kept.pop("findings_position") == kept["position"]
    assert kept == {name: value for name, value in folded.items() if name != "findings_position"}
    assert [each["deal"] for each in folded["deals"]] == ["D-1", "D-2", DEAL]
    page = told.get("/v1/deals", limit=2).json()
    rest = told.get("/v1/deals", limit=2, cursor=page["next"]).json()
    deals = [each["deal"] for each in (*page["deals"], *rest["deals"])]
    assert deals == [each["deal"] for each in folded["deals"]]


def test_the_register_says_of_which_deals_the_ledger_began_later(told: Api) -> None:
    then = told.get("/v1/deals", known_at="2025-05-10").json()
    assert [each["deal"] for each in then["deals"]] == [DEAL]
    [note] = then["notes"]
    assert note.startswith("The ledger itself began later")
    assert note.endswith(f"So of {DEAL}.")
    assert told.get("/v1/deals").json()["notes"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=products", [("clause", "4.2")]),
        ("q=marguerite", [("person", "vp-sales")]),
        ("q=nothing+of+this", None),
        ("party=brightlink", []),
        ("person=agency-buyer", []),
        ("standing=contested", []),
        ("standing=draft", None),
        ("order=last_movement", []),
    ],
)
def test_deals_are_found(kept: Api, query: str, found: list[tuple[str, str]] | None) -> None:
    deals = kept.get(f"/v1/deals?{query}").json()["deals"]
    assert [each["deal"] for each in deals] == ([] if found is None else [DEAL])
    for deal in deals:
        assert [(each["kind"], each["ref"]) for each in deal["found"]] == found


def test_what_is_searched_is_searched_now(kept: Api) -> None:
    refused(kept.get("/v1/deals?q=x&known_at=3"), 422, "bad_parameter", "/known_at")


def test_without_a_view_a_search_says_who_builds_it_and_the_register_is_folded(told: Api) -> None:
    problem = refused(told.get("/v1/deals?q=discount"), 503, "view_not_ready")
    assert "deal-ledger runner" in problem["detail"]
    assert told.get("/v1/deals").status_code == 200


def test_min_position_waits_for_the_view(kept: Api) -> None:
    position = kept.record(a_sending("deal.opened", deal="D-9")).json()["position"]
    answer = kept.get(f"/v1/deals?q=d-9&min_position={position}")
    refused(answer, 409, "position_not_reached", "/min_position")
    assert kept.get("/v1/deals?q=d-9").json()["position"] == position - 1


def test_who_asks_a_view_that_is_behind_tells_the_runner(kept: Api, database: str) -> None:
    with connection(database) as opened:
        opened.execute(f"LISTEN {WANTED}")
        kept.get("/v1/deals?q=d-9")
        assert not list(opened.notifies(timeout=0))
        position = kept.record(a_sending("deal.opened", deal="D-9")).json()["position"]
        kept.get(f"/v1/deals?q=d-9&min_position={position}")
        assert len(list(opened.notifies(timeout=5, stop_after=1))) == 1


def test_the_vp_was_exposed_to_both_clauses_and_saw_one(kept: Api) -> None:
    found = {
        each["clause"]: (each["rung"], each["record"], each["first_seen"])
        for each in rows(kept, "/v1/exposures?person=vp-sales")
    }
    assert found == {
        "3.1": ("discussed", "story-22", "story-09"),
        "4.2": ("discussed", "story-22", None),
    }
    assert rows(kept, "/v1/exposures?person=vp-sales&least=signed") == []


def test_pricing_covers_expansion_orders_and_says_nothing_of_analytics(kept: Api) -> None:
    [by_deal] = rows(kept, "/v1/pricing/deals?axis=orders&item=expansion")
    assert (by_deal["deal"], by_deal["state"]) == (DEAL, "in")
    [by_client] = rows(kept, "/v1/pricing/clients?axis=orders&item=renewal")
    assert (by_client["client"], by_client["silent"], by_client["in"]) == ("northcare", 1, 0)
    states = {each["state"] for each in rows(kept, "/v1/pricing?axis=orders&kind=discount")}
    assert "in" in states


def test_pricing_of_an_item_needs_its_axis(kept: Api) -> None:
    refused(kept.get("/v1/pricing?item=x"), 422, "bad_parameter", "/axis")
    refused(kept.get("/v1/pricing/deals?axis=orders"), 422, "bad_parameter", "/item")
    twice = kept.get("/v1/pricing?axis=orders&axis=services")
    refused(twice, 422, "bad_parameter", "/axis")


def test_sign_offs_and_promises(kept: Api) -> None:
    signed = rows(kept, "/v1/sign-offs?state=signed")
    assert {each["sign_off"] for each in signed} == {"S1", "S2", None}
    assert rows(kept, "/v1/sign-offs") == []
    [validity] = [each for each in rows(kept, "/v1/promises") if each["promise"] == "validity"]
    assert validity["record"] == "story-18a"
    assert validity["state"] in {"past", "ended"}


def test_sign_offs_are_asked_of_one_deal(told: Api, database: str) -> None:
    told.record(
        *(
            a_sending(type_, deal=deal, id=f"{deal}-{type_}")
            for deal in ("D-1", "D-2")
            for type_ in ("clause.added", "proposal.sealed", "sign_off.requested")
        )
    )
    followed(database, told.service.ledger)
    assert {each["deal"] for each in rows(told, "/v1/sign-offs")} == {"D-1", "D-2"}
    [row] = rows(told, "/v1/sign-offs?deal=D-2")
    assert (row["deal"], row["state"]) == ("D-2", "open")
    refused(told.get("/v1/sign-offs?deal=D%202"), 422, "bad_parameter", "/deal")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_says_on_which_position_it_stands_and_what_is_withheld(kept: Api, path: str) -> None:
    size = kept.service.ledger.size
    roles: list[tuple[Any, int]] = [("reader", 3), ("legal", 0)]
    for role, withheld in roles:
        body = kept.as_(role).get(path).json()
        assert (body["position"], body["stopped_at"]) == (size, None)
        assert (body["withheld"] > 0) == (withheld > 0)


UNKNOWN = (
    ("/v1/exposures?person={}", "vp-sales", "/person"),
    ("/v1/sign-offs?person={}", "vp-sales", "/person"),
    ("/v1/sign-offs?deal={}", DEAL, "/deal"),
    ("/v1/deals?person={}", "vp-sales", "/person"),
    ("/v1/deals?party={}", "brightlink", "/party"),
    ("/v1/pricing?client={}", "northcare", "/client"),
    ("/v1/pricing/deals?axis=orders&item=expansion&client={}", "northcare", "/client"),
    ("/v1/pricing/clients?axis=orders&item=expansion&client={}", "northcare", "/client"),
    ("/v1/promises?client={}", "northcare", "/client"),
    ("/v1/findings?person={}", "deputy", "/person"),
    ("/v1/findings?client={}", "northcare", "/client"),
    ("/v1/findings?deal={}", DEAL, "/deal"),
    ("/v1/silences?client={}", "northcare", "/client"),
    ("/v1/pricing?axis=services&item={}", "scheduling", "/item"),
    ("/v1/pricing/deals?axis=services&item={}", "analytics", "/item"),
    ("/v1/pricing/deals?axis=beneficiaries&item={}", "northcare", "/item"),
    ("/v1/pricing/deals?axis=orders&item={}", "expansion", "/item"),
)


@pytest.mark.parametrize(("path", "known", "pointer"), UNKNOWN)
def test_a_name_that_is_nowhere_on_record_is_refused_and_never_an_empty_list(
    kept: Api, path: str, known: str, pointer: str
) -> None:
    assert kept.get(path.format(known)).status_code == 200
    problem = refused(kept.get(path.format("nobody")), 422, "name_not_on_record", pointer)
    assert "'nobody'" in problem["detail"]


SOMEBODY = [each for each in UNKNOWN if each[-1] != "/item"]


@pytest.mark.parametrize(("path", "known", "pointer"), SOMEBODY)
def test_what_a_token_may_not_see_is_refused_as_what_is_not_there(
    kept: Api, path: str, known: str, pointer: str
) -> None:
    limited = kept.as_("admin", deals=["D-1"])
    one, other = (
        refused(limited.get(path.format(name)), 422, "name_not_on_record", pointer)
        for name in (known, "nobody")
    )
    assert one["detail"].replace(known, "nobody") == other["detail"]


def test_a_name_is_not_refused_by_a_register_that_is_behind(kept: Api) -> None:
    kept.service.views.ask(
        lambda connection: connection.execute(
            "UPDATE views.status SET position = position - 1 WHERE view = 'register'"
        )
    )
    assert rows(kept, "/v1/exposures?person=nobody") == []


@pytest.mark.parametrize("path", [*PATHS[1:], "/v1/deals?order=last_movement"])
def test_a_token_limited_to_other_deals_sees_no_row(kept: Api, path: str) -> None:
    body = kept.as_("admin", deals=["D-1"]).get(path).json()
    assert body.get("rows", body.get("deals")) == []
    assert DEAL not in json.dumps(body)


@pytest.mark.parametrize("path", PATHS)
def test_a_cursor_that_no_page_gave_is_refused(kept: Api, path: str) -> None:
    kinds: tuple[Any, ...] = ({}, [], None, "\0", "\ud800")
    every = [json.dumps([kind] * keys) for kind in kinds for keys in range(1, 9)]
    for cursor in ("x", "[]", '["a","b","c","d","e","f","g","h","i"]', "7", "[" * 1990, *every):
        answer = kept.get(path + ("&" if "?" in path else "?") + "cursor=" + quote(cursor))
        refused(answer, 422, "bad_parameter", "/cursor")


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("/v1/deals?party=%00", "/party"),
        ("/v1/deals?person=a%20b", "/person"),
        ("/v1/exposures?person=%00", "/person"),
        ("/v1/sign-offs?person=%00", "/person"),
        ("/v1/sign-offs?state=nope", "/state"),
        ("/v1/pricing?client=%00", "/client"),
        ("/v1/pricing?axis=services&item=%00", "/item"),
        ("/v1/pricing?kind=nope", "/kind"),
        ("/v1/promises?client=%00", "/client"),
        ("/v1/promises?ending_by=2026", "/ending_by"),
        ("/v1/promises?ending_by=0.5", "/ending_by"),
        ("/v1/findings?severity=grave", "/severity"),
        ("/v1/findings?person=%00", "/person"),
        ("/v1/silences?client=%00", "/client"),
        ("/v1/deals?q=" + "+".join(f"w{n}" for n in range(21)), "/q"),
    ],
)
def test_a_parameter_that_is_none_is_refused_with_a_pointer(
    kept: Api, path: str, pointer: str
) -> None:
    refused(kept.get(path), 422, "bad_parameter", pointer)


@pytest.mark.parametrize("q", ["!!", "%00", "%25", "%20%C2%A0."])
def test_what_holds_no_word_is_found_nowhere(kept: Api, q: str) -> None:
    assert kept.get(f"/v1/deals?q={q}").json()["deals"] == []


def test_a_login_that_may_not_ask_views_folds_the_register_and_says_what_to_grant(
    told: Api,
) -> None:
    told.service.views.refuse_unless_granted("clerk", granted=False)
    assert [each["deal"] for each in told.get("/v1/deals").json()["deals"]] == [DEAL]
    for path in ("/v1/deals?q=discount", "/v1/promises"):
        problem = refused(told.get(path), 503, "view_not_ready")
        assert "GRANT deal_ledger_views TO clerk" in problem["detail"]
    numbers = told.get("/metrics")
    assert numbers.status_code == 200
    assert 'deal_ledger_view_lag{view="register"} NaN' in numbers.text
