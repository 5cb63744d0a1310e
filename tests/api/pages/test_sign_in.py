"""Signing in and out: what opens the pages, for how long, and what no other site can send."""

from __future__ import annotations

import pytest

from api.pages.visiting import COOKIE
from tests.api.http.calling import DEAL, Api, Clock
from tests.api.pages.conftest import Browser


def test_who_is_not_signed_in_is_led_to_where_one_signs_in_and_back(stranger: Browser) -> None:
    answer = stranger.client.get(f"/deals/{DEAL}?known_at=9", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next=%2Fdeals%2F{DEAL}%3Fknown_at%3D9"
    assert f'value="/deals/{DEAL}?known_at=9"' in stranger.get(f"/deals/{DEAL}?known_at=9").text


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example", "/\\x", ""])
def test_it_goes_on_to_pages_of_its_own_only(stranger: Browser, next_: str) -> None:
    token = Api(stranger.client, stranger.service).as_("reader").token
    assert token is not None
    answer = stranger.send("/sign-in", token=token, next=next_)
    assert answer.headers["location"] == "/deals"


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(stranger: Browser) -> None:
    token = Api(stranger.client, stranger.service).as_("reader").token
    assert token is not None
    cookie = stranger.send("/sign-in", token=token).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert token.lower() not in cookie


def test_a_token_that_is_not_known_is_said_so_beside_its_field(stranger: Browser) -> None:
    answer = stranger.send("/sign-in", token="dl_no_such")
    assert answer.status_code == 401
    assert 'aria-invalid="true"' in answer.text
    assert "set-cookie" not in answer.headers


def test_a_link_signs_in_once_and_within_the_hour(stranger: Browser, clock: Clock) -> None:
    links = stranger.service.links
    links.offer("one")
    links.offer("two")
    assert stranger.get("/sign-in/one").url.path == "/deals"
    assert stranger.get("/sign-in/one").status_code == 401
    clock.later(minutes=61)
    assert stranger.get("/sign-in/two").status_code == 401
    assert stranger.get("/sign-in/three").status_code == 401


def test_signing_out_ends_the_session_and_not_the_cookie_alone(lawyer: Browser) -> None:
    session = lawyer.client.cookies[COOKIE]
    assert lawyer.send("/sign-out", form_token=lawyer.form_token()).status_code == 303
    assert COOKIE not in lawyer.client.cookies
    lawyer.client.cookies[COOKIE] = session
    assert lawyer.get("/deals").url.path == "/sign-in"


def test_a_session_ends_after_a_day_of_work_and_with_its_token(
    lawyer: Browser, clock: Clock
) -> None:
    assert lawyer.get("/deals").url.path == "/deals"
    clock.later(hours=12)
    assert lawyer.get("/deals").url.path == "/sign-in"
    lawyer.sign_in("legal")
    service = lawyer.service
    for token in service.tokens.all():
        service.tokens.revoke(token.id, clock())
        service.pages_door.forget(token.id)
    assert lawyer.get("/deals").url.path == "/sign-in"


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"other": ""}, {}),
        ({"form_token": "0" * 64}, {}),
        ({"form_token": "ö"}, {}),
        ({"form_token": "right"}, {"Origin": "https://elsewhere.example"}),
        ({"form_token": "right"}, {"Origin": "null"}),
        ({"form_token": "right"}, {"Sec-Fetch-Site": "cross-site"}),
        ({"form_token": "right"}, {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_a_form_that_another_site_sends_does_nothing(
    lawyer: Browser, fields: dict[str, str], headers: dict[str, str]
) -> None:
    if fields.get("form_token") == "right":
        fields = {"form_token": lawyer.form_token()}
    answer = lawyer.send("/sign-out", headers, **fields)
    assert answer.status_code == 403
    assert "form_not_from_here" in answer.text
    assert lawyer.get("/deals").url.path == "/deals"


def test_a_browser_may_say_where_a_form_of_ours_comes_from(stranger: Browser) -> None:
    """With `no-referrer` it would send `Origin: null`, and every form would be refused."""
    assert stranger.get("/sign-in").headers["referrer-policy"] == "same-origin"


def test_the_pages_of_a_recorder_alone_are_refused_with_a_reason(stranger: Browser) -> None:
    answer = stranger.sign_in("recorder").get("/deals")
    assert answer.status_code == 403
    assert "role reader or legal" in answer.text


def test_a_session_opens_no_other_door(lawyer: Browser) -> None:
    session = lawyer.client.cookies[COOKIE]
    assert lawyer.get("/v1/deals").status_code == 401
    assert lawyer.get("/v1/deals", Authorization=f"Bearer {session}").status_code == 401
