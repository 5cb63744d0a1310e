"""Opening a deal by hand: with its companies and people, all of it or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.pages.conftest import Browser
from tests.api.pages.filling import Form
from tests.api.pages.test_reading_pages import HOSTILE, checked

PAGE = "/new-deal"
DEAL: dict[str, Any] = {
    "deal": "harbour-2026",
    "deal_name": "Cranes for a harbour",
    "currency": "EUR",
    "time_zone": "Europe/Oslo",
    "regulated": "no",
    "actor": "ana",
    "client_id": "harbour",
    "client_name": "The Harbour",
    "seller_id": "house",
    "seller_name": "The House",
    "person1_id": "ana",
    "person1_name": "Ana Weber",
    "person1_for": "seller",
    "person1_as": "sales",
    "person3_id": "carla",
    "person3_name": "Carla Diaz",
    "person3_for": "client",
    "person3_as": "client_contact",
    "when_how": "moment",
    "when_at": "2026-03-02T09:00",
}


@pytest.fixture
def clerk(stranger: Browser) -> Browser:
    """A browser in which a person who reads and records is signed in."""
    return stranger.sign_in("reader", "recorder", person="ana")


def send(browser: Browser, **fields: Any) -> Any:
    shown = Form(browser.open(PAGE)).values
    assert shown["actor"] == ["ana"]
    return browser.send(PAGE, None, **(shown | DEAL | fields))


def test_a_deal_is_opened_with_its_companies_and_people(clerk: Browser) -> None:
    checked(clerk.open(PAGE))
    assert f'href="{PAGE}"' in clerk.open("/deals")
    answer = send(clerk)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith("/deals/harbour-2026/records?record=")
    checked(clerk.open(answer.headers["location"]))
    entries = [each.as_kept() for each in clerk.service.ledger.entries("harbour-2026")]
    assert [each["type"] for each in entries] == [
        *("deal.opened", "party.joined", "party.joined"),
        *("participant.assigned", "participant.assigned"),
    ]
    assert {each["occurred_at"] for each in entries} == {"2026-03-02T09:00+01:00"}
    assert {each["recorded_by"]["kind"] for each in entries} == {"token"}
    opened, client, seller, ana, carla = (each["data"] for each in entries)
    assert opened == {
        "name": "Cranes for a harbour",
        "client": "harbour",
        "currency": "EUR",
        "time_zone": "Europe/Oslo",
        "regulated_buyer": False,
    }
    assert (client["role"], seller["role"]) == ("client", "seller")
    assert (ana["party"], carla["party"]) == ("house", "harbour")
    assert "Ana Weber, sales, The House (ana)" in clerk.open("/deals/harbour-2026/record/meeting")


def test_sent_twice_it_is_opened_once_and_a_second_opening_is_refused(clerk: Browser) -> None:
    shown = Form(clerk.open(PAGE)).values
    for _ in range(2):
        assert clerk.send(PAGE, None, **(shown | DEAL)).status_code == 303
    assert len(clerk.service.ledger.entries("harbour-2026")) == 5
    answer = send(clerk)
    assert answer.status_code == 422
    assert "deal_already_opened" in answer.text


@pytest.mark.parametrize(
    ("fields", "fields_beside"),
    [
        ({"deal": "a/b"}, {"deal": "bad_id"}),
        ({"deal": ""}, {"deal": "missing_field"}),
        ({"currency": "euros"}, {"currency": "bad_currency"}),
        ({"time_zone": "Mars"}, {"time_zone": "bad_time_zone"}),
        ({"when_at": "2026-03-29T02:30"}, {"when": "bad_time"}),
        ({"client_id": "not an id"}, {"client_id": "bad_id"}),
        ({"client_id": "", "client_name": ""}, dict.fromkeys(("client_id", "client_name"), "")),
        ({"partner1_id": "p"}, {"partner1_name": "missing_field"}),
        ({"person3_as": "friend"}, {"person3_as": "not_one_of"}),
        ({"person2_name": "X"}, dict.fromkeys(("person2_id", "person2_for", "person2_as"), "")),
        ({"regulated": "perhaps"}, {"regulated": "wrong_type"}),
        ({"privilege": "secret"}, {"privilege": "not_one_of"}),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_nothing_is_recorded(
    clerk: Browser, fields: dict[str, Any], fields_beside: dict[str, str]
) -> None:
    size = clerk.service.ledger.size
    answer = send(clerk, **fields)
    assert answer.status_code == 422, answer.text
    assert clerk.service.ledger.size == size
    checked(answer.text)
    found = {e.split("-fault")[0]: e for e in answer.text.split('<p class="wrong" id="')[1:]}
    assert found.keys() == fields_beside.keys()
    assert all(code in found[name] for name, code in fields_beside.items())
    if "person3_as" in fields:
        assert ">Person 3, as</a>" in answer.text
    form = Form(answer.text)
    assert form.values["person3_name"] == ["Carla Diaz"]
    assert form.focus[0].removesuffix("-1") in fields_beside


def test_an_empty_form_is_told_what_it_lacks_and_nothing_twice(stranger: Browser) -> None:
    clerk = stranger.sign_in("reader", "recorder")
    answer = clerk.send(PAGE, None, **Form(clerk.open(PAGE)).values)
    assert answer.status_code == 422
    summary = answer.text.split('id="faults-head"')[1].split("</ul>")[0]
    told = summary.split("<li>")[1:]
    assert "The deal’s id" in told[0]
    assert len(told) == 9
    assert all("This is needed, and was left empty." in each for each in told)
    assert all('<a href="#' in each for each in told)


def test_who_may_not_open_deals_has_no_such_page(stranger: Browser) -> None:
    for roles, deals in ((("reader",), None), (("reader", "recorder"), ["D-1"])):
        browser = stranger.sign_in(*roles, deals=deals)
        assert browser.get(PAGE).status_code == 403
        assert browser.send(PAGE, form_token=browser.form_token()).status_code == 403
        assert f'href="{PAGE}"' not in browser.open("/deals")
    assert stranger.sign_in("legal").get(PAGE).status_code == 403


def test_hostile_words_are_kept_and_shown_harmlessly(clerk: Browser) -> None:
    form = Form(clerk.open(PAGE))
    filled = {name: [HOSTILE] for name in form.names} | {"form_token": form.values["form_token"]}
    answer = clerk.send(PAGE, None, **filled)
    assert answer.status_code == 422
    checked(answer.text)
    assert "<script>alert" not in answer.text
    answer = send(clerk, deal_name=HOSTILE, client_name=HOSTILE[:200])
    assert answer.status_code == 303
    text = clerk.open("/deals/harbour-2026/record/meeting")
    checked(text)
    assert "<script>alert" not in text


def test_an_address_takes_no_parameters(clerk: Browser) -> None:
    assert clerk.get(f"{PAGE}?deal=x").status_code == 422
    assert clerk.send("/new-deal", form_token="0" * 64).status_code == 403
